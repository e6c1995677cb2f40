import ContagionModel
import Testing

@testable import ContagionPlots

struct `A plot of results` {
  private func point(_ fall: Double, _ usd: Double, depth: Double) -> LiquidationCurvePoint {
    LiquidationCurvePoint(
      fall: fall, accounts: 1, liquidatableCollateralUSD: usd, liquidatableDebtUSD: usd,
      gapBadDebtUSD: usd / 4, badDebtUSD: usd / 2, depthUSD: depth)
  }

  @Test func `has a line per protocol and meaning, and one for depth`() {
    let curves = [nil, "Alpha", "Beta"].map { (id: ProtocolID?) in
      LiquidationCurve(
        lendingProtocol: id,
        points: [0.1, 0.2].map { point($0, 1e6, depth: id == nil ? 5e6 : .nan) })
    }
    let plot = LinePlot(curves: curves, of: ["ETH"], network: "N", choices: "c")
    #expect(
      plot.panels.map { $0.lines.map(\.name) } == [
        ["all protocols", "Alpha", "Beta", "depth of pools to this fall"],
        [
          "all protocols, with feedback", "all protocols, without", "Alpha, with feedback",
          "Alpha, without", "Beta, with feedback", "Beta, without",
        ],
      ])
    let alone = LinePlot(curves: Array(curves.prefix(2)), of: ["ETH"], network: "N", choices: "c")
    #expect(alone.panels[1].lines.count == 2)
  }

  /// Two steps of half an hour: what is repaid and lost adds up, what waits does not.
  @Test func `adds up what a timed run repaid`() throws {
    func step(_ number: Int, _ repaid: Double, waiting: Double) -> TimedStep {
      TimedStep(
        number: number, seconds: 1800 * Double(number),
        prices: [TimedStep.Prices(asset: "ETH", outside: 2, market: 3, reported: .nan)],
        rounds: 1, calls: 1, repaidUSD: repaid, badDebtUSD: repaid / 10, waiting: 1,
        waitingDebtUSD: waiting)
    }
    var cascade = Cascade(
      network: "n", networkTitle: "N", asOf: "", shockTitle: "s", shocks: [], choices: Choices(),
      parties: [], assets: [], rounds: [], ledger: [], stop: .quiet, losses: [], badDebt: [],
      issuers: [], topAccounts: [], infections: [], openingUnhealthy: 0, openingUnhealthyDebtUSD: 0)
    #expect(LinePlot(overTime: cascade, choices: "") == nil)
    cascade.steps = [step(0, 10, waiting: 7), step(1, 20, waiting: 5)]
    let plot = try #require(LinePlot(overTime: cascade, choices: ""))
    #expect(plot.x == [0, 0.5])
    #expect(plot.panels[0].lines.map(\.name) == ["outside", "market"])
    #expect(plot.panels[1].lines.map(\.y) == [[10, 30], [1, 3], [7, 5]])
    #expect(plot.isStepped)
  }

  /// The last field of a sweep varies fastest; it runs up the heat map.
  @Test func `turns a sweep of two fields the right way`() {
    let sweep = FieldSweep(
      fields: [
        FieldSteps(path: "a", values: [1, 2, 3]), FieldSteps(path: "b", values: [10, 20]),
      ],
      cells: [1.0, 2, 3].flatMap { a in
        [10.0, 20].map { b in
          FieldSweep.Cell(
            values: [a, b], badDebtUSD: a * b, realizedBadDebtUSD: 0, finalLossUSD: 0,
            liquidatedUSD: 0)
        }
      })
    let map = HeatMapPlot(sweep: sweep, network: "N", choices: "c")
    #expect(map.values == [[10, 20, 30], [20, 40, 60]])
  }

  @Test func `leaves out of a tornado what changes nothing`() {
    let rows = [5.0, 1e-12].map { swing in
      Sensitivity(
        path: "p\(swing)", value: 1, bump: 0.01, derivative: 0, bumpError: 0, standardError: 0,
        leftSlope: 0, rightSlope: 0, shape: .smooth, changeBelowUSD: -swing,
        changeAboveUSD: swing, remark: "")
    }
    let report = SensitivityReport(
      measure: LossMeasure(.badDebt), lossUSD: 100, relativeBump: 0.01, scenarios: 1, rows: rows)
    let plot = TornadoPlot(sensitivities: report, network: "N", choices: "c")
    #expect(plot.bars == [TornadoPlot.Bar("p5.0", low: -5, high: 5)])
    #expect(plot.lowLabel == "−1 %")
  }
}
