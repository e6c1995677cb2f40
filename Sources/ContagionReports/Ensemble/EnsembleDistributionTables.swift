import ContagionModel

extension EnsembleTable {
  private static func distributions(
    _ name: String, _ title: String, _ summary: String, _ key: String,
    _ rows: @escaping @Sendable (EnsembleSummary) -> [EnsembleSummary.Distribution]
  ) -> EnsembleTable {
    EnsembleTable(
      name, title: title, summary: summary,
      columns: [.text(key, key) { $0.name }]
        + estimate("probability", "chance of any", .share) { $0.probability }
        + estimate("mean", "mean", .usd) { $0.mean }
        + estimate("valueAtRisk95", "VaR 95 %", .usd) { $0.tail(0.95)?.valueAtRisk }
        + estimate("valueAtRisk99", "VaR 99 %", .usd) { $0.tail(0.99)?.valueAtRisk }
        + estimate("expectedShortfall99", "ES 99 %", .usd) { $0.tail(0.99)?.expectedShortfall }
        + [.number("largest", "largest", .usd) { $0.largest }]
        as [TableColumn<EnsembleSummary.Distribution>],
      rows: rows)
  }

  static let byProtocol = distributions(
    "by-protocol", "Bad debt by protocol",
    "Realised and latent; tails are each protocol's own and do not add up.", "protocol"
  ) { $0.byProtocol }

  static let byAsset = distributions(
    "by-asset", "Bad debt by asset", "By the asset that is owed.", "asset"
  ) { $0.byAsset }

  static let byChain = distributions(
    "by-chain", "Bad debt by chain", "By the chain of the protocol.", "chain"
  ) { $0.byChain }

  static let byParty = distributions(
    "by-party", "Final loss by party",
    "What bearers lose at the end, falling prices included; a negative figure is a gain.", "party"
  ) { $0.byParty }

  static let liquidated = distributions(
    "liquidated", "Liquidated debt by protocol",
    "What liquidators repay; its VaR 95 % is the industry's LaR.", "protocol"
  ) { [$0.liquidated] + $0.liquidatedByProtocol }

  /// What each protocol contributes to the tail.
  static let components = EnsembleTable(
    "components", title: "Expected shortfall by protocol",
    summary: "Euler contributions at 99 %: each protocol's mean bad debt in the worst 1 % of the"
      + " total; they sum to the total's ES.",
    columns: [.text("protocol", "protocol") { $0.name }]
      + [
        .number("expectedShortfall", "part of ES 99 %", .usd, total: .sum) {
          $0.expectedShortfall.value
        },
        .number("expectedShortfallError", "± s.e.", .usd) { $0.expectedShortfall.standardError },
        .number("share", "share", .share) { $0.share },
      ] as [TableColumn<EnsembleSummary.Component>],
    rows: { $0.components })

  /// The same by asset, chain and party.
  static let breakdowns = EnsembleTable(
    "components-by", title: "Expected shortfall by asset, chain and party",
    summary:
      "Euler contributions at 99 %: the mean in the worst 1 % of the total of that loss; those"
      + " of a kind sum to the total's ES. A party's negative figure is a gain.",
    columns: [
      .text("kind", "by") { $0.kind },
      .text("name", "name") { $0.component.name },
      .text("loss", "loss") { $0.loss },
      .number("expectedShortfall", "part of ES 99 %", .usd) {
        $0.component.expectedShortfall.value
      },
      .number("expectedShortfallError", "± s.e.", .usd) {
        $0.component.expectedShortfall.standardError
      },
      .number("share", "share", .share) { $0.component.share },
    ] as [TableColumn<BreakdownRow>],
    rows: { summary in
      summary.breakdowns.flatMap { part in
        part.components.map { BreakdownRow(kind: part.kind, loss: part.loss, component: $0) }
      }
    })

  /// How likely losses are passed.
  static let exceedance = EnsembleTable(
    "exceedance", title: "Exceedance",
    summary: "The probability of at least that loss, with a 95 % band (Wilson).",
    columns: [
      .text("curve", "curve") { $0.title },
      .number("loss", "loss", .usd) { $0.point.loss },
      .number("probability", "probability", .share) { $0.point.probability },
      .number("low", "low", .share) { $0.point.low },
      .number("high", "high", .share) { $0.point.high },
    ] as [TableColumn<ExceedanceRow>],
    rows: { summary in
      summary.exceedance.flatMap { curve in
        curve.points.map { ExceedanceRow(title: curve.title, point: $0) }
      }
    })

  /// The estimates from fewer scenarios.
  static let convergence = EnsembleTable(
    "convergence", title: "Convergence",
    summary: "The same figures from the first scenarios only; an error should halve when their"
      + " number is four times as large.",
    columns: [.count("scenarios", "scenarios") { $0.scenarios }]
      + estimate("mean", "mean bad debt", .usd) { $0.mean }
      + estimate("valueAtRisk99", "VaR 99 %", .usd) { $0.valueAtRisk }
      + estimate("expectedShortfall99", "ES 99 %", .usd) { $0.expectedShortfall }
      as [TableColumn<EnsembleSummary.Convergence>],
    rows: { $0.convergence })
}

private struct BreakdownRow: Sendable {
  let kind: String
  let loss: String
  let component: EnsembleSummary.Component
}

private struct ExceedanceRow: Sendable {
  let title: String
  let point: ExceedanceCurve.Point
}

extension EnsembleSummary.Distribution {
  func tail(_ level: Double) -> EnsembleSummary.Tail? { tails.first { $0.level == level } }
}
