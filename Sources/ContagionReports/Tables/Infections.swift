import ContagionModel
import OrderedCollections

extension ReportTable {
  /// Who infected whom, as a matrix.
  static let infections = ReportTable(
    "infections", title: "Who infected whom",
    summary: "Loss passed from the party on the left to the party above, all channels together;"
      + " what is passed on again counts at every step, so the sum is no final loss."
  ) { study in
    let infections = study.joint.infections
    var cells: OrderedDictionary<String, [String: Double]> = [:]
    for infection in infections {
      cells[infection.from, default: [:]][infection.to, default: 0] += infection.lossUSD
    }
    let bearers = OrderedSet(infections.map(\.to))
    let columns: [TableColumn<InfectionRow>] =
      [.text("from", "from") { $0.from }]
      + bearers.map { bearer in
        TableColumn(name: "\(bearer) (USD)", title: bearer, unit: .usd, total: .sum) { row in
          row.lossUSD[bearer].map { .number($0, .usd) } ?? .missing
        }
      }
      + [
        .number("total", "total", .usd, total: .sum) { row in
          bearers.reduce(0) { $0 + (row.lossUSD[$1] ?? 0) }
        }
      ]
    return Table(
      columns: columns, rows: cells.map { InfectionRow(from: $0.key, lossUSD: $0.value) })
  }

  /// Who infected whom, through which channel.
  static let transmissions = ReportTable(
    "transmissions", title: "Transmissions",
    summary: "Loss passed from one party to another through one channel; what is passed on again"
      + " counts at every step.",
    columns: [
      .text("from", "from") { $0.from },
      .text("to", "to") { $0.to },
      .text("channel", "channel") { $0.channel.rawValue },
      .number("loss", "loss", .usd) { $0.lossUSD },
    ] as [TableColumn<Infection>],
    rows: { study in study.joint.infections })
}

private struct InfectionRow: Sendable {
  let from: String
  let lossUSD: [String: Double]
}
