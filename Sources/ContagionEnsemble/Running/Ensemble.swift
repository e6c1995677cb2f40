public import ContagionEngine
public import ContagionModel

/// The same network under many scenarios, on as many workers as one likes.
///
/// Scenario k gives the same bits for any number of workers and in any split
/// into pieces; records are handed out in the order of scenarios.
public struct Ensemble: Sendable {
  public let network: CompiledNetwork
  public let choices: Choices
  public let scenarios: Scenarios
  public let count: Int
  public let variants: [EnsembleVariant]

  /// Scenarios that a worker makes before it hands them over.
  private static let chunk = 32

  /// Describes an ensemble.
  ///
  /// - Precondition: `count` is 1 or more and at most what the scenarios have.
  public init(
    _ network: CompiledNetwork, choices: Choices, scenarios: Scenarios, count: Int,
    variants: [EnsembleVariant] = []
  ) {
    precondition(count > 0 && count <= scenarios.limit ?? count, "as many as there are")
    self.network = network
    self.choices = choices
    self.scenarios = scenarios
    self.count = count
    self.variants = variants
  }

  /// Runs scenarios and hands out their records in order.
  ///
  /// - Parameters:
  ///   - start: The first scenario that is run.
  ///   - workers: How many run at a time, 1 or more.
  ///   - receive: Takes the next records; returning false ends the ensemble
  ///     after them.
  /// - Throws: ``IdentityViolation``, which no input can cause, or what
  ///   `receive` throws.
  public func run(
    from start: Int = 0, workers: Int, receive: ([ScenarioRecord]) throws -> Bool
  ) async throws {
    guard start < count else { return }
    let first = try EnsembleWorker(self)
    let work = OrderedWork<EnsembleWorker, ScenarioRecord>(
      range: start..<count, chunk: Self.chunk
    ) { worker, scenario in try worker.record(of: scenario) }
    try await work.run(with: first, workers: workers, receive: receive)
  }
}

/// The runners of one worker, one for each kind of run.
struct EnsembleWorker: Sendable {
  private let ensemble: Ensemble
  private var joint: ScenarioRunner
  private var others: [ScenarioRunner] = []
  /// The place of an isolated run's protocol; `nil` for others.
  private let own: [Int?]
  private let protocolOfReserve: [Int?]

  init(_ ensemble: Ensemble) throws(IdentityViolation) {
    self.ensemble = ensemble
    joint = try ScenarioRunner(ensemble.network, choices: ensemble.choices)
    let axes = joint.axes
    own = ensemble.variants.map { variant in
      guard case .isolated(let id) = variant else { return nil }
      return axes.protocols.firstIndex(of: id)
    }
    protocolOfReserve = axes.reserves.map { axes.protocols.firstIndex(of: $0.lendingProtocol) }
    for variant in ensemble.variants {
      switch variant {
      case .isolated(let id):
        others.append(
          try ScenarioRunner(ensemble.network, choices: ensemble.choices, kind: .isolated(id)))
      case .without(let channel):
        var choices = ensemble.choices
        choices.without.insert(channel)
        others.append(try ScenarioRunner(ensemble.network, choices: choices))
      }
    }
  }

  /// Runs one scenario.
  mutating func record(of scenario: Int) throws(IdentityViolation) -> ScenarioRecord {
    let shocks = ensemble.scenarios.shocks(of: scenario)
    let outcome = try joint.outcome(after: shocks)
    var variants: [VariantOutcome] = []
    for place in others.indices {
      let other = try others[place].outcome(after: shocks)
      variants.append(summed(other, only: own[place]))
    }
    return ScenarioRecord(
      scenario: scenario,
      probability: ensemble.scenarios.probability(of: scenario, among: ensemble.count),
      shockSizes: ensemble.scenarios.sizes(of: shocks), outcome: outcome, variants: variants)
  }

  private func summed(_ outcome: ScenarioOutcome, only own: Int?) -> VariantOutcome {
    var badDebt = 0.0
    for (reserve, place) in protocolOfReserve.enumerated() where own == nil || place == own {
      badDebt += outcome.realizedBadDebtUSD[reserve] + outcome.latentBadDebtUSD[reserve]
    }
    var loss = 0.0
    for (party, usd) in outcome.finalLossUSD.enumerated()
    where joint.axes.parties[party].isFinalBearer {
      loss += usd
    }
    return VariantOutcome(
      badDebtUSD: badDebt, finalLossUSD: loss, liquidatedUSD: outcome.repaidUSD.reduce(0, +))
  }
}
