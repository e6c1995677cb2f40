import ContagionEngine
import ContagionFiles
import ContagionModel
import Foundation
import OrderedCollections

/// Speed and memory on a synthetic book, as ratios within one process.
///
/// `CONTAGION_BENCHMARKS=1 swift run -c release ContagionBenchmarks [book|scenarios] [FOLDER]`
///
/// The folder is one that `contagion synthesize` wrote; without it a book of a
/// million accounts is made in a temporary folder. `book` measures one book and
/// one large cascade; `scenarios` measures scenarios on books of every size.
@main
enum ContagionBenchmarks {
  static func main() async throws {
    var arguments = CommandLine.arguments.dropFirst()
    let part = ["book", "scenarios", "cascade"].first { $0 == arguments.first }
    if part != nil { arguments.removeFirst() }
    let folder = arguments.first
    if part == "cascade" {
      let compiled = try compile(folder ?? synthesized(accounts: 1_000_000))
      let shocks = compiled.network.shocks.values.first?.shocks ?? []
      for _ in 0..<30 { _ = try compiled.playedRounds(after: shocks) }
      return
    }
    if part != "scenarios" { try book(folder ?? synthesized(accounts: 1_000_000)) }
    if part != "book" { try await scenarios(folder) }
  }

  /// Scenarios on synthetic books of 10^4 to 10^6 accounts, or on one book.
  static func scenarios(_ folder: String?) async throws {
    if let folder {
      var speed = try ScenarioSpeed(compile(folder))
      try speed.reportAll("book", repeats: 20)
      return
    }
    for (accounts, repeats) in [(10_000, 50), (100_000, 20), (1_000_000, 5)] {
      let compiled = try compile(synthesized(accounts: accounts))
      var speed = try ScenarioSpeed(compiled)
      try speed.reportAll("synthetic", repeats: repeats)
      if accounts == 100_000 { try await ManyScenarios.report(compiled, scenarios: 1000) }
    }
  }

  static func book(_ folder: String) throws {
    let baseline = residentBytes()
    var (compiled, readTimes) = try (compile(folder), [Double]())
    let held = residentBytes() - baseline
    for _ in 0..<3 {
      readTimes.append(
        try seconds { compiled = try compile(folder) })
    }
    let count = compiled.accountCount
    line("accounts", Double(count))
    line("read and compile, s", readTimes.min() ?? 0)
    line("resident bytes per account after compile", Double(held) / Double(count))

    let shocks = compiled.network.shocks.values.first?.shocks ?? []
    var rounds = 0
    var calls = 0
    let cascade = try best(of: 5) {
      (rounds, calls) = try compiled.playedRounds(after: shocks)
    }
    let sweep = PlainSweep(compiled.sweepColumns(after: shocks))
    var unhealthy = 0
    // One look before the shock, one per round, one that finds nobody.
    let sweeps = best(of: 5) {
      // Other prices at every look, so that no look can be skipped.
      var prices = sweep.columns.prices
      for _ in 0..<rounds + 2 {
        unhealthy = sweep.unhealthy(prices)
        for reserve in prices.indices { prices[reserve] *= 1 - 1e-12 * Double(unhealthy % 7) }
      }
    }
    line("rounds", Double(rounds))
    line("liquidation calls", Double(calls))
    line("cascade, ms", cascade * 1000)
    line("plain sweep per look, ms", sweeps * 1000 / Double(rounds + 2))
    line("accounts below 1 in the plain sweep", Double(unhealthy))
    line("ratio cascade to plain sweeps", cascade / sweeps)
    let recorded = try best(of: 3) {
      _ = try compiled.playedRounds(after: shocks, keepsEntries: true)
    }
    line("ratio cascade with its ledger to plain sweeps", recorded / sweeps)
  }

  static func compile(_ folder: String) throws -> CompiledNetwork {
    try YAMLNetwork.read(folder).network.compiled()
  }

  static func line(_ name: String, _ value: Double) {
    print("\(name): \(value == value.rounded() ? "\(Int(value))" : String(format: "%.3f", value))")
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

/// The plainest fast look at every account: the reference of the ratio.
struct PlainSweep {
  let columns: SweepColumns

  init(_ columns: SweepColumns) { self.columns = columns }

  /// Counts accounts whose weighted collateral is worth less than their debt.
  func unhealthy(_ prices: [Double]) -> Int {
    let (c, d) = (columns.collateralOffsets, columns.debtOffsets)
    let (cr, cu, ct) = (
      columns.collateralReserve, columns.collateralUnits, columns.collateralThreshold
    )
    let (dr, du) = (columns.debtReserve, columns.debtUnits)
    var count = 0
    var account = 0
    let end = c.count &- 1
    while account < end {
      var collateral = 0.0
      var entry = Int(c[account])
      let last = Int(c[account &+ 1])
      while entry < last {
        collateral += cu[entry] * ct[entry] * prices[Int(cr[entry])]
        entry &+= 1
      }
      var debt = 0.0
      entry = Int(d[account])
      let lastDebt = Int(d[account &+ 1])
      while entry < lastDebt {
        debt += du[entry] * prices[Int(dr[entry])]
        entry &+= 1
      }
      if collateral < debt { count &+= 1 }
      account &+= 1
    }
    return count
  }
}
