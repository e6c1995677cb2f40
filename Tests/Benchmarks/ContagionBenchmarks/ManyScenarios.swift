import ContagionEngine
import ContagionModel
import Foundation
import OrderedCollections

/// Many scenarios, on one worker and on two.
enum ManyScenarios {
  /// Independent falls of every token, 0 to 15 %, from a seed.
  static func shocks(of network: CompiledNetwork, _ scenario: Int) -> [Shock] {
    var draws = Draws(seed: 7, scenario: scenario)
    return network.network.assets.filter { $0.value.kind == .base }.map {
      .priceChange($0.key, -0.15 * draws.uniform())
    }
  }

  static func report(_ name: String, _ network: CompiledNetwork, scenarios: Int) async throws {
    var (one, ratio) = (Double.infinity, 0.0)
    for _ in 0..<3 {
      let alone = try await seconds(network, scenarios, workers: 1)
      ratio = max(ratio, alone / (try await seconds(network, scenarios, workers: 2)))
      one = min(one, alone)
    }
    ContagionBenchmarks.row(name, "\(scenarios) scenarios with one worker, s", one, "< 60")
    ContagionBenchmarks.row(name, "two workers to one", ratio, "≥ 1.8")
  }

  private static func seconds(
    _ network: CompiledNetwork, _ scenarios: Int, workers: Int
  ) async throws -> Double {
    let start = ContinuousClock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for worker in 0..<workers {
        group.addTask { @concurrent in
          var runner = try ScenarioRunner(network, choices: network.network.choices)
          for scenario in stride(from: worker, to: scenarios, by: workers) {
            _ = try runner.outcome(after: shocks(of: network, scenario))
          }
        }
      }
      try await group.waitForAll()
    }
    let time = start.duration(to: .now)
    return Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
  }
}
