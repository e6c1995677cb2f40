import ContagionFiles
public import ContagionModel
import OrderedCollections

/// Collateral types of Maker with their parameters and no vaults.
///
/// `mat` and `chop` are basis points; every ilk whose name is `TOKEN-X` becomes
/// a CDP protocol of its own with threshold `10000 / mat` and bonus
/// `chop / 10000`. Amounts owed are not in the file, so the network has no
/// accounts: it is made to be merged with a book. The debt ceilings are reported.
public struct MakerIlks: NetworkImporter {
  public static let name = "maker-ilks"
  public static let summary = "Maker's collateral types: thresholds, penalties, debt ceilings."
  public static let source = "sky spells test configuration, eight dates 2021 to 2026"
  public static let signatures = [Signature.columns(["ilk", "mat", "chop", "dust", "line"])]

  public init(_ values: RuleValues) {}

  public func read(
    _ files: [SourceFile], _ options: ImportOptions, into draft: inout BookDraft
  ) throws(ImportError) {
    let debt = draft.asset("DAI")
    var ceilings = 0.0
    for file in files {
      try SourceTable.read(file, header: { _ in }) { row throws(ImportError) in
        draft.readRow()
        guard let ilk = row.text("ilk") else {
          return draft.fault(row.place("ilk"), "a row without 'ilk'")
        }
        guard let ratio = draft.number(row.text("mat"), "mat", row.place("mat")),
          let penalty = draft.number(row.text("chop"), "chop", row.place("chop")),
          let line = draft.number(row.text("line"), "line", row.place("line")),
          let auto = draft.number(row.text("aL_line") ?? "0", "aL_line", row.place("aL_line"))
        else { return }
        guard ratio >= 10_000 else {
          return draft.drop("no collateral ratio of 100 % or more")
        }
        guard draft.venues[ilk] == nil else {
          return draft.fault(row.place("ilk"), "ilk '\(ilk)' is here twice")
        }
        ceilings += max(line, auto)
        let token = ilk.split(separator: "-").dropLast().joined(separator: "-")
        let asset = draft.asset(token.isEmpty ? ilk : token)
        draft.venues[ilk] = LendingProtocol(
          kind: .cdp,
          liquidation: RuleChoice(
            "fixed-spread",
            ["closeFactor": .rule(RuleChoice("full")), "bonus": .number(penalty / 10_000)]),
          recognition: .none,
          reserves: [asset: Reserve(liquidationThreshold: 10_000 / ratio), debt: Reserve()])
        draft.keepRow(draft.rowsRead)
      }
    }
    draft.checks.append(
      .init(measure: "debt ceilings", unit: "DAI", read: ceilings, stated: nil))
  }
}
