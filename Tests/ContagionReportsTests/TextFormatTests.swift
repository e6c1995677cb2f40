import ContagionReports
import Testing

struct `Tables in text` {
  @Test func `have lines of one width`() {
    // The last column is aligned to the right, so no row is trimmed.
    let lines = Lines(Table.awkward)
    let whole: [String] = lines.rows + [lines.rule]
    #expect(Set(whole.map(\.width)).count == 1)
  }

  @Test func `have their columns where the rule has them`() {
    for table in ReportTables.all.map({ $0.table(of: .pencil) }) + [.awkward] {
      let lines = Lines(table)
      let gaps = lines.rule.scalars.indices.filter { lines.rule.scalars[$0] == " " }
      for line in lines.header + lines.rows + [lines.total] {
        let scalars = line.scalars
        for gap in gaps where gap < scalars.count { #expect(scalars[gap] == " ", "\(line)") }
      }
    }
  }

  @Test(arguments: [
    (999.99, "999.99"), (1000, "1,000"), (-1_234_567.5, "−1,234,568"), (0.004, "0.00"),
    (-0.004, "0.00"), (.infinity, "∞"), (-.infinity, "−∞"), (.nan, "–"),
  ]) func `show an amount`(usd: Double, shown: String) {
    let lines = Lines(.samples([Sample(name: "a", amountUSD: usd)]))
    #expect(lines.rows.first?.split(separator: " ").map(String.init).dropFirst().first == shown)
  }

  @Test func `keep cents only while the whole table is small`() {
    let rows = [Sample(name: "a", amountUSD: 600.25), Sample(name: "b", amountUSD: 600.25)]
    #expect(Lines(.samples(Array(rows.prefix(1)))).column(1) == ["600.25", "600.25"])
    // The total, 1200.50, is over the limit; half a dollar is rounded to even.
    #expect(Lines(.samples(rows)).column(1) == ["600", "600", "1,200"])
  }
}

struct `Totals in text` {
  @Test(arguments: 0..<200) func `are the sums of the rows before rounding`(seed: UInt64) throws {
    var draws = Sequence64(seed: seed)
    let scale: Double = [0.01, 1, 300, 1e4, 1e9][Int.random(in: 0..<5, using: &draws)]
    var samples: [Sample] = []
    for row in 0..<Int.random(in: 1...40, using: &draws) {
      let amount = Double.random(in: -0.3...1, using: &draws) * scale
      let count = Int.random(in: 0...5000, using: &draws)
      samples.append(Sample(name: "row\(row)", amountUSD: amount, count: count))
    }
    let table = Table.samples(samples)
    let shown = try Lines(table).column(1).map { try #require(Double($0.ascii)) }
    let shownTotal = try #require(shown.last)
    let sum = samples.reduce(0.0) { $0 + $1.amountUSD }
    let shownSum = shown.dropLast().reduce(0.0, +)
    let step: Double = TextFormat().text(of: table).contains("cents") ? 0.01 : 1
    let slack = 1e-6 * step + 1e-12 * scale * Double(samples.count)
    #expect(abs(shownTotal - sum) <= step / 2 + slack)
    #expect(abs(shownTotal - shownSum) <= step / 2 * Double(samples.count + 1) + slack)
    let counts = samples.reduce(0) { $0 + ($1.count ?? 0) }
    let shownCounts = try Lines(table).column(3).map { try #require(Int($0.ascii)) }
    #expect(shownCounts.last == counts)
  }
}

/// The parts of a table in text.
private struct Lines {
  var header: [String] = []
  var rule = ""
  var rows: [String] = []
  var total = ""

  init(_ table: Table) {
    let blocks = TextFormat().text(of: table).split(separator: "\n\n").map {
      $0.split(separator: "\n").map(String.init)
    }
    guard blocks.count > 1 else { return }
    let isRule = { (line: String) in line.allSatisfy { "─ ".contains($0) } }
    let parts = blocks[1].split(whereSeparator: isRule).map(Array.init)
    rule = blocks[1].first(where: isRule) ?? ""
    guard parts.count > 1 else { return }
    header = parts[0]
    rows = parts[1]
    total = parts.count > 2 ? parts[2][0] : ""
  }

  /// The words of one column, that of the total last; names have no spaces.
  func column(_ index: Int) -> [String] {
    let gapsInTotal = index > 2 ? 1 : 0
    return rows.map { String($0.split(separator: " ")[index]) }
      + [String(total.split(separator: " ")[index - gapsInTotal])]
  }
}

extension String {
  /// The scalars that take room.
  fileprivate var scalars: [Unicode.Scalar] {
    unicodeScalars.filter { $0.properties.generalCategory != .nonspacingMark }
  }

  fileprivate var width: Int { scalars.count }

  /// The number as machines read it.
  fileprivate var ascii: String { replacing(",", with: "").replacing("−", with: "-") }
}

/// Numbers that are the same in every run: Knuth's MMIX generator, high half
/// first.
private struct Sequence64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    var halves: [UInt64] = []
    for _ in 0..<2 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      halves.append(state >> 32)
    }
    return halves[0] << 32 | halves[1]
  }
}
