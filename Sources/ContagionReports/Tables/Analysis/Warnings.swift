public import ContagionModel

extension Table {
  /// Early warnings, one row per collateral asset.
  public init(warnings: EarlyWarnings) {
    let radius = warnings.branching.spectralRadius
    self.init(
      name: "warnings", title: "Early warnings",
      caption: "Before any shock. R(P) is what a sale sets off per unit sold: from 1 on a fall"
        + " feeds itself; the cliff is the nearest fall at which it does. Falls in steps of"
        + " \(TableDisplay.plain(warnings.resolution * 100)) %. All assets together: spectral radius"
        + " \(TableDisplay.plain((radius * 1e4).rounded() / 1e4)) over a fall of"
        + " \(TableDisplay.plain(warnings.window * 100)) %; below 1 a small fall dies out.",
      columns: [
        .text("asset", "asset") { $0.asset.name },
        .number("price", "price", .usdPerUnit) { $0.priceUSD },
        .number("collateral", "collateral", .usd) { $0.collateralUSD },
        .number("depthAt10Percent", "depth at 10 %", .usd) { $0.depthAt10PercentUSD },
        .number("collateralToDepth", "collateral ÷ depth", .ratio) {
          $0.collateralUSD / $0.depthAt10PercentUSD
        },
        .number("firstCall", "fall to the first call", .share) { $0.firstCall },
        .number("cliff", "fall to the cliff", .share) { $0.cliff },
        .number("peakRatio", "largest R(P)", .ratio) { $0.peak?.ratio },
        .number("peakFall", "at a fall of", .share) { $0.peak?.fall },
        .number("hhi", "HHI of accounts", .ratio) { $0.byAccount.index },
        .number("top5", "five largest accounts", .share) { $0.byAccount.top(5) },
      ] as [TableColumn<EarlyWarnings.AssetWarning>],
      rows: warnings.assets)
  }

  /// Liquidation density and R(P) along the price of each asset.
  public init(priceAxis warnings: EarlyWarnings) {
    typealias Row = (asset: AssetID, step: EarlyWarnings.Step)
    self.init(
      name: "price-axis", title: "Along the price",
      caption: "What falls due between one fall and the next.",
      columns: [
        .text("asset", "asset") { $0.asset.name },
        .number("fall", "fall", .share) { $0.step.fall },
        .number("price", "price", .usdPerUnit) { $0.step.priceUSD },
        .number("density", "falls due per USD", .units) { $0.step.unitsPerUSD },
        .number("due", "falls due per point", .usd) { $0.step.dueUSD },
        .number("branching", "R(P)", .ratio) { $0.step.ratio },
      ] as [TableColumn<Row>],
      rows: warnings.assets.flatMap { asset in asset.steps.map { (asset.asset, $0) } })
  }

  /// How much two protocols would sell into the same markets.
  public init(overlap: PortfolioOverlap) {
    let pairs = overlap.holders.indices.flatMap { first in
      overlap.holders.indices.filter { $0 > first }.map { (first, $0) }
    }
    self.init(
      name: "overlap", title: "Overlap of protocols",
      caption: "Collateral held against the same depth (Cont and Schaanning's Ω, USD) and the"
        + " cosine of both mixes; largest first.",
      columns: [
        .text("first", "protocol") { overlap.holders[$0.0] },
        .text("second", "and") { overlap.holders[$0.1] },
        .number("overlap", "Ω", .usd) { overlap.liquidityWeighted($0.0, $0.1) },
        .number("cosine", "cosine", .ratio) { overlap.cosine($0.0, $0.1) },
      ] as [TableColumn<(Int, Int)>],
      rows: pairs.sorted {
        overlap.liquidityWeighted($0.0, $0.1) > overlap.liquidityWeighted($1.0, $1.1)
      })
  }
}
