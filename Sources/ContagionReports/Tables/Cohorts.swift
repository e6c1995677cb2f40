public import ContagionModel

extension Table {
  /// What a book in cohorts keeps, and how far its at-risk curves are off.
  public init(cohorts report: CohortReport) {
    self.init(
      name: "cohorts", title: "At-risk curves of the cohorts",
      caption: "\(report.accounts) accounts became \(report.cohorts), of"
        + " \(report.smallestCohort) or more each; units of every asset are kept. One asset falls"
        + " alone, by 1 % to 50 %: the point where the debt below health 1 is furthest off.",
      columns: [
        .text("asset", "asset") { $0.asset.name },
        .number("fall", "fall", .share) { $0.fall },
        .number("accounts", "debt at risk, accounts", .usd) { $0.accountsUSD },
        .number("cohorts", "debt at risk, cohorts", .usd) { $0.cohortsUSD },
        .difference("error", "error", .usd) { $0.cohortsUSD - $0.accountsUSD },
        .number("error", "error of all debt", .share) { $0.errorUSD / report.debtUSD },
      ] as [TableColumn<CohortReport.Point>],
      rows: report.worst)
  }

  /// What the accounts hold and owe, before and after.
  public init(totalsOf report: CohortReport, after: (collateralUSD: Double, debtUSD: Double)) {
    let lines = [
      (what: "collateral", before: report.collateralUSD, after: after.collateralUSD),
      (what: "debt", before: report.debtUSD, after: after.debtUSD),
    ]
    self.init(
      name: "totals", title: "Totals", caption: "At the oracles' prices.",
      columns: [
        .text("what", "sum of") { $0.what },
        .number("accounts", "accounts", .usd) { $0.before },
        .number("cohorts", "cohorts", .usd) { $0.after },
      ] as [TableColumn<(what: String, before: Double, after: Double)>],
      rows: lines)
  }
}
