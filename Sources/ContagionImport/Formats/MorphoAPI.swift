import ContagionFiles
public import ContagionModel
import OrderedCollections

/// Markets and positions of Morpho's API.
///
/// `lltv` has 18 decimals; positions are shares of the market:
/// assets = shares · (totalAssets + 1) / (totalShares + 10^6), the virtual
/// amounts of Morpho Blue's SharesMathLib. A market is a protocol of its own,
/// `morpho-COLLATERAL-LOAN`; idle markets without collateral keep their lenders.
/// The bonus is `min(0.15, 1 / (0.3·lltv + 0.7) − 1)`. No real export was at
/// hand: this follows the published schema.
public struct MorphoAPI: NetworkImporter {
  public static let name = "morpho-api"
  public static let summary = "Markets and market positions of the Morpho API."
  public static let source = "Morpho API and Morpho Blue SharesMathLib; no real export was at hand"
  public static let signatures = [
    Signature.members(["lltv", "loanAsset", "collateralAsset"])
  ]

  private struct Market {
    var venue: String
    var loan: AssetID
    var loanDecimals: Int
    var collateral: (asset: AssetID, decimals: Int)?
    var supply: (assets: Double, shares: Double)
    var borrow: (assets: Double, shares: Double)
  }

  public init(_ values: RuleValues) {}

  public func read(
    _ files: [SourceFile], _ options: ImportOptions, into draft: inout BookDraft
  ) throws(ImportError) {
    for file in files {
      let root = try JSONText.root(of: try file.bytes(), in: file.path)
      let data = root["data"] ?? root
      let path = file.path
      var markets: [String: Market] = [:]
      for node in (data["markets"]?["items"] ?? data["markets"])?.elements ?? [] {
        let key = node["marketId"] ?? node["uniqueKey"] ?? node["id"]
        guard let key = key?.spelling else {
          draft.fault(node.place(in: path), "a market needs 'marketId' or 'uniqueKey'")
          continue
        }
        markets[key] = market(node, key, path, &draft)
      }
      let positions = data["marketPositions"] ?? data["positions"]
      for node in (positions?["items"] ?? positions)?.elements ?? [] {
        draft.readRow()
        add(node, markets, path, &draft)
      }
    }
  }

  private func market(
    _ node: JSONNode, _ key: String, _ file: String, _ draft: inout BookDraft
  ) -> Market? {
    guard let loan = node["loanAsset"],
      let loanID = token(loan, file, &draft), let loanDecimals = draft.decimals(loan, in: file),
      let ratio = draft.number(node, "lltv", decimals: 18, in: file)
    else { return nil }
    let state = node["state"] ?? node
    guard
      let supplied = draft.number(state, "supplyAssets", decimals: loanDecimals, in: file),
      let supplyShares = draft.number(state, "supplyShares", in: file),
      let borrowed = draft.number(state, "borrowAssets", decimals: loanDecimals, in: file),
      let borrowShares = draft.number(state, "borrowShares", in: file)
    else { return nil }
    var collateral: (asset: AssetID, decimals: Int)?
    if let other = node["collateralAsset"], !other.isNull {
      guard let id = token(other, file, &draft), let decimals = draft.decimals(other, in: file)
      else { return nil }
      collateral = (id, decimals)
    }
    let base = "morpho-\(collateral?.asset.name ?? "idle")-\(loanID)"
    let venue = draft.venues[base] == nil ? base : "\(base)-\(key.prefix(6))"
    draft.venues[venue] = LendingProtocol(
      kind: .isolated,
      liquidation: RuleChoice("fixed-spread", ["closeFactor": .rule(RuleChoice("full"))]),
      recognition: .sharePrice, reserves: [loanID: Reserve()])
    if let collateral {
      draft.venues[venue]?.reserves[collateral.asset] = Reserve(
        liquidationThreshold: ratio, bonus: min(0.15, 1 / (0.3 * ratio + 0.7) - 1))
    }
    draft.statedUnits["debt of \(loanID)", default: 0] += borrowed
    draft.statedUnits["deposit of \(loanID)", default: 0] += supplied
    return Market(
      venue: venue, loan: loanID, loanDecimals: loanDecimals, collateral: collateral,
      supply: (supplied, supplyShares), borrow: (borrowed, borrowShares))
  }

  private func token(_ node: JSONNode, _ file: String, _ draft: inout BookDraft) -> AssetID? {
    guard let symbol = draft.text(node, "symbol", in: file) else { return nil }
    let asset = draft.asset(symbol, address: node["address"]?.spelling)
    if node["priceUsd"]?.isNull == false {
      let price = draft.number(node, "priceUsd", in: file)
      draft.assets[asset]?.priceUSD = price
    }
    return asset
  }

  private func add(
    _ node: JSONNode, _ markets: [String: Market], _ file: String, _ draft: inout BookDraft
  ) {
    let place = node.place(in: file)
    let key =
      node["market"]?["marketId"]?.spelling ?? node["market"]?["uniqueKey"]?.spelling
      ?? node["market"]?["id"]?.spelling ?? node["market"]?.spelling
    guard let key, let market = markets[key] else {
      return draft.fault(
        place, "the position's market '\(key ?? "")' is not among the \(markets.count) markets read"
      )
    }
    guard let user = node["user"]?["address"]?.spelling ?? node["user"]?.spelling else {
      return draft.fault(place, "a position needs 'user'")
    }
    let state = node["state"] ?? node
    guard let supplyShares = draft.number(state, "supplyShares", in: file, optional: true),
      let borrowShares = draft.number(state, "borrowShares", in: file, optional: true),
      let collateral = draft.number(
        state, "collateral", decimals: market.collateral?.decimals ?? 0, in: file, optional: true)
    else { return }
    let lent = Self.assets(supplyShares, of: market.supply, market.loanDecimals)
    let owed = Self.assets(borrowShares, of: market.borrow, market.loanDecimals)
    guard lent != 0 || owed != 0 || collateral != 0 else { return draft.drop("no shares") }
    var entries: [(AccountBook.Side, AssetID, Double)] = [
      (.deposit, market.loan, lent), (.debt, market.loan, owed),
    ]
    if let asset = market.collateral?.asset {
      entries.append((.collateral, asset, collateral))
    } else if collateral != 0 {
      return draft.fault(place, "collateral in a market that has no collateral asset")
    }
    for (side, asset, units) in entries where units != 0 {
      draft.add(Array(user.utf8), at: market.venue, side, asset, units: units, place: place)
    }
  }

  /// Units of the loan asset that shares stand for.
  static func assets(
    _ shares: Double, of total: (assets: Double, shares: Double), _ decimals: Int
  ) -> Double {
    var one = 1.0
    for _ in 0..<decimals { one /= 10 }
    return shares * (total.assets + one) / (total.shares + 1e6)
  }
}
