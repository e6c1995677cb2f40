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
  private let network: CompiledNetwork
  private let options: CascadeRun.Options
  private let baseline: RunValues

  /// Prepares runs of one kind.
  ///
  /// - Throws: ``IdentityViolation``, which no input can cause.
  public init(
    _ network: CompiledNetwork, choices: Choices, kind: Kind = .joint
  ) throws(IdentityViolation) {
    self.network = network
    var options = CascadeRun.Options(choices: choices)
    options.keepsEntries = false
    switch kind {
    case .joint: break
    case .isolated(let id): options.onlyProtocol = network.protocols.firstIndex(of: id)
    case .noFeedback: options.isFrozen = true
    }
    self.options = options
    var quiet = CascadeRun(network, options)
    try quiet.run(after: [])
    baseline = try quiet.values()
    axes = ScenarioAxes(
      reserves: network.reserves.map(\.id), protocols: network.protocols,
      parties: quiet.parties.parties, assets: network.assets)
  }

  /// Runs shocks to quiet and sums up what they did.
  ///
  /// - Throws: ``IdentityViolation``, which no input can cause.
  public mutating func outcome(
    after shocks: [Shock]
  ) throws(IdentityViolation) -> ScenarioOutcome {
    var run = CascadeRun(network, options)
    try run.run(after: shocks)
    var values = try run.values()
    values.subtract(baseline)
    return ScenarioOutcome(axes, run, values)
  }
}

extension ScenarioOutcome {
  init(_ axes: ScenarioAxes, _ run: CascadeRun, _ values: RunValues) {
    var direct = Array(repeating: 0.0, count: axes.parties.count)
    var final = direct
    for (key, loss) in values.losses.sorted(by: { $0.key < $1.key }) {
      direct[key.party] += loss.directUSD
      final[key.party] += loss.finalUSD
    }
    var repaid = Array(repeating: 0.0, count: axes.protocols.count)
    var seized = repaid
    var calls = repaid.map { _ in 0 }
    for round in run.rounds {
      for liquidations in round.liquidations {
        guard let row = axes.protocols.firstIndex(of: liquidations.lendingProtocol) else {
          continue
        }
        repaid[row] += liquidations.repaidUSD
        seized[row] += liquidations.seizedUSD
        calls[row] += liquidations.accounts
      }
    }
    self.init(
      realizedBadDebtUSD: values.badDebt.map(\.realizedUSD),
      latentBadDebtUSD: values.badDebt.map(\.latentUSD), directLossUSD: direct,
      finalLossUSD: final, repaidUSD: repaid, seizedUSD: seized, calls: calls,
      rounds: run.rounds.count, stop: run.stop)
  }
}
