/// What an insurer's own sale does to a cohort that borrows against the same
/// token, in one constant-product pool without fee.
///
/// Raising `x` of cash from `(R_T, R_U)` sells `R_T x / (R_U − x)` tokens. A cohort whose
/// collateral is then worth less than its debt is sold into the same pool.
public struct InsurerSelling: Hashable, Sendable {
  public var tokensSold: Double
  /// At the price before.
  public var valueSold: Double
  public var slippage: Double
  public var priceAfter: Double
  /// Debt above collateral at that price.
  public var markedBadDebt: Double
  public var liquidationProceeds: Double
  public var priceAfterLiquidation: Double
  public var inducedBadDebt: Double
  /// Induced bad debt per unit paid.
  public var inducedPerPaid: Double
  /// Paid less induced.
  public var netCover: Double

  public init(
    raising cash: Double, tokenReserve: Double, cashReserve: Double, cohortCollateral: Double,
    cohortDebt: Double
  ) {
    let price = cashReserve / tokenReserve
    tokensSold = tokenReserve * cash / (cashReserve - cash)
    valueSold = tokensSold * price
    slippage = valueSold - cash
    let tokens = tokenReserve + tokensSold
    let left = cashReserve - cash
    priceAfter = left / tokens
    markedBadDebt = max(0, cohortDebt - cohortCollateral * priceAfter)
    if markedBadDebt > 0 {
      liquidationProceeds = left * cohortCollateral / (tokens + cohortCollateral)
      let end = left - liquidationProceeds
      priceAfterLiquidation = end / (tokens + cohortCollateral)
      inducedBadDebt = max(0, cohortDebt - liquidationProceeds)
    } else {
      liquidationProceeds = 0
      priceAfterLiquidation = priceAfter
      inducedBadDebt = 0
    }
    inducedPerPaid = cash > 0 ? inducedBadDebt / cash : 0
    netCover = cash - inducedBadDebt
  }
}

/// A module whose own selling adds to the loss that it must pay.
///
/// With linear impact `λ` and a loss of `b₀ + β (1 − price)`, sales solve
/// `λ V² − (1 − λ β) V + b₀ = 0`; the smaller root is where selling ends, and there is
/// none if `(1 − λ β)² < 4 λ b₀`.
public struct SelfFeedingSale: Hashable, Sendable {
  public var impact: Double
  public var loss: Double
  public var sensitivity: Double

  public init(impact: Double, loss: Double, sensitivity: Double) {
    self.impact = impact
    self.loss = loss
    self.sensitivity = sensitivity
  }

  public var discriminant: Double {
    let slope = 1 - impact * sensitivity
    return slope * slope - 4 * impact * loss
  }

  /// What is sold in the end, at the price before; `nil` without an equilibrium.
  public var equilibrium: Double? {
    let slope = 1 - impact * sensitivity
    guard discriminant >= 0, slope > 0 else { return nil }
    return (slope - discriminant.squareRoot()) / (2 * impact)
  }

  /// The price at the equilibrium, 1 before.
  public var price: Double? { equilibrium.map { 1 - impact * $0 } }

  /// The largest first loss that still has an equilibrium.
  public var criticalLoss: Double {
    let slope = max(0, 1 - impact * sensitivity)
    return slope * slope / (4 * impact)
  }

  /// How far the first loss is from the last with an equilibrium.
  public var distance: Double { criticalLoss - loss }

  /// The first steps of the spiral: price, bad debt at it, sales that pay it.
  public func steps(_ count: Int) -> [(price: Double, badDebt: Double, sales: Double)] {
    var price = 1.0
    return (0..<count).map { _ in
      let badDebt = loss + sensitivity * (1 - price)
      let sales = badDebt / price
      defer { price = 1 - impact * sales }
      return (price, badDebt, sales)
    }
  }
}
