import ContagionFiles
public import ContagionModel
import OrderedCollections

/// Claims as neva lists them, with balance sheets where they are given.
///
/// `exposures_list.csv` has `lender`, `borrower` and `amount`; `balance_sheets.csv`
/// has `bank_name`, `external_asset` and `external_liabilities`. Every bank
/// becomes an issuer of zero equity: external creditors are an account with a claim
/// beside those of the banks, and so is equity, which in neva bears losses first;
/// the report says how much that is. `sigma_equity` and `maturity` are for
/// valuations before a default and are not used.
public struct NevaExposures: NetworkImporter {
  public static let name = "neva"
  public static let summary = "Claims between banks as lender, borrower, amount; balance sheets."
  public static let source = "neva, exposures_list.csv and balance_sheets.csv"
  public static let signatures = [
    Signature.columns(["lender", "borrower", "amount"]),
    .columns(["bank_name", "external_asset", "external_liabilities"]),
  ]

  public init(_ values: RuleValues) {}

  public func read(
    _ files: [SourceFile], _ options: ImportOptions, into draft: inout BookDraft
  ) throws(ImportError) {
    var graph = ClaimGraph()
    var sheets: OrderedDictionary<String, (assets: Double, debts: Double)> = [:]
    for file in files {
      if try FileHead(file).columns.contains("bank_name") {
        try readSheets(file, &sheets, &graph, &draft)
      } else {
        try readClaims(file, options, &graph, &draft)
      }
    }
    var equity = 0.0
    let sums = graph.sums
    for (name, sheet) in sheets {
      let own = sheet.assets + (sums.held[name] ?? 0)
      let owed = sheet.debts + (sums.owed[name] ?? 0)
      equity += max(0, own - owed)
      graph.party(name, Place(file: "", line: 1, column: 1)) { party in
        party.outsideAssets = sheet.assets
        if sheet.debts > 0 { party.outsideClaims["external creditors"] = sheet.debts }
        if own > owed { party.outsideClaims["owners"] = own - owed }
      }
    }
    if equity > 0 {
      draft.remarks.append(
        "equity of \(Wording.number(equity)) USD cannot bear losses first: an issuer has none, so"
          + " 'owners' share every loss with the creditors")
    }
    graph.finish(into: &draft)
    draft.title = "Claims between \(graph.parties.count) parties"
  }

  private func readClaims(
    _ file: SourceFile, _ options: ImportOptions, _ graph: inout ClaimGraph,
    _ draft: inout BookDraft
  ) throws(ImportError) {
    try SourceTable.read(file, header: { _ in }) { row throws(ImportError) in
      draft.readRow()
      guard let lender = row.text("lender"), let borrower = row.text("borrower") else {
        let column = row.text("lender") == nil ? "lender" : "borrower"
        return draft.fault(row.place(column), "a row without '\(column)'")
      }
      guard let amount = draft.number(row.text("amount"), "amount", row.place("amount")) else {
        return
      }
      graph.add(
        lender, on: borrower, amount, row.place("amount"), adds: options.sumsRows, to: &draft)
    }
  }

  private func readSheets(
    _ file: SourceFile, _ sheets: inout OrderedDictionary<String, (assets: Double, debts: Double)>,
    _ graph: inout ClaimGraph, _ draft: inout BookDraft
  ) throws(ImportError) {
    var unused: [String] = []
    try SourceTable.read(
      file,
      header: { names throws(ImportError) in
        unused = names.filter { ["sigma_equity", "maturity"].contains($0) }
      },
      row: { row throws(ImportError) in
        draft.readRow()
        guard let name = row.text("bank_name") else {
          return draft.fault(row.place("bank_name"), "a row without 'bank_name'")
        }
        guard sheets[name] == nil else {
          return draft.fault(row.place("bank_name"), "bank '\(name)' is here twice")
        }
        var amounts: [Double] = []
        for column in ["external_asset", "external_liabilities"] {
          guard let value = draft.number(row.text(column), column, row.place(column)) else {
            return
          }
          guard value >= 0 else {
            return draft.fault(
              row.place(column), "\(column) is \(Wording.number(value)); accepted: 0 or more")
          }
          amounts.append(value)
        }
        sheets[name] = (amounts[0], amounts[1])
        graph.party(name, row.place("bank_name"))
        draft.keepRow(draft.rowsRead)
      })
    if !unused.isEmpty {
      draft.remarks.append("not used: \(unused.joined(separator: ", "))")
    }
  }
}
