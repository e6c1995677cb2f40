import ContagionModel
import ContagionReports
import Foundation
import Testing

struct `The page of an ensemble` {
  /// Half of the scenarios that were asked for; Alpha has three quarters of ES.
  static let summary: EnsembleSummary = {
    func distribution(_ name: String) -> EnsembleSummary.Distribution {
      .init(
        name: name, mean: Estimate(12.5, standardError: 1.5, count: 50),
        probability: Estimate(0.25, standardError: 0.0625, count: 50), largest: 900,
        tails: [0.95, 0.99].map { level in
          .init(
            level: level, valueAtRisk: Estimate(100, standardError: 10, count: 50),
            upperValueAtRisk: 110,
            expectedShortfall: Estimate(400, standardError: .nan, count: 50), tailMean: 390)
        })
    }
    let run = EnsembleRun(
      network: "n", networkTitle: "Two lenders", asOf: "2024-01-01", model: "m",
      modelTitle: "A week",
      modelSource: "illustrative", modelRule: "log-normal", modelNotes: ["horizon 7.0 days"],
      horizonDays: 7, scenarios: 100, seed: 9, isSampled: true, choices: Choices(), variants: [],
      targets: ["ETH"],
      axes: ScenarioAxes(reserves: [], protocols: ["Alpha"], parties: [], assets: []),
      chains: [nil])
    var summary = EnsembleSummary(
      run: run, scenarios: 50, cutShort: 0, total: distribution("total"),
      liquidated: distribution("total"))
    summary.components = [
      .init(
        name: "Alpha", expectedShortfall: Estimate(300, standardError: 20, count: 50), share: 0.75),
      .init(
        name: "Beta", expectedShortfall: Estimate(100, standardError: 20, count: 50), share: 0.25),
    ]
    return summary
  }()

  @Test func `says that it is partial, and what an error is`() {
    let text = EnsemblePage(Self.summary).text()
    #expect(text.hasPrefix("Two lenders: 50 scenarios (PARTIAL: 100 were asked for)\n"))
    #expect(text.contains("scenarios: A week, log-normal, horizon 7.0 days, seed 9"))
    #expect(text.contains("± is one\nstandard error."))
    let markdown = EnsemblePage(Self.summary).markdown()
    #expect(markdown.hasPrefix("# Two lenders: 50 scenarios (PARTIAL: 100 were asked for)\n"))
  }

  @Test func `keeps all digits for machines, and no error where there is none`() throws {
    let report = EnsembleReport(of: Self.summary, inputs: [], version: "1")
    let decoded = try JSONDecoder().decode(EnsembleReport.self, from: Data(report.json.utf8))
    #expect(decoded.schema == "contagion.ensemble/1")
    #expect(decoded.scenarios == 100 && decoded.scenariosDone == 50)
    let rows = try #require(decoded.results["summary"]?.rows)
    let mean = try #require(rows.first { $0["measure"] == .text("mean bad debt") })
    #expect(mean["value"] == .number(12.5))
    #expect(mean["standardError"] == .number(1.5))
    let tail = try #require(rows.first { $0["measure"] == .text("ES 99 %") })
    #expect(tail["value"] == .integer(400))
    #expect(tail["standardError"] == .missing)
  }

  @Test func `sums the parts of the tail`() throws {
    let table = try #require(EnsembleTables.all.first { $0.name == "components" })
    #expect(table.table(of: Self.summary).total?[1] == .number(400, .usd))
  }

  @Test(arguments: EnsembleTables.all.map(\.name))
  func `has a cell for every heading`(name: String) throws {
    let table = try #require(EnsembleTables.all.first { $0.name == name }?.table(of: Self.summary))
    #expect(!table.caption.isEmpty)
    for row in table.rows { #expect(row.count == table.headings.count) }
    #expect(Set(table.headings.map(\.key)).count == table.headings.count)
  }
}
