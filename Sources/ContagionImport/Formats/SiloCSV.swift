import ContagionFiles
public import ContagionModel
import OrderedCollections

/// Lenders of Silo markets and vaults, as the Stream episode's exports list
/// them.
///
/// A file of vaults has depositors, a file of markets lenders, among them the
/// vaults. A market becomes an isolated reserve and a vault an issuer whose
/// receipt its depositors hold and whose allocations are its positions in
/// markets. The two layers are not made equal but put side by side in the
/// report. A vault without any position holds its assets itself. Borrowers are not in the export.
public struct SiloCSV: NetworkImporter {
  public static let name = "silo-csv"
  public static let summary =
    "Depositors of Silo vaults and lenders of Silo markets, two layers of claims."
  public static let source = "silo-contracts-v2 test data of the Stream episode, November 2025"
  public static let signatures = [
    Signature.columns(["network_id", "vault", "account", "asset_symbol", "assets_normalized"]),
    .columns(["network_id", "market", "account", "asset_symbol", "assets_normalized"]),
  ]

  private struct Row {
    var chain: String
    var venue: String
    var account: String
    var asset: AssetID
    var units: Double
    var row: Int
    var place: Place
  }

  public init(_ values: RuleValues) {}

  public func read(
    _ files: [SourceFile], _ options: ImportOptions, into draft: inout BookDraft
  ) throws(ImportError) {
    var vaults: [Row] = []
    var markets: [Row] = []
    for file in files {
      let kind = try FileHead(file).columns.contains("vault") ? "vault" : "market"
      try SourceTable.read(file, header: { _ in }) { row throws(ImportError) in
        draft.readRow()
        let place = row.place("assets_normalized")
        guard
          let units = draft.number(row.text("assets_normalized"), "assets_normalized", place)
        else { return }
        guard let chain = row.text("network_id"), let venue = row.text(kind),
          let account = row.text("account"), let symbol = row.text("asset_symbol")
        else {
          return draft.fault(place, "a row needs network_id, \(kind), account and asset_symbol")
        }
        guard units != 0 else { return draft.drop("no assets") }
        let entry = Row(
          chain: chain, venue: Self.short(venue, chain), account: account,
          asset: draft.asset(Self.token(symbol, draft.options)), units: units,
          row: draft.rowsRead, place: place)
        if kind == "vault" { vaults.append(entry) } else { markets.append(entry) }
      }
    }
    addVaults(vaults, &draft)
    addMarkets(markets, &draft)
    draft.title = "Lenders of Silo markets and vaults"
  }

  /// BTC.b is BTC unless the user names it otherwise.
  private static func token(_ symbol: String, _ options: ImportOptions) -> String {
    symbol == "BTC.b" && options.assetNames[symbol] == nil ? "BTC" : symbol
  }

  /// `0x2ba39e` on the chain's number, which is enough to be told apart.
  private static func short(_ address: String, _ chain: String) -> String {
    "\(chain):\(address.lowercased().prefix(8))"
  }

  private func addVaults(_ rows: [Row], _ draft: inout BookDraft) {
    for row in rows {
      let name = "vault-\(row.venue)"
      let id = IssuerID(name)
      let receipt = draft.asset("share-\(row.venue)")
      if draft.issuers[id] == nil {
        draft.assets[receipt]?.kind = .receipt
        draft.assets[receipt]?.issuer = .issuer(id)
        draft.issuers[id] = Issuer(kind: .vault, supply: 0, chain: row.chain)
      }
      draft.issuers[id]?.supply += row.units
      draft.add(
        Array(row.account.utf8), at: name, .deposit, receipt, units: row.units, row: row.row,
        place: row.place)
    }
    for row in rows {
      let id = IssuerID("vault-\(row.venue)")
      guard let supply = draft.issuers[id]?.supply, draft.issuers[id]?.holdings.isEmpty == true
      else { continue }
      draft.issuers[id]?.holdings = [Holding(row.asset, supply)]
    }
  }

  private func addMarkets(_ rows: [Row], _ draft: inout BookDraft) {
    var claimed: OrderedDictionary<String, (asset: AssetID, units: Double)> = [:]
    for row in rows {
      let name = "silo-\(row.venue)"
      if draft.venues[name] == nil {
        draft.venues[name] = LendingProtocol(
          kind: .isolated, liquidation: RuleChoice("fixed-spread"), recognition: .sharePrice,
          reserves: [:], chain: row.chain)
      }
      if draft.venues[name]?.reserves[row.asset] == nil {
        draft.venues[name]?.reserves[row.asset] = Reserve()
      }
      let vault = IssuerID("vault-\(Self.short(row.account, row.chain))")
      guard draft.issuers[vault] != nil else {
        draft.add(
          Array(row.account.utf8), at: name, .deposit, row.asset, units: row.units, row: row.row,
          place: row.place)
        continue
      }
      draft.issuers[vault]?.allocations.append(
        Allocation(ReserveID(ProtocolID(name), row.asset), row.units))
      draft.keepRow(row.row)
      claimed[vault.name, default: (row.asset, 0)].units += row.units
    }
    for (vault, sum) in claimed {
      draft.issuers[IssuerID(vault)]?.holdings = []
      draft.checks.append(
        .init(
          measure: "\(vault): depositors, and its positions in markets", unit: sum.asset.name,
          read: draft.issuers[IssuerID(vault)]?.supply ?? 0, stated: sum.units))
    }
    var markets: OrderedDictionary<String, Double> = [:]
    for row in rows { markets[row.asset.name, default: 0] += row.units }
    for (asset, units) in markets {
      draft.checks.append(
        .init(measure: "claims on markets", unit: asset, read: units, stated: nil))
    }
    let losses = rows.map { ReserveID(ProtocolID("silo-\($0.venue)"), $0.asset) }
    if !losses.isEmpty {
      draft.shocks["total-loss"] = NamedShock(
        title: "Every market loses all that it lent",
        shocks: OrderedSet(losses).map { .issuerLossShare(.reserve($0), 1) })
    }
  }
}
