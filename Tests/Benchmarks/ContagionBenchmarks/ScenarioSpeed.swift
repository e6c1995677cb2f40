import ContagionEngine
import ContagionModel
import Foundation
import OrderedCollections

/// Scenarios through the index against plain looks at every account.
///
/// The reference pays for nothing but the looks: one before the shock, one per
/// round, one that finds nobody, and two in the valuation, in the plainest loop.
struct ScenarioSpeed {
  let network: CompiledNetwork
  var runner: ScenarioRunner

  init(_ network: CompiledNetwork) throws {
    self.network = network
    runner = try ScenarioRunner(network, choices: network.network.choices)
  }

  /// Measures one scenario and prints it beside its reference.
  mutating func report(_ name: String, _ shocks: [Shock], repeats: Int) throws {
    var best = Double.infinity
    for _ in 0..<repeats {
      best = min(best, try ContagionBenchmarks.seconds { _ = try runner.outcome(after: shocks) })
    }
    let (touched, rounds) = runner.lastWork
    let sweep = PlainSweep(network.sweepColumns(after: shocks))
    var prices = sweep.columns.prices
    var look = Double.infinity
    var seen = 0
    for _ in 0..<max(5, repeats) {
      look = min(look, ContagionBenchmarks.seconds { seen += sweep.unhealthy(prices) })
      prices[0] *= 1 - 1e-12 * Double(seen % 7)
    }
    let reference = look * Double(rounds + 4)
    let share = 100 * Double(touched) / Double(network.accountCount)
    print(
      String(
        format: "%@: %d accounts, %.2f %% touched, %d rounds; %.3f ms, plain looks %.3f ms (%.0f"
          + " million account-rounds/s); ratio %.1f",
        name, network.accountCount, share, rounds, best * 1000, reference * 1000,
        Double(network.accountCount) / look / 1e6, reference / best))
  }

  /// Falls of one token, of all tokens, and a fall that touches about half the book.
  mutating func reportAll(_ name: String, repeats: Int) throws {
    let bases = network.network.assets.filter { $0.value.kind == .base }.map(\.key)
    guard let first = bases.first else { return }
    for fall in [0.05, 0.1] {
      try report("\(name), one token −\(fall)", [.priceChange(first, -fall)], repeats: repeats)
    }
    for fall in [0.01, 0.3, 0.5] {
      try report(
        "\(name), all tokens −\(fall)", bases.map { .priceChange($0, -fall) }, repeats: repeats)
    }
  }
}

/// Many scenarios, on one worker and on two.
enum ManyScenarios {
  /// Independent falls of every token, 0 to 15 %, from a seed.
  static func shocks(of network: CompiledNetwork, _ scenario: Int) -> [Shock] {
    var draws = Draws(seed: 7, scenario: scenario)
    return network.network.assets.filter { $0.value.kind == .base }.map {
      .priceChange($0.key, -0.15 * draws.uniform())
    }
  }

  static func report(_ network: CompiledNetwork, scenarios: Int) async throws {
    let before = ContagionBenchmarks.residentBytes()
    let one = try await seconds(network, scenarios, workers: 1)
    let between = ContagionBenchmarks.residentBytes()
    let two = try await seconds(network, scenarios, workers: 2)
    let after = ContagionBenchmarks.residentBytes()
    print(
      String(
        format: "%d accounts × %d scenarios: %.2f s with one worker, %.2f s with two, ratio %.2f",
        network.accountCount, scenarios, one, two, one / two))
    print(
      "resident MiB: \(before >> 20) before, \(between >> 20) after one worker,"
        + " \(after >> 20) after two; estimate for two:"
        + " \(network.estimatedBytes(workers: 2, scenarios: scenarios) >> 20)")
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
