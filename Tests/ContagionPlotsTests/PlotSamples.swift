import ContagionModel
@testable import ContagionPlots

/// Small plots, one of each kind.
enum PlotSamples {
  static let all: [any Plot] = [line, exceedance, heatMap, tornado, branching, frontier, cells]

  /// Points of `MP-SWEEP`, in USD.
  static let line = LinePlot(
    title: "It's a loss curve: Σ ≥ 0",
    subtitle: "three-protocols, ETH falls; synchronous",
    axis: PlotAxis("fall of ETH", .share),
    x: [0.19, 0.2079, 0.2256, 0.2431, 0.2604, 0.2775, 0.36],
    panels: [
      LinePlot.Panel(
        PlotAxis("liquidated", .usd),
        lines: [
          LinePlot.Line("Alpha", [5e6, 5.1e6, 5.2e6, 5.2e6, 5.3e6, 5.4e6, 5.4e6], place: 0),
          LinePlot.Line("Beta_2", [1e6, 2e6, 3e6, 3e6, 3e6, 3e6, 3e6], place: 1),
          LinePlot.Line(
            "depth", [4.2e6, 4.6e6, 5e6, .nan, 6e6, 6.6e6, 9e6], place: 6, dash: .dotted),
        ]),
      LinePlot.Panel(
        PlotAxis("bad debt", .usd),
        lines: [
          LinePlot.Line(
            "with feedback", [57_972, 54_783, 96_675, 171_858, 301_188, 79_727, 677_160], place: 0),
          LinePlot.Line(
            "without", [0, 0, 0, 1_909, 17_636, 33_182, 397_354], place: 0, dash: .dashed),
        ]),
    ])

  static let exceedance = ExceedancePlot(
    title: "Bad debt in a day", subtitle: "10,000 scenarios, 95 % bands",
    axis: PlotAxis("bad debt", .usd),
    curves: [("joint", 1.0), ("isolated", 0.4)].map { name, size in
      ExceedanceCurve(
        title: name,
        points: [(1.0, 0.2), (2, 0.1), (5, 0.03), (12, 0.008), (30, 0.001), (60, 0.0002)].map {
          ExceedanceCurve.Point(
            loss: $0.0 * size * 1e6, probability: $0.1, low: $0.1 * 0.7, high: $0.1 * 1.4)
        })
    })

  static let heatMap = HeatMapPlot(
    title: "Bad debt", subtitle: "against the fall and a threshold",
    xAxis: PlotAxis("fall of ETH", .share),
    yAxis: PlotAxis("protocols.Alpha.reserves.ETH.liquidationThreshold", .plain),
    valueAxis: PlotAxis("bad debt", .usd), x: [0.1, 0.2, 0.3, 0.4], y: [0.7, 0.75, 0.8],
    values: [[0, 0, 1e5, 5e5], [0, 1e4, 2e5, 8e5], [0, 6e4, 3e5, 1.1e6]])

  static let tornado = TornadoPlot(
    title: "What moves the bad debt", subtitle: "each parameter by 1 %",
    axis: PlotAxis("change of bad debt", .usd), lowLabel: "−1 %", highLabel: "+1 %",
    bars: [
      TornadoPlot.Bar("shock.ETH", low: -21_000, high: 30_000),
      TornadoPlot.Bar("pools.eth-usd.depth", low: 9_000, high: -8_000),
      TornadoPlot.Bar("protocols.Gamma.reserves.ETH.bonus", low: -1_200, high: 1_200),
      TornadoPlot.Bar("protocols.Beta.reserves.ETH.liquidationThreshold", low: 4_000, high: 2_000),
    ])

  static let branching = BranchingPlot(
    title: "Early warning", subtitle: "before any shock",
    curves: [
      BranchingPlot.Curve(
        "ETH", falls: [0.05, 0.1, 0.15, 0.2, 0.25, 0.3], ratios: [0.1, 0.4, 1.3, 0.9, 0.3, 0.1],
        dueUSD: [1e5, 4e5, 9e5, 7e5, 2e5, 1e5]),
      BranchingPlot.Curve(
        "WBTC", falls: [0.05, 0.1, 0.15, 0.2, 0.25, 0.3], ratios: [0, 0.1, 0.2, 0.5, 0.6, 0.2],
        dueUSD: [0, 1e5, 2e5, 4e5, 5e5, 1e5]),
    ])

  static let frontier = FrontierPlot(
    title: "Insurance designs", subtitle: "ES at 95 %",
    points: [
      FrontierPlot.Point("none", capitalUSD: 0, riskUSD: 110e6),
      FrontierPlot.Point("silo", capitalUSD: 120e6, riskUSD: 54e6, errorUSD: 3e6),
      FrontierPlot.Point("mutual", capitalUSD: 110e6, riskUSD: 50e6, errorUSD: 3e6),
      FrontierPlot.Point("cover-2", capitalUSD: 190e6, riskUSD: 12e6, errorUSD: 1e6),
    ])

  static let cells = CellPlot(
    title: "What each design leaves", subtitle: "one shock", columnsLabel: "market",
    shareLabel: "left to lenders", columns: ["it's/WETH", "base/USDC", "ink/WETH"],
    rows: ["none", "buffer"], shares: [[1, 1, .nan], [0.9, 0.05, .nan]])
}
