/// What a protocol with a stability pool closes at one price, in order.
///
/// Passing debt and collateral on in proportion to collateral keeps positions in the order
/// of their ratios, so they are sorted once. All open ones grow alike: what was
/// `(C, D)` is `(C·growth, D + C·debtPerUnit)`.
///
/// Source: liquity/dev `TroveManager.sol`, `liquidateTroves`.
struct Closings: Sendable {
  typealias Position = Redistribution.Position

  /// A position with the least ratio at which it may stay.
  struct Trove: Sendable {
    let account: Int32
    let position: Position
    let minimumRatio: Double
    /// Whether it is below health 1.
    let isUnhealthy: Bool
  }

  struct Closing: Sendable {
    /// Its place among the troves.
    let trove: Int
    /// Debt when it was closed.
    let debt: Double
    let parts: Redistribution
  }

  private(set) var closings: [Closing] = []
  private(set) var isClosed: [Bool]
  private(set) var growth = 1.0
  private(set) var debtPerUnit = 0.0

  /// Whether those that stay open hold or owe more than before.
  var changesOpen: Bool { growth != 1 || debtPerUnit != 0 }

  /// - Parameters:
  ///   - troves: Open positions with collateral, lowest ratio first.
  ///   - system: All collateral and debt of the protocol.
  ///   - pool: What the stability pool can pay, in units of the debt.
  ///   - price: Units of the debt that one of collateral is worth.
  ///   - rule: The protocol's.
  ///   - sharesAtOnce: Whether what one leaves is passed on before the next is closed.
  init(
    of troves: [Trove], system: Position, pool: Double, price: Double, by rule: StabilityPoolRule,
    sharesAtOnce: Bool
  ) {
    isClosed = Array(repeating: false, count: troves.count)
    var above = Array(repeating: 0.0, count: troves.count + 1)
    for place in troves.indices.reversed() {
      above[place] = above[place + 1] + troves[place].position.collateral
    }
    var (system, pool) = (system, pool)
    var isRecovering = system.ratio(at: price) < rule.criticalRatio
    /// Collateral at the beginning of those passed over.
    var kept = 0.0
    var passed = Position(collateral: 0, debt: 0)
    for (place, trove) in troves.enumerated().dropLast() {
      let now = position(of: trove)
      let parts: Redistribution
      if trove.isUnhealthy || (changesOpen && now.ratio(at: price) < trove.minimumRatio) {
        let isUnderwater = now.ratio(at: price) <= 1
        parts = Redistribution(
          of: now, pool: isRecovering && isUnderwater ? 0 : pool, gasShare: rule.gasShare)
      } else if isRecovering, pool > 0, now.debt <= pool,
        now.ratio(at: price) < system.ratio(at: price)
      {
        parts = Redistribution(
          capping: now, at: trove.minimumRatio, price: price, gasShare: rule.gasShare)
      } else {
        kept += trove.position.collateral
        continue
      }
      closings.append(Closing(trove: place, debt: now.debt, parts: parts))
      isClosed[place] = true
      pool = max(0, pool - parts.offset.debt)
      system.debt -= parts.offset.debt
      system.collateral -= parts.offset.collateral + parts.gasCompensation + parts.surplus
      isRecovering = isRecovering && system.ratio(at: price) < rule.criticalRatio
      guard sharesAtOnce else {
        passed.collateral += parts.redistributed.collateral
        passed.debt += parts.redistributed.debt
        continue
      }
      pass(parts.redistributed, to: kept + above[place + 1])
    }
    pass(passed, to: kept + (above.dropLast().last ?? 0))
  }

  /// What an open position is now.
  func position(of trove: Trove) -> Position {
    Position(
      collateral: trove.position.collateral * growth,
      debt: trove.position.debt + trove.position.collateral * debtPerUnit)
  }

  /// Passes a position on to others.
  ///
  /// - Parameters:
  ///   - position: What one that is closed leaves.
  ///   - opening: The others' collateral at the beginning.
  private mutating func pass(_ position: Position, to opening: Double) {
    guard position.collateral > 0 || position.debt > 0 else { return }
    growth += position.collateral / opening
    debtPerUnit += position.debt / opening
  }
}
