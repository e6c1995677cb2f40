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
    let fresh = ContagionBenchmarks.residentBytes()
    var worker = try ScenarioRunner(network, choices: network.network.choices)
    let few = try fall { $0 <= 0.04 }
    for _ in 0..<3 { _ = try worker.outcome(after: shocks(few)) }
    let extra = ContagionBenchmarks.residentBytes() - fresh
    try report("few touched", shocks(few), "≥ 20")
    let touched = Double(runner.lastWork.touched)
    if network.accountCount == 1_000_000 {
      let time = try best(shocks(few), repeats: 9)
      ContagionBenchmarks.row(name, "few touched, ms", time * 1000, "≤ 5")
    }
    if heldBytes > 0 {
      ContagionBenchmarks.row(
        name, "few touched: memory of one more worker, % of the book",
        100 * Double(extra) / Double(heldBytes), touched > 0 ? "≤ 10" : "")
    }
    let count = Double(network.accountCount)
    let hundred = try fall { $0 * count <= 100 }
    let time = try best(shocks(hundred), repeats: 15)
    ContagionBenchmarks.row(
      name, "\(runner.lastWork.touched) accounts touched, ms a scenario", time * 1000)
    try report("half touched", shocks(try fall { $0 <= 0.5 }), "≥ 2")
  }

  /// The largest fall of all tokens, to 2^-12, whose share of accounts touched passes.
  private mutating func fall(_ passes: (Double) -> Bool) throws -> Double {
    var (low, high) = (0.0, 0.999)
    for _ in 0..<12 {
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

  private mutating func report(_ kind: String, _ shocks: [Shock], _ goal: String) throws {
    let sweep = PlainSweep(network.sweepColumns(after: shocks))
    let repeats = max(3, min(200, 2_000_000 / network.accountCount))
    var (time, look) = (Double.infinity, Double.infinity)
    for _ in 0..<3 {
      time = min(time, try best(shocks, repeats: repeats))
      look = min(look, sweep.secondsOfALook(repeats: repeats))
    }
    let (touched, rounds) = runner.lastWork
    let share = 100 * Double(touched) / Double(network.accountCount)
    let label = String(format: "%@ (%.2f %%, %d rounds)", kind, share, rounds)
    ContagionBenchmarks.row(
      name, "\(label): plain looks to scenario", look * Double(rounds + 4) / time, goal)
    if kind == "few touched" {
      ContagionBenchmarks.row(
        name, "plain look, million account-rounds a second",
        Double(network.accountCount) / look / 1e6, "≥ 100")
    }
  }
}
