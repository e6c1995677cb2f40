import ContagionEngine
public import ContagionModel

/// Blocks of past returns of random length, put together anew.
///
/// A scenario starts at a random step of the history and goes on from step to
/// step, around its end to its start; with probability 1/L a step starts at a
/// new random place, so that blocks have mean length L. All assets move together.
public struct StationaryBootstrap: ScenarioModel {
  public static let name = "bootstrap"
  public static let summary = "Past returns in blocks of random length, put together anew."
  public static let source = "Politis and Romano, JASA 89, 1994"
  public static let parameters = [
    RuleParameter(
      "meanBlock", in: 1...100_000, unit: "steps", default: 24,
      "Mean length of a block, in steps of the prices.")
  ]

  let meanBlock: Double

  public init(_ values: RuleValues) { meanBlock = values["meanBlock"] }

  public func scenarios(
    of description: ScenarioDescription, seed: UInt64
  ) throws(ScenarioModelError) -> Scenarios {
    try description.reads(["prices"])
    let returns = try HistoricalReturns(description)
    return Scenarios(targets: returns.targets) { [meanBlock] scenario in
      var draws = Draws(seed: seed, scenario: scenario, name: "bootstrap")
      var sum = returns.assets.map { _ in 0.0 }
      var row = 0
      for step in 0..<returns.horizon {
        if step == 0 || draws.uniform() * meanBlock < 1 {
          row = min(returns.rows - 1, Int(draws.uniform() * Double(returns.rows)))
        } else {
          row = row + 1 == returns.rows ? 0 : row + 1
        }
        returns.add(row, to: &sum)
      }
      return PriceMotion.shocks(returns.assets, sum)
    }
  }
}
