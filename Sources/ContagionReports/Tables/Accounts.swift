import ContagionModel

extension ReportTable {
  /// The accounts that lost most.
  static let accounts = ReportTable(
    "accounts", title: "Largest losers",
    summary: "The accounts that lost the most equity, how often they were called, and the debt"
      + " they left behind.",
    totalLabel: "total of these",
    columns: [
      .text("account", "account") { $0.account },
      .text("protocol", "protocol") { $0.lendingProtocol.name },
      .number("openingHealth", "opening health factor", .ratio) { $0.openingHealth },
      .count("calls", "calls", total: .sum) { $0.calls },
      .number("repaid", "debt repaid", .usd, total: .sum) { $0.repaidUSD },
      .number("badDebt", "bad debt", .usd, total: .sum) { $0.badDebtUSD },
      .number("loss", "equity lost", .usd, total: .sum) { $0.lossUSD },
    ] as [TableColumn<AccountLoss>],
    rows: { study in study.joint.topAccounts })
}
