public import ContagionModel

/// What the user adds to what the files say.
public struct ImportOptions: Hashable, Sendable {
  /// The name of the network.
  public var name: String
  /// USD per unit, by asset; they win over the source's.
  public var prices: [String: Double] = [:]
  /// Liquidation thresholds by asset; they win over the source's.
  public var thresholds: [String: Double] = [:]
  /// The threshold of collateral that nothing else gives one.
  public var defaultThreshold: Double?
  /// Liquidation bonuses by asset.
  public var bonuses: [String: Double] = [:]
  /// The bonus of collateral that nothing else gives one.
  public var defaultBonus: Double?
  /// The fee of pools whose files give none.
  public var fee: Double?
  /// The network's names for the source's assets, by symbol or address.
  public var assetNames: [String: String] = [:]
  /// Assets of the network that the import goes into.
  public var knownAssets: [AssetID] = []
  /// Decimals of the source's assets, by symbol or lower-case address.
  public var decimals: [String: Int] = [:]
  /// Accounts are left out whose sides are both worth less, in USD.
  public var minimumUSD = 0.0
  /// Whether entries in assets without a price are left out.
  public var dropsUnpriced = false
  /// How a flat table is read.
  public var mapping: FlatMapping?
  /// Columns by role, as the command line gives them.
  public var columns: [String: String] = [:]
  /// Whether rows of one account, side and asset are added up.
  public var sumsRows = false
  /// Whether debts are offset against deposits, so that only claims are left.
  public var nets = false

  public init(name: String) { self.name = name }
}
