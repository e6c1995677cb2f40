import ContagionModel

extension EnsembleTable {
  /// The figures of an ensemble on one page.
  static let summary = EnsembleTable(
    "summary", title: "Summary",
    summary: "Bad debt is realised and latent, less that of the same network without a shock;"
      + " ± is one standard error.",
    columns: [
      .text("measure", "measure") { $0.name },
      TableColumn(key: "value", title: "value", unit: nil) { $0.value },
      TableColumn(key: "standardError", title: "± s.e.", unit: nil) { $0.error },
      .text("unit", "unit") { $0.unit == .count ? nil : $0.unit.label },
      .text("meaning", "meaning") { $0.meaning },
    ] as [TableColumn<EnsembleMeasure>],
    rows: { EnsembleMeasure.rows($0) })

  /// VaR and ES of the total, in both conventions.
  static let tails = EnsembleTable(
    "tails", title: "Tail of the total bad debt",
    summary: "VaR is the smallest x with F(x) ≥ level, upper VaR with F(x) > level; ES is the mean"
      + " of the worst 1 − level with an atom counted in part, tail mean with it counted whole.",
    columns: [.number("level", "level", .share) { $0.level }]
      + estimate("valueAtRisk", "VaR", .usd) { $0.valueAtRisk }
      + [.number("upperValueAtRisk", "upper VaR", .usd) { $0.upperValueAtRisk }]
      + estimate("expectedShortfall", "ES", .usd) { $0.expectedShortfall }
      + [.number("tailMean", "tail mean", .usd) { $0.tailMean }]
      as [TableColumn<EnsembleSummary.Tail>],
    rows: { $0.total.tails })

  /// What the model takes from where.
  static let model = EnsembleTable(
    "model", title: "Scenario model",
    summary: "What the scenarios are drawn from.",
    columns: [
      .text("key", "key") { $0.key },
      .text("value", "value") { $0.value },
    ] as [TableColumn<EnsembleNote>],
    rows: { summary in
      let run = summary.run
      var rows = [
        EnsembleNote(key: "model", value: "\(run.model): \(run.modelTitle)"),
        EnsembleNote(key: "rule", value: run.modelRule),
        EnsembleNote(key: "source", value: run.modelSource),
        EnsembleNote(key: "seed", value: "\(run.seed)"),
        EnsembleNote(
          key: "scenarios",
          value: summary.isComplete
            ? "\(summary.scenarios)" : "\(summary.scenarios) of \(run.scenarios): partial"),
        EnsembleNote(
          key: "errors",
          value: run.isSampled
            ? "means: deviation / √n; VaR: Woodruff; ES: of the mean excess over the VaR;"
              + " shares: binomial; bands: Wilson, 95 %"
            : "none: the scenarios are given, not drawn"),
      ]
      rows += run.modelNotes.map { EnsembleNote(key: "takes", value: $0) }
      return rows
    })

  /// Every named choice.
  static let choices = EnsembleTable(
    "choices", title: "Choices", summary: "Every named choice of the runs.",
    columns: [
      .text("key", "choice") { $0.key },
      .text("value", "value") { $0.value },
    ] as [TableColumn<EnsembleNote>],
    rows: { summary in
      summary.run.choices.listed.map {
        EnsembleNote(key: $0.name, value: $0.value + ($0.isDefault ? "" : " *"))
      }
    })
}

private struct EnsembleNote: Sendable {
  let key: String
  let value: String
}

/// One line of the summary.
private struct EnsembleMeasure: Sendable {
  let name: String
  let value: TableCell
  let error: TableCell
  let unit: TableUnit
  let meaning: String

  init(_ name: String, _ estimate: Estimate, _ unit: TableUnit, _ meaning: String) {
    self.name = name
    value = .number(estimate.value, unit)
    error = .number(estimate.standardError, unit)
    self.unit = unit
    self.meaning = meaning
  }

  init(_ name: String, _ count: Int, _ meaning: String) {
    self.name = name
    value = .integer(count)
    error = .missing
    unit = .count
    self.meaning = meaning
  }

  static func rows(_ summary: EnsembleSummary) -> [EnsembleMeasure] {
    let total = summary.total
    var rows = [
      EnsembleMeasure(
        "scenarios", summary.scenarios,
        summary.isComplete
          ? "all that were asked for" : "PARTIAL: \(summary.run.scenarios) were asked for"),
      EnsembleMeasure(
        "chance of bad debt", total.probability, .share, "more than 1 USD in one scenario"),
      EnsembleMeasure("mean bad debt", total.mean, .usd, "of one scenario"),
    ]
    for tail in total.tails where tail.level == 0.95 || tail.level == 0.99 {
      let level = tail.level == 0.95 ? "95 %" : "99 %"
      rows.append(
        EnsembleMeasure(
          "VaR \(level)", tail.valueAtRisk, .usd,
          tail.level == 0.95 ? "the industry's VaR: net insolvent debt" : "of bad debt"))
      rows.append(
        EnsembleMeasure(
          "ES \(level)", tail.expectedShortfall, .usd, "mean of the worst scenarios"))
    }
    if let tail = summary.liquidated.tails.first(where: { $0.level == 0.95 }) {
      rows.append(
        EnsembleMeasure(
          "LaR 95 %", tail.valueAtRisk, .usd, "liquidations at risk: debt repaid by liquidators"))
    }
    rows += [
      EnsembleMeasure("mean liquidated", summary.liquidated.mean, .usd, "of one scenario"),
      EnsembleMeasure(
        "largest bad debt", Estimate(total.largest, standardError: .nan, count: 1), .usd,
        "of all scenarios"),
      EnsembleMeasure("cut short", summary.cutShort, "scenarios that met the round limit"),
    ]
    return rows
  }
}
