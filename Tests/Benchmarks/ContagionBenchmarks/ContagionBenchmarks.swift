import ContagionEngine
import ContagionFiles
import ContagionModel
import Foundation
import OrderedCollections

/// Speed and memory, as ratios within one process, in one table.
///
/// `CONTAGION_BENCHMARKS=1 swift run -c release ContagionBenchmarks [PART…]`
///
/// Parts are `cascade` (one heavy cascade on a million accounts), `scenarios` (books
/// of every size, real ones too) and `workers`; all without any.
@main
enum ContagionBenchmarks {
  static func main() async throws {
    let parts = Set(CommandLine.arguments.dropFirst())
    func asks(for part: String) -> Bool { parts.isEmpty || parts.contains(part) }
    print("| book | measure | found | goal |\n|---|---|---:|---:|")
    for accounts in [10_000, 100_000, 1_000_000] {
      if accounts == 10_000, !asks(for: "scenarios") { continue }
      if accounts == 100_000, !asks(for: "scenarios"), !asks(for: "workers") { continue }
      let folder = try synthesized(accounts: accounts)
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let name = "synthetic, \(accounts)"
      let before = residentBytes()
      let compiled = try compile(folder)
      let held = residentBytes() - before
      if accounts == 1_000_000, asks(for: "cascade") {
        let time = try best(of: 2) { _ = try compile(folder) }
        row(name, "read and compile, s", time, "≤ 3")
        row(name, "resident bytes an account", Double(held) / Double(accounts), "≤ 200")
        try heavyCascade(name, compiled)
      }
      if asks(for: "scenarios") {
        var speed = try ScenarioSpeed(name, compiled)
        try speed.reportAll(heldBytes: held)
      }
      if accounts == 100_000, asks(for: "workers") {
        try await ManyScenarios.report(name, compiled, scenarios: 1000)
        try sequential(name, compiled)
      }
    }
    guard asks(for: "scenarios") else { return }
    for book in try RealBooks.all() {
      var speed = try ScenarioSpeed(book.name, book.network)
      try speed.reportAll(heldBytes: 0)
    }
  }

  static func heavyCascade(_ name: String, _ compiled: CompiledNetwork) throws {
    let shocks = compiled.network.shocks.values.first?.shocks ?? []
    let sweep = PlainSweep(compiled.sweepColumns(after: shocks))
    var work = (rounds: 0, calls: 0)
    var (plain, inC, times) = (Double.infinity, Double.infinity, [Double.infinity, .infinity])
    // In turn, so that all meet the same machine.
    for _ in 0..<4 {
      for _ in 0..<3 {
        plain = min(plain, sweep.secondsOfALook(repeats: 2))
        inC = min(inC, sweep.secondsOfALook(inC: true, repeats: 2))
      }
      for (place, keepsEntries) in [false, true].enumerated() {
        let time = try seconds {
          work = try compiled.playedRounds(after: shocks, keepsEntries: keepsEntries)
        }
        times[place] = min(times[place], time)
      }
    }
    // One look before the shock, one per round, one that finds nobody.
    let reference = plain * Double(work.rounds + 2)
    row(name, "−30 %: rounds", Double(work.rounds))
    row(name, "−30 %: calls", Double(work.calls))
    row(name, "−30 %: a plain look, ms", plain * 1000)
    row(name, "−30 %: cascade to plain looks", times[0] / reference, "≤ 1.5")
    row(name, "−30 %: cascade with its ledger to plain looks", times[1] / reference)
    row(
      name, "plain look, million account-rounds a second",
      Double(compiled.accountCount) / plain / 1e6, "≥ 100")
    row(name, "plain look to the same in C", plain / inC, "≤ 1.2")
  }

  static func sequential(_ name: String, _ compiled: CompiledNetwork) throws {
    let shocks = compiled.network.shocks.values.first?.shocks.prefix(1) ?? []
    var choices = compiled.network.choices
    choices.clearing = .sequential
    choices.roundLimit = 2000
    var runner = try ScenarioRunner(compiled, choices: choices)
    var calls = 0
    let time = try seconds {
      calls = try runner.outcome(after: Array(shocks)).calls.reduce(0, +)
    }
    row(name, "sequential clearing, µs a call", time / Double(max(1, calls)) * 1e6)
  }

  static func compile(_ folder: String) throws -> CompiledNetwork {
    try YAMLNetwork.read(folder).network.compiled()
  }

  static func row(_ book: String, _ measure: String, _ found: Double, _ goal: String = "") {
    let text = found == found.rounded() ? "\(Int(found))" : String(format: "%.3f", found)
    print("| \(book) | \(measure) | \(text) | \(goal) |")
    fflush(nil)
  }

  static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try body()
    let time = start.duration(to: .now)
    return Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
  }

  static func best(of runs: Int, _ body: () throws -> Void) rethrows -> Double {
    var times: [Double] = []
    for _ in 0..<runs { times.append(try seconds(body)) }
    return times.min() ?? 0
  }

  /// Writes a book in a temporary folder, as `contagion synthesize` does.
  static func synthesized(accounts: Int) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "book-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let book = SyntheticBook(accounts: accounts)
    try Data(NetworkWriter.yaml(book.network, accounts: "accounts.csv").utf8)
      .write(to: folder.appending(path: "network.yaml"))
    var text = "id,protocol,side,asset,units\n"
    book.forEachEntry { text += SyntheticBook.csvLine($0) }
    try Data(text.utf8).write(to: folder.appending(path: "accounts.csv"))
    return folder.path
  }

  /// Resident memory of this process, from the kernel's page count.
  static func residentBytes() -> Int {
    let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?
      .split(separator: " ")
    return (fields.flatMap { Int($0[1]) } ?? 0) * 4096
  }
}
