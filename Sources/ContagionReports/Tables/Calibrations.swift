public import ContagionModel

extension Table {
  /// Pool formulas fitted to quotes, the best first.
  public init(fits: [DepthFit], quotes: Int) {
    self.init(
      name: "depth", title: "Depth by formula",
      caption:
        "\(quotes) quotes; least squares of the logarithm of average prices, the best first.",
      columns: [
        .text("formula", "formula") { $0.pool.formula.name },
        .text("fitted", "fitted") { $0.sizeName },
        .number("size", "size", .units) { $0.size },
        .number("price", "price at size 0", .ratio) { $0.price },
        .number("error", "error", .share) { $0.error },
        .number("worst", "worst quote", .share) { $0.worst },
      ] as [TableColumn<DepthFit>],
      rows: fits)
  }

  /// How each asset moves.
  public init(volatilities report: VolatilityReport, time: @escaping @Sendable (Double) -> String) {
    self.init(
      name: "volatility", title: "Volatility",
      caption:
        "Standard deviation of logarithmic returns over \(Int(report.stepSeconds.rounded())) s,"
        + " times √(year ÷ step); returns over gaps are left out.",
      columns: [
        .text("asset", "asset") { $0.asset.name },
        .count("prices", "prices") { $0.prices },
        .count("returns", "returns") { $0.returns },
        .number("volatility", "a year", .share) { $0.volatility },
        .count("gaps", "gaps") { $0.gaps.count },
        .text("longestGap", "longest gap") { asset in
          asset.gaps.max { $0.end - $0.start < $1.end - $1.start }
            .map { "\(time($0.start)) to \(time($0.end))" }
        },
      ] as [TableColumn<VolatilityReport.Asset>],
      rows: report.assets)
  }

  /// How pairs of assets move together.
  public init(correlations report: VolatilityReport) {
    self.init(
      name: "correlation", title: "Correlation",
      caption: "Of logarithmic returns, over the steps that both assets have.",
      columns: [
        .text("first", "asset") { $0.first.name },
        .text("second", "and") { $0.second.name },
        .count("returns", "returns") { $0.returns },
        .number("correlation", "correlation", .ratio) { $0.value },
      ] as [TableColumn<VolatilityReport.Correlation>],
      rows: report.correlations)
  }
}
