import ContagionFiles
public import ContagionModel
import OrderedCollections

/// Markets and positions of Messari's lending schema.
///
/// Balances are integers in token units, scaled by the token's `decimals`;
/// thresholds, penalties and LTV are percent. Sides are `LENDER` (or
/// `COLLATERAL`) and `BORROWER`; a lender's position is collateral if
/// `isCollateral` is true or not given and the market has a threshold. Closed
/// positions (`timestampClosed`) are left out. The market's own totals stand
/// beside the positions'. No real export was at hand: this follows schema 3.x.
public struct MessariSubgraph: NetworkImporter {
  public static let name = "messari"
  public static let summary = "Markets and positions of a Messari lending subgraph."
  public static let source = "Messari lending schema 3.x; no real export was at hand"
  public static let signatures = [
    Signature.members(["markets", "inputToken", "liquidationThreshold", "positions"])
  ]

  private struct Market {
    var asset: AssetID
    var decimals: Int
    var threshold: Double
  }

  public init(_ values: RuleValues) {}

  public func read(
    _ files: [SourceFile], _ options: ImportOptions, into draft: inout BookDraft
  ) throws(ImportError) {
    let venue = options.name
    draft.venues[venue] = LendingProtocol(
      kind: .pooled,
      liquidation: RuleChoice("fixed-spread", ["closeFactor": .rule(RuleChoice("plain"))]),
      recognition: .deficit, reserves: [:])
    for file in files {
      let root = try JSONText.root(of: try file.bytes(), in: file.path)
      let data = root["data"] ?? root
      var markets: [String: Market] = [:]
      for node in data["markets"]?.elements ?? [] {
        guard let id = draft.text(node, "id", in: file.path),
          let market = market(node, venue, file.path, &draft)
        else { continue }
        markets[id] = market
      }
      var positions = (data["positions"]?.elements ?? []).map { ($0, nil as String?) }
      for node in data["markets"]?.elements ?? [] {
        for position in node["positions"]?.elements ?? [] {
          positions.append((position, node["id"]?.spelling))
        }
      }
      for (position, within) in positions {
        draft.readRow()
        add(position, within, markets, venue, file.path, &draft)
      }
    }
  }

  private func market(
    _ node: JSONNode, _ venue: String, _ file: String, _ draft: inout BookDraft
  ) -> Market? {
    guard let token = node["inputToken"], let symbol = draft.text(token, "symbol", in: file),
      let decimals = draft.decimals(token, in: file),
      let threshold = draft.number(node, "liquidationThreshold", decimals: 2, in: file),
      let penalty = draft.number(
        node, "liquidationPenalty", decimals: 2, in: file, optional: true)
    else {
      if node["inputToken"] == nil {
        draft.fault(node.place(in: file), "a market needs 'inputToken'")
      }
      return nil
    }
    let asset = draft.asset(symbol, address: token["id"]?.spelling)
    draft.venues[venue]?.reserves[asset] = Reserve(
      liquidationThreshold: threshold > 0 ? threshold : nil, bonus: penalty)
    if node["inputTokenPriceUSD"]?.isNull == false {
      let price = draft.number(node, "inputTokenPriceUSD", in: file)
      draft.assets[asset]?.priceUSD = price
    }
    if node["inputTokenBalance"]?.isNull == false,
      let units = draft.number(node, "inputTokenBalance", decimals: decimals, in: file)
    {
      draft.statedUnits["\(threshold > 0 ? "collateral" : "deposit") of \(asset)"] = units
    }
    if node["variableBorrowedTokenBalance"]?.isNull == false,
      let units = draft.number(node, "variableBorrowedTokenBalance", decimals: decimals, in: file)
    {
      draft.statedUnits["debt of \(asset)"] = units
    }
    return Market(asset: asset, decimals: decimals, threshold: threshold)
  }

  private func add(
    _ node: JSONNode, _ within: String?, _ markets: [String: Market], _ venue: String,
    _ file: String, _ draft: inout BookDraft
  ) {
    let place = node.place(in: file)
    let id = within ?? node["market"]?["id"]?.spelling ?? node["market"]?.spelling
    guard let id, let market = markets[id] else {
      return draft.fault(
        place,
        "the position's market '\(id ?? "")' is not in the file; accepted: the id of one of its"
          + " \(markets.count) markets")
    }
    guard let account = node["account"]?["id"]?.spelling ?? node["account"]?.spelling else {
      return draft.fault(place, "a position needs 'account'")
    }
    if node["timestampClosed"]?.isNull == false { return draft.drop("closed position") }
    guard
      let units = draft.number(node, "balance", decimals: market.decimals, in: file),
      let sideText = draft.text(node, "side", in: file)
    else { return }
    let side: AccountBook.Side
    switch sideText {
    case "BORROWER": side = .debt
    case "COLLATERAL": side = .collateral
    case "LENDER", "SUPPLIER":
      let isCollateral = node["isCollateral"]?.truth ?? true
      side = isCollateral && market.threshold > 0 ? .collateral : .deposit
    default:
      return draft.fault(
        (node["side"] ?? node).place(in: file),
        "'side' is '\(sideText)'; accepted: LENDER, COLLATERAL, BORROWER")
    }
    guard units != 0 else { return draft.drop("no balance") }
    draft.add(
      Array(account.utf8), at: venue, side, market.asset, units: units, place: place)
  }
}
