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
  /// Units of collateral that stay with the owner.
  public let surplus: Double

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
    surplus = 0
  }

  /// A position that recovery mode closes above the minimum ratio: all its debt for
  /// collateral of `ratio` times its value, gas included; the owner keeps the rest.
  ///
  /// Source: liquity/dev `TroveManager._getCappedOffsetVals`.
  ///
  /// - Parameters:
  ///   - closed: The position that is closed.
  ///   - ratio: The minimum ratio.
  ///   - price: Units of the debt that one of collateral is worth.
  ///   - gasShare: Share of the collateral taken that pays for gas.
  /// - Precondition: The position's own ratio is not less than `ratio`.
  public init(capping closed: Position, at ratio: Double, price: Double, gasShare: Double = 0.005) {
    let taken = min(closed.collateral, closed.debt * ratio / price)
    gasCompensation = gasShare * taken
    offset = Position(collateral: taken - gasCompensation, debt: closed.debt)
    redistributed = Position(collateral: 0, debt: 0)
    surplus = closed.collateral - taken
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
