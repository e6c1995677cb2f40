import ContagionEngine
import ContagionModel
import Foundation
import OrderedCollections

/// Scenarios through the index against plain looks at every account.
///
/// The reference pays for nothing but the looks: one before the shock, one per
/// round, one that finds nobody, and two in the valuation, in the plainest loop.
struct ScenarioSpeed {
  let name: String
  let network: CompiledNetwork
  let bases: [AssetID]
  var runner: ScenarioRunner

  init(_ name: String, _ network: CompiledNetwork) throws {
    self.name = name
    self.network = network
    bases = network.network.assets.filter { $0.value.kind == .base }.map(\.key)
    runner = try ScenarioRunner(network, choices: network.network.choices)
  }

  /// Falls that touch few, half, and about as many on a book of any size.
  mutating func reportAll(heldBytes: Int) throws {
    let moderate = shocks(try fall { $0 <= 0.01 })
    let fresh = ContagionBenchmarks.residentBytes()
    var worker = try ScenarioRunner(network, choices: network.network.choices)
    _ = try worker.outcome(after: moderate)
    let extra = ContagionBenchmarks.residentBytes() - fresh
    for share in [0.001, 0.01, 0.04] {
      let fall = try fall { $0 <= share }
      let time = try report(shocks(fall), "≥ 20")
      if network.accountCount == 1_000_000 {
        ContagionBenchmarks.row(name, "the same, ms", time * 1000, "≤ 5")
      }
    }
    if heldBytes > 0 {
      ContagionBenchmarks.row(
        name, "memory of one more worker, % of the book", 100 * Double(extra) / Double(heldBytes),
        "≤ 10")
    }
    let count = Double(network.accountCount)
    let time = try best(shocks(try fall { $0 * count <= 300 }), repeats: 15)
    ContagionBenchmarks.row(
      name, "\(runner.lastWork.touched) accounts touched, ms a scenario", time * 1000)
    _ = try report(shocks(try fall { $0 <= 0.5 }), "≥ 2")
  }

  /// The largest fall of all tokens, to 2^-16, whose share of accounts touched passes.
  private mutating func fall(_ passes: (Double) -> Bool) throws -> Double {
    var (low, high) = (0.0, 0.999)
    for _ in 0..<16 {
      let middle = (low + high) / 2
      _ = try runner.outcome(after: shocks(middle))
      let share = Double(runner.lastWork.touched) / Double(network.accountCount)
      if passes(share) { low = middle } else { high = middle }
    }
    return low
  }

  private func shocks(_ fall: Double) -> [Shock] { bases.map { .priceChange($0, -fall) } }

  private mutating func best(_ shocks: [Shock], repeats: Int) throws -> Double {
    var best = Double.infinity
    for _ in 0..<repeats {
      best = min(best, try ContagionBenchmarks.seconds { _ = try runner.outcome(after: shocks) })
    }
    return best
  }

  /// Prints how many times faster a scenario is than plain looks, and returns its time.
  private mutating func report(_ shocks: [Shock], _ goal: String) throws -> Double {
    let sweep = PlainSweep(network.sweepColumns(after: shocks))
    let repeats = max(3, min(100, 1_000_000 / network.accountCount))
    var (time, look) = (Double.infinity, Double.infinity)
    for _ in 0..<3 {
      time = min(time, try best(shocks, repeats: repeats))
      look = min(look, sweep.secondsOfALook(repeats: repeats))
    }
    let (touched, rounds) = runner.lastWork
    ContagionBenchmarks.row(
      name,
      String(
        format: "%.2f %% touched, %d rounds: plain looks to scenario",
        100 * Double(touched) / Double(network.accountCount), rounds),
      look * Double(rounds + 4) / time, goal)
    return time
  }
}
