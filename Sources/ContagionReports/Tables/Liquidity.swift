import ContagionModel

extension ReportTable {
  /// Whether pools could take what was sold.
  static let liquidity = ReportTable(
    "liquidity", title: "Liquidated volume against depth",
    summary: "What liquidators sold into each pool, beside what moves its price by 2 % and by 10 %"
      + " when sold at once right after the shock.",
    columns: [
      .text("pool", "pool") { $0.pool.name },
      .text("asset", "asset sold") { $0.asset.name },
      .number("sold", "sold", .usd, total: .sum) { $0.soldUSD },
      .number("depthAt2Percent", "depth at 2 %", .usd) { $0.depthAt2PercentUSD },
      .number("depthAt10Percent", "depth at 10 %", .usd) { $0.depthAt10PercentUSD },
      .number("soldToDepthAt10Percent", "sold ÷ depth at 10 %", .ratio) {
        $0.soldUSD / $0.depthAt10PercentUSD
      },
    ] as [TableColumn<PoolDepth>],
    rows: { study in study.joint.poolDepths })
}
