import ContagionFiles
public import ContagionModel
import OrderedCollections

/// Banks of the R package NetworkRiskMeasures: totals, and a matrix of claims
/// where one is given.
///
/// The table has `bank`, `assets` and `liabilities` within the system and
/// `buffer`; the matrix, as `write.csv` writes it, has the lender in its first column
/// and a column a borrower. Without a matrix who lent to whom is not known and
/// is not estimated: all claims go through one issuer, `interbank market`, which
/// holds what every bank owes and of which every bank holds what it lent, so that
/// a loss is shared in proportion to lending. The buffer is a holder beside the
/// creditors, since issuers have zero equity. `weights` is not used.
public struct NetworkRiskMeasures: NetworkImporter {
  public static let name = "networkriskmeasures"
  public static let summary = "Banks' assets, liabilities and buffers; a matrix of claims."
  public static let source = "NetworkRiskMeasures (R), sim_data, 125 banks"
  public static let signatures = [
    Signature.columns(["bank", "assets", "liabilities", "buffer"]), .columns([""]),
  ]

  private static let market = "interbank market"

  private struct Bank {
    var lent: Double
    var owed: Double
    var buffer: Double
    var place: Place
  }

  public init(_ values: RuleValues) {}

  public func read(
    _ files: [SourceFile], _ options: ImportOptions, into draft: inout BookDraft
  ) throws(ImportError) {
    var graph = ClaimGraph()
    var banks: OrderedDictionary<String, Bank> = [:]
    var hasMatrix = false
    for file in files {
      if try FileHead(file).columns.contains("bank") {
        try readBanks(file, &banks, &draft)
      } else {
        hasMatrix = true
        try readMatrix(file, &graph, &draft)
      }
    }
    for (name, bank) in banks {
      graph.party(name, bank.place) { party in
        if bank.buffer > 0 { party.outsideClaims["owners"] = bank.buffer }
      }
      guard !hasMatrix else { continue }
      graph.add(name, on: Self.market, bank.lent, bank.place, adds: false, to: &draft)
      graph.add(Self.market, on: name, bank.owed, bank.place, adds: false, to: &draft)
    }
    if hasMatrix {
      check(banks, graph, &draft)
    } else {
      draft.remarks.append(
        "who lent to whom is not in the file and is not estimated: claims go through one issuer,"
          + " '\(Self.market)', which shares every loss in proportion to lending")
    }
    let buffers = banks.values.reduce(0) { $0 + $1.buffer }
    if buffers > 0 {
      draft.remarks.append(
        "buffers of \(Wording.number(buffers)) USD cannot bear losses first: an issuer has no equity,"
          + " so 'owners' share every loss with the creditors")
    }
    graph.finish(into: &draft)
    draft.title = "\(banks.isEmpty ? graph.parties.count : banks.count) banks"
  }

  /// Puts the matrix's sums beside the totals of the table.
  private func check(
    _ banks: OrderedDictionary<String, Bank>, _ graph: ClaimGraph, _ draft: inout BookDraft
  ) {
    guard !banks.isEmpty else { return }
    let names = OrderedSet(banks.keys)
    for name in graph.parties.keys where !names.contains(name) {
      draft.remarks.append("'\(name)' is in the matrix and not in the table of banks")
    }
    let total = graph.claims.reduce(0) { $0 + $1.amount }
    for (measure, stated) in [
      ("claims in the matrix beside the banks' assets", banks.values.reduce(0) { $0 + $1.lent }),
      ("claims in the matrix beside their liabilities", banks.values.reduce(0) { $0 + $1.owed }),
    ] {
      draft.checks.append(.init(measure: measure, unit: "USD", read: total, stated: stated))
    }
  }

  private func readBanks(
    _ file: SourceFile, _ banks: inout OrderedDictionary<String, Bank>, _ draft: inout BookDraft
  ) throws(ImportError) {
    var hasWeights = false
    try SourceTable.read(
      file,
      header: { names throws(ImportError) in hasWeights = names.contains("weights") },
      row: { row throws(ImportError) in
        draft.readRow()
        guard let name = row.text("bank") else {
          return draft.fault(row.place("bank"), "a row without 'bank'")
        }
        guard banks[name] == nil else {
          return draft.fault(row.place("bank"), "bank '\(name)' is here twice")
        }
        var amounts: [Double] = []
        for column in ["assets", "liabilities", "buffer"] {
          guard let value = draft.number(row.text(column), column, row.place(column)) else {
            return
          }
          guard value >= 0 else {
            return draft.fault(
              row.place(column), "\(column) is \(Wording.number(value)); accepted: 0 or more")
          }
          amounts.append(value)
        }
        banks[name] = Bank(
          lent: amounts[0], owed: amounts[1], buffer: amounts[2], place: row.place("bank"))
        draft.keepRow(draft.rowsRead)
      })
    if hasWeights { draft.remarks.append("not used: weights") }
  }

  private func readMatrix(
    _ file: SourceFile, _ graph: inout ClaimGraph, _ draft: inout BookDraft
  ) throws(ImportError) {
    var names: [String] = []
    try SourceTable.read(
      file,
      header: { header throws(ImportError) in
        names = Array(header.dropFirst())
        guard Set(names).count == names.count else {
          throw .faults(
            [
              .init(
                Place(file: file.path, line: 1, column: 1), "the header names a borrower twice")
            ], more: 0)
        }
      },
      row: { row throws(ImportError) in
        draft.readRow()
        guard let lender = row.text("") else {
          return draft.fault(row.place(""), "a row of the matrix without its lender")
        }
        for borrower in names {
          guard
            let amount = draft.number(
              row.text(borrower), "\(lender), \(borrower)", row.place(borrower))
          else { continue }
          guard amount != 0 else { continue }
          graph.add(lender, on: borrower, amount, row.place(borrower), adds: false, to: &draft)
        }
        draft.keepRow(draft.rowsRead)
      })
  }
}
