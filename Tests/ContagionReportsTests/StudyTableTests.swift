import ContagionModel
import ContagionReports
import ContagionTestSupport
import Testing

struct `Every table of a study` {
  static let names = ReportTables.all.map(\.name)

  @Test func `has a name of its own`() {
    #expect(Set(Self.names).count == Self.names.count)
  }

  @Test(arguments: names) func `reads as its golden text`(name: String) throws {
    let table = try ReportTables.table(named: name).table(of: .pencil)
    try expectGolden(TextFormat().text(of: table), "\(name).txt")
  }

  @Test(arguments: names) func `has different keys for different columns`(name: String) throws {
    let keys = try ReportTables.table(named: name).table(of: .pencil).headings.map(\.key)
    #expect(Set(keys).count == keys.count)
  }

  @Test func `is suggested when its name is misspelt`() {
    #expect {
      try ReportTables.table(named: "by-partie")
    } throws: {
      "\($0)".hasPrefix("no table is called 'by-partie' (did you mean 'by-party'?); known: summ")
    }
  }
}

struct `The loss tables` {
  /// 600 000 + 120 000, and 830 000.60 of which 60 000.30 are lost claims;
  /// what the vault and the reserve pass on is not in it.
  @Test(arguments: ["by-party", "by-protocol", "by-asset", "by-chain"])
  func `sum to the loss of final bearers`(name: String) throws {
    let total = try #require(try ReportTables.table(named: name).table(of: .pencil).total)
    let expected: [(Int, Double)] = [
      (1, 3_900_000), (2, 720_000), (3, 110_000.60), (4, 830_000.60), (5, 60_000.30),
      (6, 770_000.30),
    ]
    for (column, sum) in expected { #expect(abs(total[column].dollars - sum) < 1e-6) }
  }

  @Test(arguments: ["by-protocol", "by-asset", "by-chain"])
  func `sum to the bad debt`(name: String) throws {
    let total = try #require(try ReportTables.table(named: name).table(of: .pencil).total)
    for (column, sum) in [(7, 55_000.30), (8, 5000), (9, 60_000.30)] {
      #expect(abs(total[column].dollars - sum) < 1e-6)
    }
  }

  @Test func `show the largest loss first and gains last`() throws {
    let rows = try ReportTables.table(named: "by-party").table(of: .pencil).rows
    let parties = rows.map(\.[0])
    #expect(parties.first == .text("borrowers of alpha"))
    #expect(parties.last == .text("liquidators of alpha"))
  }
}

struct `The table of contagion` {
  /// 60 000.30 − (28 000 + 12 000); the 500 that frozen alpha has in beta's run
  /// are not beta's.
  @Test func `takes each protocol's bad debt from its own run`() throws {
    let total = try #require(try ReportTables.table(named: "isolated").table(of: .pencil).total)
    #expect(abs(total[2].dollars - 40_000) < 1e-6)
    #expect(abs(total[3].dollars - 20_000.30) < 1e-6)
  }

  @Test func `says nothing of isolated runs that were not made`() throws {
    var study = Study.pencil
    study.isolated = []
    let summary = try ReportTables.table(named: "summary").table(of: study)
    let contagion = try #require(summary.rows.first { $0[0] == .text("contagion") })
    #expect(contagion[1] == .missing)
  }
}

extension TableCell {
  /// The amount, or NaN if the cell is none in USD.
  fileprivate var dollars: Double {
    switch self {
    case .number(let number, .usd), .difference(let number, .usd): number
    default: .nan
    }
  }
}
