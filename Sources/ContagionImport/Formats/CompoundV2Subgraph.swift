public import ContagionModel
import OrderedCollections

/// Accounts of Compound v2 as its subgraph lists them.
///
/// `totalCollateralValueInEth` is weighted with collateral factors already and
/// `storedBorrowBalance` is the balance at the last touch; both are resolved as
/// ``WeightedBook`` says. Collateral factors and liquidation bonuses are not in
/// the file: they come with `--threshold` and `--bonus`, or with `--parameters`.
public struct CompoundV2Subgraph: NetworkImporter {
  public static let name = "compound-v2-subgraph"
  public static let summary = "Accounts and tokens of the Compound v2 subgraph, values in ETH."
  public static let source = "compound-v2-subgraph schema; a real sample of accounts"
  public static let signatures = [
    Signature.members(["accounts", "totalBorrowValueInEth", "cTokenBalance"])
  ]

  public init(_ values: RuleValues) {}

  public func read(
    _ files: [SourceFile], _ options: ImportOptions, into draft: inout BookDraft
  ) throws(ImportError) {
    let venue = "compound-v2"
    draft.venues[venue] = LendingProtocol(
      kind: .pooled,
      liquidation: RuleChoice("fixed-spread", ["closeFactor": .rule(RuleChoice("plain"))]),
      recognition: .none, reserves: [:])
    draft.numeraire = draft.asset("ETH")
    var book = WeightedBook()
    for file in files {
      let root = try JSONText.root(of: try file.bytes(), in: file.path)
      for account in (root["data"] ?? root)["accounts"]?.elements ?? [] {
        guard let id = draft.text(account, "id", in: file.path),
          let collateral = draft.number(account, "totalCollateralValueInEth", in: file.path),
          let debt = draft.number(account, "totalBorrowValueInEth", in: file.path)
        else { continue }
        book.addTotals(id.utf8, collateral: collateral, debt: debt)
        for token in account["tokens"]?.elements ?? [] {
          draft.readRow()
          guard let key = draft.text(token, "id", in: file.path),
            let symbol = draft.text(token, "symbol", in: file.path),
            let held = draft.number(token, "cTokenBalance", in: file.path),
            let owed = draft.number(token, "storedBorrowBalance", in: file.path)
          else { continue }
          guard held != 0 || owed != 0 else {
            draft.drop("neither collateral nor debt")
            continue
          }
          let asset = draft.asset(symbol, address: key.split(separator: "-").first.map(String.init))
          let place = token.place(in: file.path)
          for (side, units) in [(AccountBook.Side.collateral, held), (.debt, owed)] where units != 0
          {
            book.add(id.utf8, side, asset, units: units, row: draft.rowsRead, place)
          }
        }
      }
    }
    try book.finish(into: &draft, venue: venue)
  }
}
