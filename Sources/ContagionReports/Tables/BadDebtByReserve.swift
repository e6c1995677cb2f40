import ContagionModel

extension ReportTable {
  /// What each reserve has lost.
  static let badDebt = ReportTable(
    "bad-debt", title: "Bad debt by reserve",
    summary: "Realised is written off because no collateral is left; latent is debt above the"
      + " collateral of accounts still open, at end economic prices.",
    columns: [
      .text("reserve", "reserve") { $0.reserve.description },
      .text("chain", "chain") { $0.chain },
      .number("realized", "realised", .units) { $0.realizedUnits },
      .number("realized", "realised", .usd, total: .sum) { $0.realizedUSD },
      .number("latent", "latent", .usd, total: .sum) { $0.latentUSD },
      .number("badDebt", "sum", .usd, total: .sum) { $0.totalUSD },
    ] as [TableColumn<BadDebt>],
    rows: { study in study.joint.badDebt })
}
