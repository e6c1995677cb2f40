/// Deposits that pay the debt of closed positions and share their collateral.
///
/// An offset of debt *B* against collateral *C* by a pool of *T*: the sum
/// `S += C·P / T`, the product `P ← P·(1 − B / T)`. A deposit *d* made at `P₀`,
/// `S₀` is worth `d·P / P₀` and has gained `d·(S − S₀) / P₀`, so no offset looks
/// at any deposit. When an offset takes the whole pool, the epoch ends: deposits
/// of it are 0, and their gains stay.
///
/// Source: liquity/dev `StabilityPool.sol`, README (example `LIQUITY-SP`).
public struct StabilityPool: Hashable, Sendable {
  /// One deposit, as it was made.
  public struct Deposit: Hashable, Sendable {
    public let amount: Double
    fileprivate let product: Double
    fileprivate let sum: Double
    fileprivate let epoch: Int
  }

  /// What all deposits are worth.
  public private(set) var total = 0.0
  private var product = 1.0
  /// The sum *S* at the end of each epoch, the present one last.
  private var sums = [0.0]

  public init() {}

  /// Adds a deposit.
  public mutating func deposit(_ amount: Double) -> Deposit {
    total += amount
    return Deposit(
      amount: amount, product: product, sum: sums[sums.count - 1], epoch: sums.count - 1)
  }

  /// Takes a deposit out as it stands.
  public mutating func withdraw(_ deposit: Deposit) -> Double {
    let amount = value(of: deposit)
    total -= amount
    return amount
  }

  /// Pays debt for collateral.
  ///
  /// - Precondition: `debt` is not more than ``total``.
  public mutating func offset(debt: Double, collateral: Double) {
    precondition(debt <= total, "an offset of \(debt) by a pool of \(total)")
    guard total > 0 else { return }
    sums[sums.count - 1] += collateral * product / total
    guard debt < total else {
      total = 0
      product = 1
      sums.append(0)
      return
    }
    product *= 1 - debt / total
    total -= debt
  }

  /// What is left of a deposit.
  public func value(of deposit: Deposit) -> Double {
    deposit.epoch == sums.count - 1 ? deposit.amount * product / deposit.product : 0
  }

  /// Units of collateral that a deposit has gained.
  public func gain(of deposit: Deposit) -> Double {
    deposit.amount * (sums[deposit.epoch] - deposit.sum) / deposit.product
  }
}
