import ContagionModel
import ContagionReports
import ContagionTestSupport
import Foundation
import Testing

struct `The document of a run` {
  static let report = RunReport(
    of: .pencil,
    inputs: [RunReport.Input(path: "Networks/toy/pencil.yaml", sha256: "00ff")],
    version: "1.0.0")

  @Test func `reads as its golden JSON`() throws {
    try expectGolden(Self.report.json, "run.json")
  }

  @Test func `gives the same bytes when it is read and written again`() throws {
    let read = try JSONDecoder().decode(RunReport.self, from: Data(Self.report.json.utf8))
    #expect(read.json == Self.report.json)
    #expect(read.schema == "contagion.run/1")
    #expect(read.shock.shocks == ["ETH=-30%"])
  }

  @Test func `has every table, each with the keys of its columns`() throws {
    #expect(Set(Self.report.results.keys) == Set(ReportTables.all.map(\.name)))
    for document in Self.report.results.values {
      for row in document.rows { #expect(Set(row.keys) == Set(document.columns.map(\.key))) }
    }
  }

  /// An amplification without a direct loss is 0/0.
  @Test func `has null for what is not a number`() throws {
    var study = Study.pencil
    study.joint.losses = []
    let summary = RunReport(of: study, inputs: [], version: "1").results["summary"]
    let row = summary?.rows.first { $0["measure"] == .text("amplification") }
    #expect(row?["value"] == .missing)
  }
}

struct `The report of a study` {
  @Test func `reads as its golden Markdown`() throws {
    try expectGolden(MarkdownReport(of: .pencil).text, "report.md")
  }

  @Test func `reads as its golden text`() throws {
    try expectGolden(TextReport(of: .pencil).text, "report.txt")
  }

  @Test func `marks the choices that are not the default`() {
    var study = Study.pencil
    study.joint.choices.clearing = .uniform
    study.joint.choices.without = [.price, .oracle]
    let choices = RunHeading(study.joint).choices
    #expect(choices.hasPrefix("clearing* uniform; arbitrage none; "))
    #expect(choices.contains("without* price, oracle"))
  }
}
