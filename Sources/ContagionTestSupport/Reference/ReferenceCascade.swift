public import ContagionModel
import OrderedCollections

/// A slow and obvious liquidation cascade, to check a fast one against.
///
/// Everything is a dictionary keyed by names; every stage is one function; every
/// price is worked out again whenever it is asked for. It shares no code with
/// the engine.
///
/// Conventions, where `model.md` leaves room:
/// - Seized units are units of the asset, not claims: an account of a pooled
///   protocol loses `seized / index` claims.
/// - Bad debt is not reduced by that of the zero-shock run.
/// - `freezeAfterShock` freezes market prices, NAVs, reports and accounting
///   indexes; what is written off still counts in the economic indexes.
public struct ReferenceCascade {
  /// One account: names to units.
  struct Account {
    var name: String
    var venue: String
    var eMode: String?
    var collateral: [String: Double] = [:]
    var thresholds: [String: Double] = [:]
    var debt: [String: Double] = [:]
    var deposits: [String: Double] = [:]
    var isExcluded = false
    /// Whether its collateral is under auction.
    var isAtAuction = false

    var key: String { "\(venue)/\(name)" }
  }

  /// The books of one reserve, in units of its asset.
  struct ReserveBook {
    var cash: Double
    var loansOutside: Double
    /// Claims of lenders, in claims (one claim is one unit at the opening).
    var deposits: Double
    var treasuryClaims = 0.0
    var liquidatorClaims = 0.0
    /// The protocol's own reserves at the opening.
    var protocolReserves: Double
    /// Losses that have not lowered the accounting index.
    var lossNotTaken: Double
    /// Units per claim as the protocol books it.
    var index = 1.0
  }

  struct IssuerBook {
    var supply: Double
    var holdings: [String: Double]
    var allocations: [String: Double]
  }

  let network: Network
  let choices: Choices
  let onlyProtocol: String?

  var outside: [String: Double] = [:]
  var openingOutside: [String: Double] = [:]
  var pools: [String: ReferencePool] = [:]
  var reserves: [String: ReserveBook] = [:]
  var issuers: [String: IssuerBook] = [:]
  var openingIssuers: [String: IssuerBook] = [:]
  var accounts: [Account] = []
  /// Parameters that the shock sets, by `protocol/asset`.
  var setThresholds: [String: Double] = [:]
  var setBonuses: [String: Double] = [:]
  /// Market prices of receipts that the shock sets.
  var setMarketPrices: [String: Double] = [:]
  /// Values that feeds report whatever the market says.
  var setReports: [String: Double] = [:]
  /// What feeds have seen, in a timed run.
  var clock: ReferenceClock?
  /// What agents can still spend in this step.
  var purse: Purse
  /// Lots under auction in a timed run, in the order in which they were put up.
  var lots: [Lot] = []
  /// What keepers can still bid, USD.
  var keeperUSD: Double
  /// What the last sales brought of the assets for which they were made.
  var received: [String: Double] = [:]
  /// Accounts below 1 that nobody called at the last look.
  var waiting = 0
  /// What everyone sees in a run without feedback.
  var frozenReadings: Readings?
  var routes: [String: [Hop]?] = [:]
  var poolSizes: [String: Double] = [:]
  var result = ReferenceResult()

  init(_ network: Network, choices: Choices, onlyProtocol: ProtocolID?) {
    self.network = network
    self.choices = choices
    self.onlyProtocol = onlyProtocol?.name
    purse = Purse(network.agents)
    keeperUSD = network.agents.liquidators?.capital ?? .infinity
    open()
  }

  /// Runs one network through one shock.
  ///
  /// With `onlyProtocol`, no account of another protocol is called (an isolated
  /// run). With `freezeAfterShock`, prices and NAVs stay as the shock leaves
  /// them (a run without feedback).
  public static func run(
    _ network: Network, _ shocks: [Shock], _ choices: Choices = Choices(),
    onlyProtocol: ProtocolID? = nil, freezeAfterShock: Bool = false
  ) -> ReferenceResult {
    var cascade = ReferenceCascade(network, choices: choices, onlyProtocol: onlyProtocol)
    cascade.openingOutside = cascade.outside
    cascade.recordOpening()
    cascade.excludeUnhealthy()
    cascade.apply(shocks)
    cascade.recordShock()
    if freezeAfterShock { cascade.frozenReadings = cascade.readings() }
    switch choices.clearing {
    case .synchronous: cascade.runSynchronously()
    case .sequential: cascade.runSequentially()
    case .uniform: cascade.runUniformly()
    }
    cascade.recordEnd()
    return cascade.result
  }

  /// The opening market price of every asset, without accounts' influence.
  public static func openingMarketPrices(of network: Network) -> [String: Double] {
    ReferenceCascade(network, choices: Choices(), onlyProtocol: nil).readings().market
  }

  /// Moves units from one holder to another.
  mutating func transfer(_ asset: String, _ units: Double, from: String, to: String) {
    result.flows[from, default: [:]][asset, default: 0] -= units
    result.flows[to, default: [:]][asset, default: 0] += units
  }

  func isPooled(_ lendingProtocol: String) -> Bool {
    network.protocols[ProtocolID(lendingProtocol)]?.kind == .pooled
  }

  func without(_ channel: Channel) -> Bool { choices.without.contains(channel) }
}
