/// Curve's invariant for *n* coins that should be worth the same.
///
/// `Aⁿⁿ·Σx + D = Aⁿⁿ·D + Dⁿ⁺¹ / (nⁿ·Πx)`, where `Aⁿⁿ` stands for `A·n`, as in
/// Curve's contracts, and *D* is the total when all balances are equal.
///
/// Source: Egorov, "StableSwap", 2019; the convention `A·n` from Curve's
/// `StableSwap.vy` (example `STABLESWAP`).
public struct StableSwapInvariant: Hashable, Sendable {
  /// `A·n`.
  public let leverage: Double
  /// The number of coins.
  public let coins: Int

  /// - Parameters:
  ///   - amplification: Curve's *A*, above 0.
  ///   - coins: 2 or more.
  public init(amplification: Double, coins: Int) {
    leverage = amplification * Double(coins)
    self.coins = coins
  }

  /// *D* of these balances, by Newton's method from their sum.
  ///
  /// - Parameter balances: One above 0 for each coin.
  /// - Complexity: O(coins) per step; about ten steps.
  public func total(of balances: [Double]) -> Double {
    let sum = balances.reduce(0, +)
    let count = Double(coins)
    var total = sum
    for _ in 0..<255 {
      let product = balances.reduce(total) { $0 * total / ($1 * count) }
      let next =
        (leverage * sum + product * count) * total
        / ((leverage - 1) * total + (count + 1) * product)
      guard abs(next - total) > 1e-16 * next else { return next }
      total = next
    }
    return total
  }

  /// The balance of one coin that keeps *D*, given those of all others.
  public func balance(keeping total: Double, others: [Double]) -> Double {
    let count = Double(coins)
    let sum = others.reduce(0, +)
    let product = others.reduce(total) { $0 * total / ($1 * count) }
    let constant = product * total / (leverage * count)
    let linear = sum + total / leverage
    var balance = total
    for _ in 0..<255 {
      let next = (balance * balance + constant) / (2 * balance + linear - total)
      guard abs(next - balance) > 1e-16 * next else { return next }
      balance = next
    }
    return balance
  }

  /// Units of coin `quote` per unit of coin `base` for an infinitely small trade.
  public func price(of base: Int, in quote: Int, _ balances: [Double]) -> Double {
    let total = total(of: balances)
    let share = balances.reduce(total) { $0 * total / ($1 * Double(coins)) }
    return (leverage + share / balances[base]) / (leverage + share / balances[quote])
  }
}
