/// What a network amounts to before any shock.
public struct NetworkOverview: Hashable, Sendable {
  /// Every layer of deposits counted: assets of issuers, deposits and
  /// collateral of protocols, reserves of pools.
  public var totalValueLockedUSD: Double
  /// Plain tokens only, each once: no receipts, nothing issued against debt.
  public var totalValueRedeemableUSD: Double
  public var collateralUSD: Double
  public var debtUSD: Double
  /// Collateral by asset, and by protocol.
  public var byAsset: Concentration
  public var byProtocol: Concentration
  /// R(P) of the assets with a market pool that is their reference.
  public var branching: [BranchingRatio]

  public init(
    totalValueLockedUSD: Double, totalValueRedeemableUSD: Double, collateralUSD: Double,
    debtUSD: Double, byAsset: Concentration, byProtocol: Concentration,
    branching: [BranchingRatio]
  ) {
    self.totalValueLockedUSD = totalValueLockedUSD
    self.totalValueRedeemableUSD = totalValueRedeemableUSD
    self.collateralUSD = collateralUSD
    self.debtUSD = debtUSD
    self.byAsset = byAsset
    self.byProtocol = byProtocol
    self.branching = branching
  }
}

/// How much selling a sale sets off: below 1 a cascade dies out, its marginal
/// amplification being 1 / (1 − R); above 1 it runs until depth or density
/// change.
public struct BranchingRatio: Hashable, Sendable {
  public var asset: AssetID
  /// The fall of the price over which the density is taken, 0 ..< 1.
  public var window: Double
  /// Collateral that falls due per USD of price, in units.
  public var unitsPerUSD: Double
  public var ratio: Double

  public init(asset: AssetID, window: Double, unitsPerUSD: Double, ratio: Double) {
    self.asset = asset
    self.window = window
    self.unitsPerUSD = unitsPerUSD
    self.ratio = ratio
  }
}
