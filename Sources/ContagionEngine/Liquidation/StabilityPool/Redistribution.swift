/// How one closed position is shared between the pool and all other positions.
///
/// A share of the collateral pays for gas. The pool offsets what it can, pro
/// rata to debt; the rest goes to the open positions in proportion to their
/// collateral.
///
/// Source: liquity/dev `TroveManager._getOffsetAndRedistributionVals` (example
/// `LIQUITY-REDIST`).
public struct Redistribution: Hashable, Sendable {
  /// Collateral and debt of one position.
  public struct Position: Hashable, Sendable {
    public var collateral: Double
    public var debt: Double

    public init(collateral: Double, debt: Double) {
      self.collateral = collateral
      self.debt = debt
    }

    /// Collateral over debt at a price; infinite without debt.
    public func ratio(at price: Double) -> Double { collateral * price / debt }
  }

  /// Units of collateral paid to whoever closed the position.
  public let gasCompensation: Double
  /// What the pool takes.
  public let offset: Position
  /// What the other positions take.
  public let redistributed: Position

  /// - Parameters:
  ///   - closed: The position that is closed.
  ///   - pool: Deposits of the stability pool.
  ///   - gasShare: Share of the collateral that pays for gas.
  public init(of closed: Position, pool: Double, gasShare: Double = 0.005) {
    gasCompensation = gasShare * closed.collateral
    let rest = closed.collateral - gasCompensation
    let debt = min(closed.debt, pool)
    let share = closed.debt > 0 ? debt / closed.debt : 0
    offset = Position(collateral: rest * share, debt: debt)
    redistributed = Position(collateral: rest - offset.collateral, debt: closed.debt - debt)
  }

  /// The other positions with their parts added.
  public func added(to positions: [Position]) -> [Position] {
    let total = positions.reduce(0) { $0 + $1.collateral }
    return positions.map { position in
      let share = position.collateral / total
      return Position(
        collateral: position.collateral + share * redistributed.collateral,
        debt: position.debt + share * redistributed.debt)
    }
  }
}
