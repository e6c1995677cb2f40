/// What a fall of one asset's price puts at risk.
public struct LiquidationCurvePoint: Hashable, Sendable {
  /// The fall, 0 ..< 1.
  public var fall: Double
  /// Accounts below health 1 right after it.
  public var accounts: Int
  /// Their collateral, at prices after the fall.
  public var liquidatableCollateralUSD: Double
  /// Their debt.
  public var liquidatableDebtUSD: Double
  /// Bad debt if all of them were liquidated whole at prices after the fall:
  /// Σ max(0, D − Σ C / (1 + bonus)).
  public var gapBadDebtUSD: Double
  /// Realised and latent bad debt of the whole cascade.
  public var badDebtUSD: Double
  /// What could be sold before the asset's market pool falls as far; NaN
  /// without a market pool.
  public var depthUSD: Double

  public init(
    fall: Double, accounts: Int, liquidatableCollateralUSD: Double, liquidatableDebtUSD: Double,
    gapBadDebtUSD: Double, badDebtUSD: Double, depthUSD: Double
  ) {
    self.fall = fall
    self.accounts = accounts
    self.liquidatableCollateralUSD = liquidatableCollateralUSD
    self.liquidatableDebtUSD = liquidatableDebtUSD
    self.gapBadDebtUSD = gapBadDebtUSD
    self.badDebtUSD = badDebtUSD
    self.depthUSD = depthUSD
  }
}
