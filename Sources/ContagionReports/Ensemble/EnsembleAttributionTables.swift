import ContagionModel

extension EnsembleTable {
  /// Which shocks make the tail.
  static let drivers = EnsembleTable(
    "drivers", title: "Drivers of the tail",
    summary: "Shock sizes in the worst 1 % of the total bad debt against all scenarios; the shift"
      + " is in standard deviations, the share is its square over the sum of squares.",
    columns: [
      .text("target", "shock to") { $0.target },
      .number("mean", "mean", .ratio) { $0.mean },
      .number("standardDeviation", "deviation", .ratio) { $0.standardDeviation },
      .number("tailMean", "mean in the tail", .ratio) { $0.tailMean.value },
      .number("tailMeanError", "± s.e.", .ratio) { $0.tailMean.standardError },
      .difference("shift", "shift", .ratio) { $0.shift },
      .number("share", "share", .share) { $0.share },
      .difference("rankCorrelation", "rank correlation with the loss", .ratio) {
        $0.rankCorrelation
      },
    ] as [TableColumn<EnsembleSummary.Driver>],
    rows: { $0.drivers })

  /// What channels and company add.
  static let additions = EnsembleTable(
    "additions", title: "Joint run less others on the same shocks",
    summary: "'isolated' is joint − Σ isolated bad debt, signed; 'without' switches one channel"
      + " off. Means, chances of a sign, quantiles, and the mean in the worst 1 %.",
    columns: [.text("run", "run") { $0.name }]
      + [.difference("mean", "bad debt added", .usd) { $0.mean.value }]
      + [
        .number("meanError", "± s.e.", .usd) { $0.mean.standardError },
        .number("positive", "chance above 0", .share) { $0.positive.value },
        .number("negative", "chance below 0", .share) { $0.negative.value },
        .difference("quantile05", "5 %", .usd) { $0.quantiles[0] },
        .difference("quantile50", "median", .usd) { $0.quantiles[1] },
        .difference("quantile95", "95 %", .usd) { $0.quantiles[2] },
        .difference("tailMean", "in the worst 1 %", .usd) { $0.tailMean.value },
        .number("tailMeanError", "± s.e.", .usd) { $0.tailMean.standardError },
        .difference("finalLoss", "final loss added", .usd) { $0.finalLoss.value },
      ] as [TableColumn<EnsembleSummary.Addition>],
    rows: { $0.additions })

  /// The accounts behind the worst scenarios.
  static let contributors = EnsembleTable(
    "contributors", title: "Accounts behind the tail",
    summary: "Mean of what is written off at single accounts over the worst scenarios (up to 100),"
      + " largest first, and the share of those scenarios in which they leave any.",
    columns: [
      .text("account", "account") { $0.account },
      .text("protocol", "protocol") { $0.lendingProtocol.name },
      .number("badDebt", "mean written off", .usd) { $0.badDebtUSD },
      .number("frequency", "in", .share) { $0.frequency },
    ] as [TableColumn<EnsembleSummary.Contributor>],
    rows: { $0.contributors })

  /// What one protocol's loss says of another's.
  static let conditionals = EnsembleTable(
    "conditionals", title: "Given that one protocol loses",
    summary: "How likely and how large another protocol's bad debt is in the scenarios in which"
      + " the first loses more than the threshold.",
    columns: [
      .text("given", "given") { $0.given },
      .number("threshold", "loses more than", .usd) { $0.threshold },
      .count("scenarios", "scenarios") { $0.mean.count },
      .text("protocol", "protocol") { $0.name },
    ]
      + estimate("probability", "chance of bad debt", .share) { $0.probability }
      + [.number("unconditional", "without condition", .share) { $0.unconditional }]
      + estimate("mean", "mean bad debt", .usd) { $0.mean }
      as [TableColumn<EnsembleSummary.Conditional>],
    rows: { $0.conditionals })
}
