/// One possible year or stress: its weight, and its events in order.
public struct LossScenario: Hashable, Sendable {
  public var id: String
  /// 0...1.
  public var probability: Double
  public var events: [LossEvent]

  public init(_ id: String, probability: Double, events: [LossEvent]) {
    self.id = id
    self.probability = probability
    self.events = events
  }
}

/// The losses on which designs are compared.
///
/// Where they come from (a cascade, an ensemble, a loss table) makes no
/// difference to a comparison.
public struct LossScenarios: Hashable, Sendable {
  public var name: String
  public var markets: [InsuredMarket]
  public var scenarios: [LossScenario]
  /// Whether scenarios are draws, so that figures have a standard error;
  /// otherwise the set is the whole distribution.
  public var isSampled: Bool
  /// Draws behind the scenarios, where some are counted together; `nil` for one each.
  public var draws: Int?

  public init(
    _ name: String, markets: [InsuredMarket], scenarios: [LossScenario], isSampled: Bool = false,
    draws: Int? = nil
  ) {
    self.name = name
    self.markets = markets
    self.scenarios = scenarios
    self.isSampled = isSampled
    self.draws = draws
  }

  /// The tolerance on the sum of probabilities, for rounding in files.
  public static let probabilityTolerance = 1e-9

  /// What keeps the set from being used: probabilities and losses that are none.
  public func findings() -> [Finding] {
    var findings: [Finding] = []
    if scenarios.isEmpty { findings.append(Finding(at: name, "the set has no scenario")) }
    for scenario in scenarios {
      if !(0...1).contains(scenario.probability) {
        findings.append(
          Finding(
            at: scenario.id, "the probability is \(scenario.probability); accepted: 0.0...1.0"))
      }
      for event in scenario.events {
        let figures = [event.realizedUSD, event.latentUSD].flatMap { zip(markets, $0) }
        for (market, usd) in figures where !(usd >= 0 && usd.isFinite) {
          findings.append(
            Finding(
              at: event.id, "the bad debt of \(market.id) is \(usd); accepted: USD, 0 or more"))
        }
      }
    }
    let sum = scenarios.reduce(0) { $0 + $1.probability }
    if !scenarios.isEmpty, abs(sum - 1) > Self.probabilityTolerance {
      findings.append(
        Finding(
          at: name, "the probabilities of \(scenarios.count) scenarios sum to \(sum); accepted: 1"))
    }
    return findings
  }
}
