import ContagionModel

extension InsuranceTables {
  /// What payers' own sales and calls add to the loss.
  static func secondRound(_ cascades: [InsuredCascade]) -> Table {
    let rounds = cascades.map { Row(title: $0.programme.title, round: SecondRound($0)) }
    return Table(
      name: "second-round", title: "What the insurer's own selling adds",
      caption: "Every design in the run itself: what payers sell goes through the network's pools,"
        + " what is called leaves its reserves, and only bad debt that is new is settled again."
        + " Shrinkage is 1 less the largest ratio of new bad debt from one settlement to the next:"
        + " 0 or less means that no equilibrium is in sight. Net is what was paid less what it"
        + " added and cost.",
      columns: [
        .text("design", "design") { $0.title },
        .number("first", "bad debt of the shock", .usd) { $0.round.firstBadDebtUSD },
        .number("paid", "paid", .usd) { $0.round.paidUSD },
        .number("sold", "sold", .usd) { $0.round.soldUSD },
        .number("raised", "raised", .usd) { $0.round.raisedUSD },
        .number("withdrawn", "called out of reserves", .usd) { $0.round.withdrawnUSD },
        .number("added", "bad debt added", .usd) { $0.round.addedBadDebtUSD },
        .number("addedPerPaid", "added ÷ paid", .share) {
          $0.round.paidUSD > 0 ? $0.round.addedBadDebtUSD / $0.round.paidUSD : nil
        },
        .number("net", "net", .usd) {
          $0.round.paidUSD - $0.round.addedBadDebtUSD - $0.round.frictionUSD
        },
        .number("left", "left to lenders", .usd) { $0.round.uncoveredUSD },
        .count("settlements", "settlements") { $0.round.settlements },
        .number("shrinkage", "shrinkage", .share) { $0.round.contraction.map { 1 - $0 } },
        .text("stop", "stopped") { $0.round.stop.rawValue },
        .text("unsold", "not sold in the run") { row in
          row.round.unsold.isEmpty ? nil : row.round.unsold.joined(separator: "; ")
        },
      ] as [TableColumn<Row>],
      rows: rounds)
  }

  private struct Row {
    var title: String
    var round: SecondRound
  }

  /// The same over a scenario set, with errors where scenarios are draws.
  static func secondRounds(
    _ summaries: [SecondRoundSummary], _ comparison: DesignComparison
  ) -> Table {
    typealias Column = TableColumn<SecondRoundSummary>
    func estimate(
      _ name: String, _ title: String, _ unit: TableUnit = .usd,
      _ figure: @escaping @Sendable (SecondRoundSummary) -> Estimate?
    ) -> [Column] {
      let value = Column.number(name, title, unit) { figure($0)?.value }
      guard comparison.isSampled else { return [value] }
      return [value, .number("\(name)Error", "±", unit) { figure($0)?.standardError }]
    }
    let level = percent(comparison.level)
    var columns: [Column] = [.text("design", "design") { $0.programme.title }]
    columns += estimate("first", "bad debt of the shock") { $0.firstBadDebtUSD }
    columns += estimate("paid", "paid") { $0.paidUSD }
    columns += [
      .number("sold", "sold", .usd) { $0.soldUSD.value },
      .number("raised", "raised", .usd) { $0.raisedUSD.value },
      .number("withdrawn", "called out of reserves", .usd) { $0.withdrawnUSD.value },
    ]
    columns += estimate("added", "bad debt added") { $0.addedBadDebtUSD }
    columns += estimate("addedPerPaid", "added ÷ paid", .share) { $0.addedPerPaid }
    columns += estimate("net", "net") { $0.netUSD }
    columns += estimate("left", "left to lenders") { $0.uncoveredUSD }
    columns += estimate("tailLeft", "TVaR\(level) left") { $0.tailUncoveredUSD }
    columns += [
      .count("settlements", "settlements, most") { $0.mostSettlements },
      .number("leastShrinkage", "least shrinkage", .share) { $0.leastShrinkage },
    ]
    columns += estimate("lacksEquilibrium", "P(none in sight)", .share) { $0.lacksEquilibrium }
    columns += [
      .count("runs", "run again") { $0.runs },
      .text("unsold", "not sold in the run") { row in
        row.unsold.isEmpty ? nil : row.unsold.joined(separator: "; ")
      },
    ]
    return Table(
      name: "second-round", title: "What the insurer's own selling adds",
      caption: scope(comparison)
        + " Every scenario that a design settles is run again with it: what payers sell goes"
        + " through the network's pools, what is called leaves its reserves, and only bad debt that"
        + " is new is settled again. Shrinkage is 1 less the largest ratio of new bad debt from one"
        + " settlement to the next, here in the worst scenario: at 0 or less no equilibrium is in"
        + " sight there. Net is what was paid less what it added and cost.",
      columns: columns, rows: summaries)
  }
}
