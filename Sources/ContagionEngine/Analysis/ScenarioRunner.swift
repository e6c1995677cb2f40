public import ContagionModel

/// Runs one scenario after another on a shared network.
///
/// Each worker of an ensemble has its own runner; the network is shared.
public struct ScenarioRunner: Sendable {
  /// Which run of a scenario is made.
  public enum Kind: Hashable, Sendable {
    /// Everybody together.
    case joint
    /// Only this protocol's accounts may be liquidated.
    case isolated(ProtocolID)
    /// Prices and NAVs stay as the shock left them.
    case noFeedback
  }

  public let axes: ScenarioAxes
  private var run: CascadeRun
  private let opening: Snapshot
  private let baseline: RunValues
  private let baselineAccounts: [Int: Double]

  /// Prepares runs of one kind.
  ///
  /// - Parameters:
  ///   - network: The network that all scenarios share.
  ///   - choices: The named choices.
  ///   - timing: A path of prices to play after each scenario's shocks; one moment if `nil`.
  ///   - kind: Which run of a scenario is made.
  ///   - keepsAccounts: Whether outcomes say at which accounts bad debt arose.
  /// - Throws: ``IdentityViolation``, which no input can cause.
  public init(
    _ network: CompiledNetwork, choices: Choices, timing: Timing? = nil, kind: Kind = .joint,
    keepsAccounts: Bool = false
  ) throws(IdentityViolation) {
    var options = CascadeRun.Options(choices: choices)
    options.keepsEntries = false
    options.keepsRounds = false
    options.keepsAccounts = keepsAccounts
    options.timing = timing
    switch kind {
    case .joint: break
    case .isolated(let id): options.onlyProtocol = network.protocols.firstIndex(of: id)
    case .noFeedback: options.isFrozen = true
    }
    try self.init(network, options)
  }

  /// Prepares runs with options of the engine's own.
  init(_ network: CompiledNetwork, _ options: CascadeRun.Options) throws(IdentityViolation) {
    var quiet = options
    quiet.timing = options.timing?.still
    run = CascadeRun(network, quiet)
    axes = ScenarioAxes(
      reserves: network.reserves.map(\.id), protocols: network.protocols,
      parties: run.parties.parties, assets: network.assets)
    opening = run.openingSnapshot()
    try run.run(after: [])
    baseline = try run.values(opening: opening)
    baselineAccounts = run.badDebtByAccount(baseline)
    run.options.timing = options.timing
  }

  /// Runs shocks to quiet and sums up what they did.
  ///
  /// - Throws: ``IdentityViolation``, which no input can cause.
  /// - Complexity: O(rounds × (pairs of reserves + accounts touched)).
  public mutating func outcome(
    after shocks: [Shock]
  ) throws(IdentityViolation) -> ScenarioOutcome {
    run.reset()
    try run.run(after: shocks)
    var values = try run.values(opening: opening, table: baseline.losses)
    values.subtract(baseline)
    var outcome = ScenarioOutcome(axes, run, values)
    outcome.accountBadDebtUSD = run.badDebtByAccount(values)
      .merging(baselineAccounts.mapValues { -$0 }, uniquingKeysWith: +)
      .filter { $0.value != 0 }.sorted { $0.key < $1.key }
      .map { ScenarioOutcome.AccountAmount(account: $0.key, usd: $0.value) }
    return outcome
  }

  /// Accounts that the last scenario touched, and its rounds.
  package var lastWork: (touched: Int, rounds: Int) { (run.accounts.count, run.totals.rounds) }
}

extension CascadeRun {
  /// Bad debt booked and hidden at the end, by account; empty unless it is kept.
  fileprivate func badDebtByAccount(_ values: RunValues) -> [Int: Double] {
    guard options.keepsAccounts else { return [:] }
    var sums: [Int: Double] = [:]
    for amount in booked { sums[amount.account, default: 0] += amount.usd }
    for found in insolvencies(values.end.economics, accounts) {
      sums[found.account, default: 0] += found.debtUSD - found.collateralUSD
    }
    return sums
  }
}

extension ScenarioOutcome {
  init(_ axes: ScenarioAxes, _ run: CascadeRun, _ values: RunValues) {
    var direct = Array(repeating: 0.0, count: axes.parties.count)
    var final = direct
    var (borrowersOpening, borrowersLeft) = (0.0, 0.0)
    values.losses.forEach { key, loss in
      direct[key.party] += loss.directUSD
      final[key.party] += loss.finalUSD
      guard axes.parties[key.party].kind == .borrowers else { return }
      borrowersOpening += abs(loss.openingUSD)
      borrowersLeft += loss.openingUSD - loss.finalUSD
    }
    let (opening, end) = (values.opening.economics.prices, values.end.economics.prices)
    self.init(
      realizedBadDebtUSD: values.badDebt.map(\.realizedUSD),
      latentBadDebtUSD: values.badDebt.map(\.latentUSD), directLossUSD: direct,
      finalLossUSD: final, repaidUSD: run.totals.repaidUSD, seizedUSD: run.totals.seizedUSD,
      calls: run.totals.calls,
      priceFactors: zip(opening, end).map { $0 > 0 ? $1 / $0 : 1 },
      borrowerEquityUSD: LossEvent.equityUSD(borrowersLeft, of: borrowersOpening),
      rounds: run.totals.rounds, stop: run.stop)
  }
}
