import ContagionModel

extension ReportTable {
  /// The figures of a run on one page.
  static let summary = ReportTable(
    "summary", title: "Summary",
    summary: "Losses are those of final bearers, less those of the same network without a shock;"
      + " a positive figure is a loss.",
    columns: [
      .text("measure", "measure") { $0.name },
      TableColumn(key: "value", title: "value", unit: nil) { $0.value },
      .text("unit", "unit") { $0.unit },
      .text("meaning", "meaning") { $0.meaning },
    ] as [TableColumn<Measure>],
    rows: { study in Measure.losses(of: study.joint) + Measure.comparison(study) })
}

/// One line of the summary.
private struct Measure: Sendable {
  let name: String
  let value: TableCell
  let unit: String?
  let meaning: String?

  init(_ name: String, _ value: TableCell, _ meaning: String? = nil) {
    self.name = name
    self.value = value
    self.meaning = meaning
    unit =
      switch value {
      case .number(_, let unit), .difference(_, let unit): unit.label
      case .integer: "count"
      case .text, .missing: nil
      }
  }

  static func losses(of joint: Cascade) -> [Measure] {
    let direct = joint.directLossUSD
    let final = joint.finalLossUSD
    let credit = joint.losses.reduce(0) { sum, loss in
      joint.parties[loss.party].isFinalBearer ? sum + loss.creditUSD : sum
    }
    let opening = joint.choices.opening == .exclude ? "left alone" : "liquidated with the others"
    return [
      Measure("direct loss", .number(direct, .usd), "at post-shock prices, nothing liquidated"),
      Measure("cascade loss", .difference(final - direct, .usd), "final − direct"),
      Measure("final loss", .number(final, .usd), "credit + market"),
      Measure("credit loss", .number(credit, .usd), "lost claims"),
      Measure("market loss", .number(final - credit, .usd), "lower prices"),
      Measure("amplification", .number(joint.amplification, .ratio), "final ÷ direct"),
      Measure(
        "gross issuer loss", .number(joint.grossIssuerLossUSD, .usd),
        "passed on to holders; never added to the final loss"),
      Measure("bad debt realised", .number(joint.realizedBadDebtUSD, .usd), "written off"),
      Measure(
        "bad debt latent", .number(joint.latentBadDebtUSD, .usd),
        "debt above collateral of open accounts"),
      Measure("bad debt", .number(joint.badDebtUSD, .usd), "realised + latent"),
      Measure("liquidated", .number(joint.liquidatedUSD, .usd), "debt repaid by liquidators"),
      Measure("rounds", .integer(joint.rounds.count), "stopped: \(joint.stop.rawValue)"),
      Measure(
        "unhealthy at the opening", .integer(joint.openingUnhealthy), "accounts, \(opening)"),
      Measure(
        "their debt", .number(joint.openingUnhealthyDebtUSD, .usd), "not part of any loss above"),
    ]
  }

  static func comparison(_ study: Study) -> [Measure] {
    let joint = study.joint.badDebtUSD
    let frozen = study.noFeedback.badDebtUSD
    let isolated = study.isolatedBadDebtUSD
    return [
      Measure(
        "bad debt, no feedback", .number(frozen, .usd), "prices and NAVs frozen after the shock"),
      Measure("feedback", .difference(joint - frozen, .usd), "bad debt: joint − no feedback"),
      Measure(
        "bad debt, isolated", isolated.map { .number($0, .usd) } ?? .missing,
        "Σ over protocols, each with the others frozen"),
      Measure(
        "contagion", isolated.map { .difference(joint - $0, .usd) } ?? .missing,
        "bad debt: joint − Σ isolated"),
    ]
  }
}
