/// Liquity's stability pool and redistribution, trove by trove.
///
/// A liquidation offsets `min(debt, pool)` and gives depositors the same share of
/// the collateral; the rest of both goes to active troves in proportion to their
/// collateral.
///
/// Source: liquity/dev 39f1f7f, README.
public struct TroveBook: Hashable, Sendable {
  /// A borrower's position.
  public struct Trove: Hashable, Sendable {
    public var collateral: Double
    public var debt: Double

    public init(collateral: Double, debt: Double) {
      self.collateral = collateral
      self.debt = debt
    }

    /// Collateral value over debt.
    public func collateralRatio(at price: Double) -> Double { collateral * price / debt }
  }

  /// What one liquidation moves.
  public struct Liquidation: Hashable, Sendable {
    public var offset: Double
    /// Collateral that depositors get.
    public var gain: Double
    public var redistributedDebt: Double
    public var redistributedCollateral: Double
  }

  public private(set) var deposits: [Double]
  /// Collateral gained by each depositor.
  public private(set) var gains: [Double]
  public private(set) var active: [Trove]

  public init(deposits: [Double], active: [Trove]) {
    self.deposits = deposits
    gains = deposits.map { _ in 0 }
    self.active = active
  }

  /// Liquidates a trove that is not among the active ones.
  public mutating func liquidate(_ trove: Trove) -> Liquidation {
    let pool = deposits.reduce(0, +)
    let offset = min(trove.debt, pool)
    let gain = trove.collateral * offset / trove.debt
    if pool > 0 {
      for place in deposits.indices {
        let share = deposits[place] / pool
        gains[place] += gain * share
        deposits[place] -= offset * share
      }
    }
    let (debt, collateral) = (trove.debt - offset, trove.collateral - gain)
    let backing = active.reduce(0) { $0 + $1.collateral }
    if backing > 0, debt > 0 {
      active = active.map { trove in
        let share = trove.collateral / backing
        return Trove(
          collateral: trove.collateral + collateral * share, debt: trove.debt + debt * share)
      }
    }
    return Liquidation(
      offset: offset, gain: gain, redistributedDebt: debt, redistributedCollateral: collateral)
  }
}
