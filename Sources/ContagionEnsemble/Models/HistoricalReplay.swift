public import ContagionModel

/// Every window of the past, one after the other.
///
/// Scenario k is the return from row k to row k + H of the prices, H being the
/// horizon in steps. Windows overlap, so figures have no standard errors.
public struct HistoricalReplay: ScenarioModel {
  public static let name = "replay"
  public static let summary = "Every window of the past as long as the horizon, in order."
  public static let source = "plain historical simulation"
  public static let parameters: [RuleParameter] = []

  public init(_ values: RuleValues) {}

  public func scenarios(
    of description: ScenarioDescription, seed: UInt64
  ) throws(ScenarioModelError) -> Scenarios {
    try description.reads(["prices"])
    let returns = try HistoricalReturns(description)
    let count = returns.rows - returns.horizon + 1
    return Scenarios(targets: returns.targets, limit: count) { scenario in
      var sum = returns.assets.map { _ in 0.0 }
      for step in 0..<returns.horizon { returns.add(scenario + step, to: &sum) }
      return PriceMotion.shocks(returns.assets, sum)
    }
  }
}
