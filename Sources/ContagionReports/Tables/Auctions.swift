import ContagionModel

extension ReportTable {
  /// What became of the lots that protocols put up for auction.
  static let auctions = ReportTable(
    "auctions", title: "Auctions",
    summary: "Lots by protocol: for nothing are those that nobody with cash and block space bid on"
      + " in time; their debt at the oracle, their collateral at the market when they went.",
    columns: [
      .text("protocol", "protocol") { $0.lendingProtocol.name },
      .text("mechanism", "mechanism") { $0.mechanism },
      .count("started", "lots", total: .sum) { $0.started },
      .count("ended", "gone", total: .sum) { $0.ended },
      .count("open", "unsold", total: .sum) { $0.open },
      .count("forNothing", "for nothing", total: .sum) { $0.forNothing },
      .number("shareForNothing", "share", .share) {
        $0.ended > 0 ? Double($0.forNothing) / Double($0.ended) : nil
      },
      .number("debtForNothing", "debt of those", .usd, total: .sum) { $0.debtForNothingUSD },
      .number("collateralForNothing", "collateral of those", .usd, total: .sum) {
        $0.collateralForNothingUSD
      },
    ] as [TableColumn<AuctionCount>],
    rows: { $0.joint.auctions })
}
