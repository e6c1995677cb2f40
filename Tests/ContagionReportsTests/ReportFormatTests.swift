import ContagionModel
import ContagionReports
import ContagionTestSupport
import Foundation
import Testing

struct `Every report format` {
  static let names = Catalog.reportFormats.entries.map(\.name)

  @Test(arguments: names) func `writes awkward names and figures`(name: String) throws {
    let format = try Catalog.reportFormats.rule(RuleChoice(name))
    try expectGolden(
      format.text(of: .awkward), "awkward.\(type(of: format).fileExtension)")
  }

  @Test(arguments: names) func `writes a table without rows`(name: String) throws {
    let format = try Catalog.reportFormats.rule(RuleChoice(name))
    try expectGolden(
      format.text(of: .samples([])), "empty.\(type(of: format).fileExtension)")
  }

  @Test(arguments: names) func `keeps several tables apart`(name: String) throws {
    let format = try Catalog.reportFormats.rule(RuleChoice(name))
    let tables = try ["isolated", "by-party"].map {
      try ReportTables.table(named: $0).table(of: .pencil)
    }
    try expectGolden(format.text(of: tables), "two.\(type(of: format).fileExtension)")
  }

  @Test func `is named when there is none of the name asked for`() {
    #expect {
      try Catalog.reportFormats.rule(RuleChoice("cvs"))
    } throws: {
      "\($0)".contains("known: table, markdown, csv, json, latex, html")
    }
  }
}

struct `CSV` {
  @Test func `is read back as it was`() throws {
    let table = Table.awkward
    let lines = CommaSeparated.fields(CSVFormat().text(of: table))
    #expect(lines.first == ["name", "amountUSD", "priceUSD", "count", "shareRatio"])
    #expect(lines.dropFirst().map { $0[0] } == table.rows.map { $0[0].name })
    #expect(lines.dropFirst().map { Double($0[1]) } == [999.99, 0.1, -12.5, -0.001, 0])
    #expect(lines.dropFirst().map { $0[2] } == ["2000.0", "1.23456e-05", "", "", ""])
  }

  @Test func `has every digit of a number`() {
    let third = 1.0 / 3 * 1e9
    let lines = CommaSeparated.fields(
      CSVFormat().text(of: .samples([Sample(name: "a", amountUSD: third)])))
    #expect(Double(lines[1][1]) == third)
  }

  @Test func `ends lines as its standard asks`() {
    let text = CSVFormat().text(of: .samples([Sample(name: "a")]))
    #expect(Array(text.utf8.suffix(2)) == [13, 10])
    #expect(text.utf8.count { $0 == 13 } == 2)
    #expect(text.utf8.count { $0 == 10 } == 2)
  }
}

struct `JSON` {
  @Test func `is an array of objects with null for what is not finite`() throws {
    let rows = try JSONDecoder().decode(
      [[String: TableValue]].self, from: Data(JSONFormat().text(of: .awkward).utf8))
    #expect(rows.map { $0["name"] } == Table.awkward.rows.map { .text($0[0].name) })
    #expect(
      rows.map { $0["priceUSD"] } == [
        .integer(2000), .number(0.0000123456), .missing, .missing, .missing,
      ])
  }
}

extension TableCell {
  /// The text of the cell; empty if it is none.
  fileprivate var name: String {
    guard case .text(let name) = self else { return "" }
    return name
  }
}
