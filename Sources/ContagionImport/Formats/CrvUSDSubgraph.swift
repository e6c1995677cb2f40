import ContagionFiles
public import ContagionModel
import OrderedCollections

/// crvUSD markets with loans and bands, as snapshots of Curve's subgraph.
///
/// A market becomes a CDP protocol that issues crvUSD; a loan an account with
/// its collateral, its debt and, where soft liquidation has converted part of
/// it, crvUSD beside its collateral. Threshold: 1 − `liquidation_discount`. The
/// market's `totalDebt` and `totalCollateral` are put beside the loans' sums,
/// and so are the bands'.
///
/// A network file holds no bands: no pool formula and no liquidation rule has
/// them. So loans are closed whole below their threshold instead of being
/// converted band by band; the report says how many bands of each market hold
/// something, between which oracle prices, and how much of it is collateral.
public struct CrvUSDSubgraph: NetworkImporter {
  public static let name = "crvusd-subgraph"
  public static let summary = "crvUSD markets: loans, bands and oracle prices."
  public static let source =
    "Curve subgraph snapshots in xenophonlabs/crvUSDrisk, 30 January 2024"
  public static let signatures = [
    Signature.members(["llamma_params"]),
    .members(["controller_params", "stableswap_pools_params"]),
  ]

  public init(_ values: RuleValues) {}

  public func read(
    _ files: [SourceFile], _ options: ImportOptions, into draft: inout BookDraft
  ) throws(ImportError) {
    let stable = draft.asset("crvUSD")
    for file in files {
      let root = try JSONText.root(of: try file.bytes(), in: file.path)
      let path = file.path
      let llamma = root["llamma_params"] ?? root
      guard let symbol = draft.text(llamma, "collateral_symbol", in: path),
        let price = draft.number(llamma, "oracle_price", in: path),
        let controller = root["controller_params"],
        let discount = draft.number(controller, "liquidation_discount", in: path),
        let address = draft.text(llamma, "address", in: path)
      else { continue }
      let asset = draft.asset(symbol, address: llamma["collateral_address"]?.spelling)
      draft.assets[asset]?.priceUSD = price
      let base = "crvusd-\(symbol)"
      let venue = draft.venues[base] == nil ? base : "\(base)-\(address.prefix(6))"
      draft.venues[venue] = LendingProtocol(
        kind: .cdp,
        liquidation: RuleChoice(
          "fixed-spread", ["closeFactor": .rule(RuleChoice("full")), "bonus": .number(discount)]),
        recognition: .none,
        reserves: [
          asset: Reserve(liquidationThreshold: 1 - discount),
          stable: Reserve(liquidationThreshold: 1 - discount),
        ])
      addLoans(root, venue, asset, stable, path, &draft)
    }
  }

  private func addLoans(
    _ root: JSONNode, _ venue: String, _ asset: AssetID, _ stable: AssetID, _ file: String,
    _ draft: inout BookDraft
  ) {
    var read = (collateral: 0.0, debt: 0.0, stable: 0.0)
    for loan in root["userStates"]?.elements ?? [] {
      draft.readRow()
      guard let user = loan["user"]?["id"]?.spelling ?? loan["user"]?.spelling else {
        draft.fault(loan.place(in: file), "a loan without 'user'")
        continue
      }
      guard let collateral = draft.number(loan, "collateral", in: file),
        let converted = draft.number(loan, "stablecoin", in: file, optional: true),
        let debt = draft.number(loan, "debt", in: file)
      else { continue }
      read = (read.collateral + collateral, read.debt + debt, read.stable + converted)
      guard collateral != 0 || debt != 0 || converted != 0 else {
        draft.drop("neither collateral nor debt")
        continue
      }
      let place = loan.place(in: file)
      for (side, token, units) in [
        (AccountBook.Side.collateral, asset, collateral), (.collateral, stable, converted),
        (.debt, stable, debt),
      ] where units != 0 {
        draft.add(Array(user.utf8), at: venue, side, token, units: units, place: place)
      }
    }
    let bands = Bands(root, file, &draft)
    let stated = { (name: String) in root[name]?.spelling }
    for (measure, unit, sum, total) in [
      ("\(venue): debt of loans", "crvUSD", read.debt, stated("totalDebt")),
      ("\(venue): collateral of loans", asset.name, read.collateral, stated("totalCollateral")),
    ] {
      let place = (root["totalDebt"] ?? root).place(in: file)
      draft.checks.append(
        .init(
          measure: measure, unit: unit, read: sum,
          stated: total.flatMap { draft.number($0, measure, place) }))
    }
    if root["bands"] != nil {
      draft.remarks.append(bands.remark(venue, asset, stable))
      draft.checks.append(
        .init(
          measure: "\(venue): collateral of loans, and in bands", unit: asset.name,
          read: read.collateral, stated: bands.collateral))
    }
  }
}

extension CrvUSDSubgraph {
  /// What the bands of a market hold together.
  private struct Bands {
    var collateral = 0.0
    var stable = 0.0
    var count = 0
    /// Oracle prices between which bands that hold something lie.
    var low = Double.infinity
    var high = 0.0

    init(_ root: JSONNode, _ file: String, _ draft: inout BookDraft) {
      for band in root["bands"]?.elements ?? [] {
        let own = draft.number(band, "collateral", in: file) ?? 0
        let converted = draft.number(band, "stableCoin", in: file) ?? 0
        guard own != 0 || converted != 0 else { continue }
        collateral += own
        stable += converted
        count += 1
        guard band["priceOracleDown"] != nil,
          let lower = draft.number(band, "priceOracleDown", in: file),
          let upper = draft.number(band, "priceOracleUp", in: file)
        else { continue }
        low = min(low, lower)
        high = max(high, upper)
      }
    }

    func remark(_ venue: String, _ asset: AssetID, _ debt: AssetID) -> String {
      let place =
        high > 0
        ? " between oracle prices of \(Wording.number(low)) and \(Wording.number(high))" : ""
      return "\(venue): \(count) band\(count == 1 ? " holds" : "s hold")"
        + " \(Wording.number(collateral)) \(asset) and \(Wording.number(stable)) \(debt)\(place);"
        + " a network file has no bands, so loans are closed whole below their threshold"
    }
  }
}
