import ContagionModel

extension ReportTable {
  /// Where prices went.
  static let prices = ReportTable(
    "prices", title: "Prices",
    summary: "Losses are valued at economic prices; a spot oracle reads the market price.",
    columns: [
      .text("asset", "asset") { $0.asset.name },
      .text("chain", "chain") { $0.chain },
      .number("openingPrice", "economic price, opening", .usdPerUnit) { $0.opening },
      .number("afterShockPrice", "economic price, after shock", .usdPerUnit) { $0.afterShock },
      .number("endPrice", "economic price, end", .usdPerUnit) { $0.end },
      .difference("priceChange", "economic change", .share) { $0.end / $0.opening - 1 },
      .number("marketOpeningPrice", "market price, opening", .usdPerUnit) { $0.marketOpening },
      .number("marketAfterShockPrice", "market price, after shock", .usdPerUnit) {
        $0.marketAfterShock
      },
      .number("marketEndPrice", "market price, end", .usdPerUnit) { $0.marketEnd },
      .difference("marketPriceChange", "market change", .share) {
        $0.marketEnd / $0.marketOpening - 1
      },
    ] as [TableColumn<AssetPrices>],
    rows: { study in study.joint.assets })
}
