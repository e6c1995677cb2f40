public import ContagionModel
import OrderedCollections

/// A run that goes on after quiet with flows from outside.
///
/// The engine settles no insurance; whoever does starts a session, reads what was
/// lost, and hands back what payers must sell and pay, round block after round
/// block.
public struct CascadeSession: Sendable {
  private var run: CascadeRun
  private let baseline: RunValues
  private let network: CompiledNetwork
  private var shocks: [Shock] = []

  /// Prepares a session.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - choices: The named choices; the network's if `nil`.
  ///   - timing: A path of prices to play before flows come; one moment if `nil`.
  ///     ``Timing/findings(for:)`` has none.
  ///   - payers: Names of everybody who will sell or pay.
  ///   - keepsEntries: Whether the ledger is kept for a ``cascade(title:)``.
  /// - Throws: ``IdentityViolation``, which no input can cause.
  public init(
    _ network: CompiledNetwork, choices: Choices? = nil, timing: Timing? = nil,
    payers: [String] = [], keepsEntries: Bool = true
  ) throws(IdentityViolation) {
    self.network = network
    var options = CascadeRun.Options(choices: choices ?? network.network.choices)
    options.payers = payers
    options.keepsEntries = false
    options.timing = timing?.still
    var quiet = CascadeRun(network, options)
    try quiet.run(after: [])
    baseline = try quiet.values()
    options.keepsEntries = keepsEntries
    options.timing = timing
    run = CascadeRun(network, options)
  }

  /// What is wrong with flows for this session.
  public func findings(of flows: [InjectedFlow]) -> [Finding] {
    flows.compactMap { flow in
      switch flow {
      case .sale(let payer, let asset, let units, let wanted):
        return unknownPayer(payer) ?? unknownAsset(asset) ?? unknownAsset(wanted) ?? bad(units)
          ?? unrouted(asset, wanted)
      case .payment(let payer, let reserve, let units):
        return unknownPayer(payer) ?? unknownReserve(reserve) ?? bad(units)
      case .burn(let reserve, let units), .withdrawal(let reserve, let units):
        return unknownReserve(reserve) ?? bad(units)
      }
    }
  }

  /// Applies shocks to the opening and plays rounds to quiet, step after step where there is a
  /// path; a session that has been played starts anew.
  ///
  /// - Throws: ``IdentityViolation``, which no input can cause.
  public mutating func start(after shocks: [Shock]) throws(IdentityViolation) {
    self.shocks = shocks
    run.reset()
    try run.run(after: shocks)
  }

  /// Applies flows and plays rounds to quiet again.
  ///
  /// - Precondition: ``findings(of:)`` has none.
  /// - Throws: ``IdentityViolation``, which no input can cause.
  public mutating func resume(with flows: [InjectedFlow]) throws(IdentityViolation) {
    try run.resume(with: flows)
  }

  /// Bad debt so far by reserve, less that of the run without shock.
  ///
  /// - Throws: ``IdentityViolation``, which no input can cause.
  public func badDebt() throws(IdentityViolation) -> [BadDebt] {
    try values().badDebt
  }

  /// USD per unit at which an asset sells now: the market's price.
  public func marketPrice(of asset: AssetID) -> Double {
    network.network.assets.index(forKey: asset).map { run.currentBoard().market[$0] } ?? .nan
  }

  /// Whether an asset is a claim on a reserve.
  public func isReceipt(_ asset: AssetID, of reserve: ReserveID) -> Bool {
    network.network.assets[asset]?.issuer == .reserve(reserve)
  }

  /// Units that a payer has gained of an asset, negative for what it gave.
  public func gain(of payer: String, _ asset: AssetID) -> Double {
    guard let row = network.network.assets.index(forKey: asset) else { return 0 }
    return run.ledger.gain(of: run.parties.payer(payer), row)
  }

  /// The run so far.
  ///
  /// - Throws: ``IdentityViolation``, which no input can cause.
  public func cascade(title: String?) throws(IdentityViolation) -> Cascade {
    Cascade(run, try values(), title: title, shocks: shocks)
  }

  /// Liquidation rounds so far.
  public var rounds: Int { run.totals.rounds }

  private func values() throws(IdentityViolation) -> RunValues {
    var values = try run.values()
    values.subtract(baseline)
    return values
  }

  private func unknownPayer(_ name: String) -> Finding? {
    let known = run.options.payers
    guard !known.contains(name) else { return nil }
    return Finding(
      at: "flow", "no payer is called '\(name)'; known: \(known.joined(separator: ", "))")
  }

  private func unknownAsset(_ id: AssetID) -> Finding? {
    network.network.unknownTarget(of: .price(id, 1)).map { Finding(at: "flow", $0) }
  }

  private func unknownReserve(_ id: ReserveID) -> Finding? {
    network.network.unknownTarget(of: .deposits(id, 0)).map { Finding(at: "flow", $0) }
  }

  private func bad(_ units: Double) -> Finding? {
    units >= 0 && units.isFinite
      ? nil : Finding(at: "flow", "units are \(units); accepted: 0 or more, finite")
  }

  private func unrouted(_ asset: AssetID, _ wanted: AssetID) -> Finding? {
    let assets = network.network.assets
    guard let from = assets.index(forKey: asset), let to = assets.index(forKey: wanted),
      from != to, network.routeIndex[from * network.assets.count + to] < 0
    else { return nil }
    return Finding(at: "flow", "no route of pools leads from '\(asset)' to '\(wanted)'")
  }
}
