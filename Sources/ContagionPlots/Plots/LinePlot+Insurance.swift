public import ContagionModel

extension LinePlot {
  /// What more locked capital leaves uncovered, design by design: on average, and
  /// in the tail where there is one.
  ///
  /// - Parameters:
  ///   - frontiers: Measured at the same amounts of capital, one or more.
  ///   - comparison: What they are compared on.
  /// - Returns: One plot, or two with more than one scenario, with names for files.
  public static func frontier(
    _ frontiers: [FrontierLine], of comparison: DesignComparison
  ) -> [(name: String, plot: LinePlot)] {
    let isOne = comparison.scenarioCount == 1
    func plot(_ label: String, _ figure: (FrontierLine) -> [Double]) -> LinePlot {
      LinePlot(
        title: "What more capital buys",
        subtitle: comparison.scenarioSet
          + (isOne ? "" : ", \(comparison.scenarioCount) scenarios")
          + "; every design scaled, its shape kept",
        axis: PlotAxis("locked capital", .usd), x: frontiers.first?.capitalUSD ?? [],
        panels: [
          Panel(
            PlotAxis(label, .usd),
            lines: lines(frontiers, figure))
        ])
    }
    let mean = plot(isOne ? "left to lenders" : "expected, left to lenders", \.uncoveredUSD)
    guard !isOne else { return [(FrontierPlot.name, mean)] }
    let tail = "left to lenders in the worst \(percent(1 - comparison.level)) %"
    return [
      (FrontierPlot.name, mean), ("\(FrontierPlot.name)-tail", plot(tail, \.tailValueAtRiskUSD)),
    ]
  }

  /// Solid lines first, so that dashes and dots show on those they coincide with.
  private static func lines(
    _ frontiers: [FrontierLine], _ figure: (FrontierLine) -> [Double]
  ) -> [Line] {
    let dashes: [PlotDash] = [.solid, .dashed, .dotted]
    let lines = frontiers.enumerated().map { place, line in
      Line(line.name, figure(line), place: place, dash: dashes[place % 3])
    }
    return dashes.flatMap { dash in lines.filter { $0.dash == dash } }
  }

  private static func percent(_ share: Double) -> String {
    let percent = (share * 1e6).rounded() / 1e4
    return percent == percent.rounded() ? "\(Int(percent))" : "\(percent)"
  }
}

/// One design's frontier, as it is drawn.
public struct FrontierLine: Hashable, Sendable {
  public var name: String
  public var capitalUSD: [Double]
  public var uncoveredUSD: [Double]
  public var tailValueAtRiskUSD: [Double]

  public init(
    _ name: String, capitalUSD: [Double], uncoveredUSD: [Double], tailValueAtRiskUSD: [Double]
  ) {
    self.name = name
    self.capitalUSD = capitalUSD
    self.uncoveredUSD = uncoveredUSD
    self.tailValueAtRiskUSD = tailValueAtRiskUSD
  }
}
