public import OrderedCollections

/// Lending protocols and what links them: shared collateral, pools and claims
/// on each other.
///
/// This is the shape that people write: names and rule choices, in the order of
/// the file, freely editable. `CompiledNetwork` is the shape that is computed
/// with.
public struct Network: Hashable, Sendable {
  /// The name used for run folders.
  public var name: String
  /// One line for tables and diagrams.
  public var title: String
  /// The date of the figures, as the file writes it.
  public var asOf: String
  public var source: String
  /// The named choices that this network wants unless told otherwise.
  public var choices: Choices
  public var assets: OrderedDictionary<AssetID, Asset>
  public var pools: OrderedDictionary<PoolID, LiquidityPool>
  public var externalMarkets: OrderedDictionary<AssetID, ExternalMarket>
  public var oracles: OrderedDictionary<OracleID, OracleFeed>
  public var issuers: OrderedDictionary<IssuerID, Issuer>
  public var bridges: OrderedDictionary<BridgeID, Bridge>
  public var protocols: OrderedDictionary<ProtocolID, LendingProtocol>
  public var accounts: AccountBook
  /// Routes that the file prefers to the largest pool.
  public var routes: [NamedRoute]
  public var agents: Agents
  /// How a run goes over time unless it is told otherwise; `nil` is one moment.
  public var timing: Timing?
  public var shocks: OrderedDictionary<String, NamedShock>
  /// The shock that `run` applies when none is asked for.
  public var defaultShock: String?

  public init(
    name: String, title: String? = nil, asOf: String = "", source: String = "illustrative",
    choices: Choices = Choices(), assets: OrderedDictionary<AssetID, Asset> = [:],
    pools: OrderedDictionary<PoolID, LiquidityPool> = [:],
    externalMarkets: OrderedDictionary<AssetID, ExternalMarket> = [:],
    oracles: OrderedDictionary<OracleID, OracleFeed> = [:],
    issuers: OrderedDictionary<IssuerID, Issuer> = [:],
    bridges: OrderedDictionary<BridgeID, Bridge> = [:],
    protocols: OrderedDictionary<ProtocolID, LendingProtocol> = [:],
    accounts: AccountBook = AccountBook(), routes: [NamedRoute] = [], agents: Agents = Agents(),
    timing: Timing? = nil,
    shocks: OrderedDictionary<String, NamedShock> = [:],
    defaultShock: String? = nil
  ) {
    self.name = name
    self.title = title ?? name
    self.asOf = asOf
    self.source = source
    self.choices = choices
    self.assets = assets
    self.pools = pools
    self.externalMarkets = externalMarkets
    self.oracles = oracles
    self.issuers = issuers
    self.bridges = bridges
    self.protocols = protocols
    self.accounts = accounts
    self.routes = routes
    self.agents = agents
    self.timing = timing
    self.shocks = shocks
    self.defaultShock = defaultShock
  }

  /// The outside USD price of an asset, or `nil` if only pools price it.
  public func outsidePrice(of asset: AssetID) -> Double? {
    externalMarkets[asset]?.price ?? assets[asset]?.price
  }
}
