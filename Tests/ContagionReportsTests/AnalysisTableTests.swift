import ContagionModel
import ContagionReports
import Testing

struct `The tables of analyses` {
  @Test func `show parameters with six digits and keep all in files`() {
    let sweep = FieldSweep(
      fields: [FieldSteps(path: "pools.x.depth", values: [1.0 / 3, 40_000_000])],
      cells: [1.0 / 3, 40_000_000].map {
        FieldSweep.Cell(
          values: [$0], badDebtUSD: 1, realizedBadDebtUSD: 1, finalLossUSD: 2, liquidatedUSD: 3)
      })
    let text = TextFormat().text(of: Table(sweep: sweep))
    #expect(text.contains("     0.333333      1.00"))
    #expect(text.contains("   40,000,000      1.00"))
    let csv = CSVFormat().text(of: Table(sweep: sweep))
    #expect(
      csv.hasPrefix("pools.x.depth,badDebtUSD,realizedBadDebtUSD,finalLossUSD,liquidatedUSD\r\n"))
    #expect(csv.contains("\r\n0.3333333333333333,1.0,1.0,2.0,3.0\r\n"))
  }

  @Test func `state how a solution was found`() {
    let solution = LevelSet(
      intervals: [LevelSet.Interval(low: 0.2, high: 0.3, lowUSD: 80_000, highUSD: 90_000)],
      low: 0, high: 0.95, resolution: 0.005, tolerance: 1e-6, evaluations: 200)
    let text = TextFormat().text(
      of: Table(
        solution: solution, axis: "a fall of ETH", measure: LossMeasure(.badDebt, at: "Alpha"),
        usd: 80_000, keeps: false))
    #expect(text.hasPrefix("Where a fall of ETH brings bad debt of Alpha to 80,000 USD\n"))
    #expect(text.contains("200 runs: 0 to 0.95 scanned in steps of 0.005"))
  }

  @Test func `count the parameters that change nothing`() {
    let rows = [("a", 5.0), ("b", 0)].map { path, swing in
      Sensitivity(
        path: path, value: 1, bump: 0.01, derivative: swing, bumpError: 0, standardError: 0,
        leftSlope: 0, rightSlope: 0, shape: .smooth, changeBelowUSD: -swing,
        changeAboveUSD: swing, remark: "")
    }
    let report = SensitivityReport(
      measure: LossMeasure(.badDebt), lossUSD: 100, relativeBump: 0.01, scenarios: 1, rows: rows)
    let brief = Table(sensitivities: report)
    #expect(brief.rows.count == 1)
    #expect(brief.caption.hasSuffix("1 more parameters change nothing."))
    #expect(Table(sensitivities: report, isWhole: true).rows.count == 2)
  }
}
