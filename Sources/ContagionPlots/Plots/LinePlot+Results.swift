public import ContagionModel

extension LinePlot {
  /// Liquidatable debt with depth, and bad debt with and without feedback, of
  /// the whole network and each protocol.
  ///
  /// With a single protocol only the whole network is drawn.
  ///
  /// - Parameters:
  ///   - curves: The whole network first; at least one point.
  ///   - assets: What falls.
  ///   - network: Its title.
  ///   - choices: The choices in words.
  public init(
    curves: [LiquidationCurve], of assets: [AssetID], network: String, choices: String
  ) {
    let names = assets.map(\.name).joined(separator: " and ")
    let drawn = curves.count == 2 ? Array(curves.prefix(1)) : curves
    let falls = curves.first?.points.map(\.fall) ?? []
    var debt: [Line] = []
    var bad: [Line] = []
    for (place, curve) in drawn.enumerated() {
      // The whole network in black, protocols in colours.
      let color = place == 0 ? PlotPalette.black : place - 1
      debt.append(Line(curve.name, curve.points.map(\.liquidatableDebtUSD), place: color))
      bad.append(Line("\(curve.name), with feedback", curve.points.map(\.badDebtUSD), place: color))
      bad.append(
        Line(
          "\(curve.name), without", curve.points.map(\.gapBadDebtUSD), place: color, dash: .dashed)
      )
    }
    let depth = drawn.first?.points.map(\.depthUSD) ?? []
    if depth.contains(where: \.isFinite) {
      debt.append(Line("depth of pools to this fall", depth, place: 4, dash: .dotted))
    }
    self.init(
      title: "What a fall of \(names) puts at risk", subtitle: "\(network)\n\(choices)",
      axis: PlotAxis("fall of \(names)", .share), x: falls,
      panels: [
        Panel(PlotAxis("debt below health 1", .usd), lines: debt),
        Panel(PlotAxis("bad debt", .usd), lines: bad),
      ])
  }

  /// Losses along one field.
  public init(sweep: FieldSweep, network: String, choices: String) {
    let path = sweep.fields.first?.path ?? ""
    self.init(
      title: "Losses by \(path)", subtitle: "\(network)\n\(choices)", axis: PlotAxis(path, .plain),
      x: sweep.cells.compactMap(\.values.first),
      panels: [
        Panel(
          PlotAxis("bad debt", .usd),
          lines: [
            Line("bad debt", sweep.cells.map(\.badDebtUSD), place: 0),
            Line("of it realised", sweep.cells.map(\.realizedBadDebtUSD), place: 1, dash: .dashed),
          ]),
        Panel(
          PlotAxis("loss and volume", .usd),
          lines: [
            Line("final loss", sweep.cells.map(\.finalLossUSD), place: 2),
            Line("liquidated", sweep.cells.map(\.liquidatedUSD), place: 3),
          ]),
      ])
  }
}

extension HeatMapPlot {
  /// Bad debt over two fields, the first along the horizontal axis.
  public init(sweep: FieldSweep, network: String, choices: String) {
    let fields = sweep.fields
    let rows = fields.last?.values ?? []
    self.init(
      title: "Bad debt by two parameters", subtitle: "\(network)\n\(choices)",
      xAxis: PlotAxis(fields.first?.path ?? "", .plain),
      yAxis: PlotAxis(fields.last?.path ?? "", .plain), valueAxis: PlotAxis("bad debt", .usd),
      x: fields.first?.values ?? [], y: rows,
      values: rows.indices.map { row in
        (fields.first?.values.indices ?? 0..<0).map { column in
          sweep.cells[column * rows.count + row].badDebtUSD
        }
      })
  }
}

extension TornadoPlot {
  /// The parameters of largest swing.
  public init(
    sensitivities report: SensitivityReport, network: String, choices: String, most: Int = 20
  ) {
    let percent = (report.relativeBump * 1e6).rounded() / 1e4
    let shown = percent == percent.rounded() ? "\(Int(percent))" : "\(percent)"
    let loss =
      report.statistic == .mean
      ? "\(report.measure)" : "\(report.statistic) of \(report.measure)"
    self.init(
      title: "What moves the \(loss)", subtitle: "\(network)\n\(choices)",
      axis: PlotAxis("change of the \(loss)", .usd), lowLabel: "−\(shown) %",
      highLabel: "+\(shown) %",
      bars: report.rows.filter { $0.swingUSD > 0 && !report.isIdle($0) }.prefix(most).map {
        Bar($0.path, low: $0.changeBelowUSD, high: $0.changeAboveUSD)
      })
  }
}

extension BranchingPlot {
  /// The assets of largest R(P), at most four.
  public init(warnings: EarlyWarnings, network: String) {
    let assets = warnings.assets.filter { $0.peak != nil }
      .sorted { ($0.peak?.ratio ?? 0) > ($1.peak?.ratio ?? 0) }
    self.init(
      title: "Early warning along the price",
      subtitle: "\(network)\nbefore any shock; R(P) is what a sale sets off per unit sold",
      curves: assets.prefix(4).map { asset in
        Curve(
          asset.asset.name, falls: asset.steps.map(\.fall), ratios: asset.steps.map(\.ratio),
          dueUSD: asset.steps.map(\.dueUSD))
      })
  }
}
