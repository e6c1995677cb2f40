import ContagionModel

extension ReportTable {
  /// What the protocols' own payers pay, settlement by settlement.
  static let programme = ReportTable(
    "programme", title: "What the protocols' own programmes pay",
    summary: "Payers in order, once when the rounds are quiet and again for bad debt that their"
      + " sales bring; realised bad debt only. What nobody pays stays with the lenders.",
    columns: [
      .count("settlement", "settlement") { $0.settlement },
      .text("cover", "cover") { $0.cover },
      .text("layer", "layer") { $0.layer },
      .text("payer", "payer") { $0.payer },
      .number("capacity", "could pay", .usd) { $0.capacityUSD },
      .number("paid", "paid", .usd, total: .sum) { $0.paidUSD },
    ] as [TableColumn<ProgrammePayment>],
    rows: { $0.insured.map(payments) ?? [] })

  private static func payments(of insured: InsuredCascade) -> [ProgrammePayment] {
    insured.blocks.enumerated().flatMap { place, block in
      block.settlement.payments.filter { $0.capacityUSD != 0 }.map { payment in
        ProgrammePayment(
          settlement: place + 1, cover: payment.silo?.name, layer: payment.name,
          payer: payment.payer.rawValue, capacityUSD: payment.capacityUSD,
          paidUSD: payment.totalUSD)
      } + [
        ProgrammePayment(
          settlement: place + 1, cover: nil, layer: "nobody's", payer: "lenders",
          capacityUSD: nil, paidUSD: block.settlement.uncoveredUSD.reduce(0, +))
      ]
    }
  }
}

/// A line of the table: who pays what in one settlement.
private struct ProgrammePayment: Sendable {
  let settlement: Int
  let cover: String?
  let layer: String
  let payer: String
  let capacityUSD: Double?
  let paidUSD: Double
}
