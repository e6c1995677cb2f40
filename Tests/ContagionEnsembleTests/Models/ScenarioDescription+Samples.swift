import ContagionModel
import OrderedCollections
import RealModule

@testable import ContagionEnsemble

extension ScenarioDescription {
  /// ETH and BTC over a quarter of a year.
  static func pair(_ rule: RuleChoice, correlation: Double = 0.6) -> ScenarioDescription {
    var result = ScenarioDescription(name: "pair", rule: rule, horizonDays: 91.25)
    result.assets = [
      "ETH": AssetMotion(volatility: 0.8), "BTC": AssetMotion(volatility: 0.5, drift: 0.2),
    ]
    result.correlations = [Correlation("ETH", "BTC", correlation)]
    return result
  }

  func made(seed: UInt64 = 7) throws -> Scenarios {
    try Catalog.scenarioModels.rule(rule).scenarios(of: self, seed: seed)
  }
}

extension Scenarios {
  /// Logarithmic returns of the first scenarios, by target.
  func returns(_ count: Int) -> [[Double]] {
    var columns = targets.map { _ in [Double]() }
    for scenario in 0..<count {
      for (place, size) in sizes(of: shocks(of: scenario)).enumerated() {
        columns[place].append(.log(onePlus: size))
      }
    }
    return columns
  }
}

/// Pearson's correlation.
func correlation(_ x: [Double], _ y: [Double]) -> Double {
  let a = x.reduce(0, +) / Double(x.count)
  let b = y.reduce(0, +) / Double(y.count)
  let xy = zip(x, y).reduce(0) { $0 + ($1.0 - a) * ($1.1 - b) }
  let xx = x.reduce(0) { $0 + ($1 - a) * ($1 - a) }
  let yy = y.reduce(0) { $0 + ($1 - b) * ($1 - b) }
  return xy / .sqrt(xx * yy)
}
