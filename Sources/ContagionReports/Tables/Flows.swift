import ContagionModel
import OrderedCollections

extension ReportTable {
  /// Every movement of the ledger, summed by round, parties and asset.
  static let flows = ReportTable(
    "flows", title: "Flows",
    summary: "What moved from whom to whom in each round, by the ledger, at the prices of the"
      + " round; round 0 is the shock. A seizure or a write-off moves a claim or a debt, no token.",
    columns: [
      .count("round", "round") { $0.key.round },
      .text("kind", "kind") { $0.key.kind.rawValue },
      .text("from", "from") { $0.from.label },
      .text("fromChain", "from chain") { $0.from.chain },
      .text("to", "to") { $0.to.label },
      .text("toChain", "to chain") { $0.to.chain },
      .text("asset", "asset") { $0.asset },
      .number("moved", "moved", .units) { $0.units },
      .number("moved", "moved", .usd) { $0.usd },
    ] as [TableColumn<FlowRow>],
    rows: { study in FlowRow.all(study.joint) })
}

private struct FlowRow: Sendable {
  struct Key: Hashable, Sendable {
    let round: Int
    let kind: LedgerEntry.Kind
    let from: Int
    let to: Int
    let asset: Int
  }

  let key: Key
  let from: Party
  let to: Party
  let asset: String
  var units: Double
  var usd: Double

  static func all(_ cascade: Cascade) -> [FlowRow] {
    var rows: OrderedDictionary<Key, FlowRow> = [:]
    for entry in cascade.ledger {
      let key = Key(
        round: entry.round, kind: entry.kind, from: entry.from, to: entry.to, asset: entry.asset)
      rows[
        key,
        default: FlowRow(
          key: key, from: cascade.parties[entry.from], to: cascade.parties[entry.to],
          asset: cascade.assets[entry.asset].asset.name, units: 0, usd: 0)
      ].add(entry)
    }
    return Array(rows.values)
  }

  private mutating func add(_ entry: LedgerEntry) {
    units += entry.units
    usd += entry.amountUSD
  }
}
