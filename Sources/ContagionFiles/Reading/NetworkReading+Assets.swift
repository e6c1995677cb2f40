import ContagionModel
import OrderedCollections

extension NetworkReading {
  mutating func assets(_ item: Item?) -> OrderedDictionary<AssetID, Asset> {
    var assets: OrderedDictionary<AssetID, Asset> = [:]
    for (name, item) in entries(item, of: "assets") { assets[AssetID(name)] = asset(item) }
    return assets
  }

  private mutating func asset(_ item: Item) -> Asset {
    let fields = fields(
      item, of: "an asset",
      ["kind", "price", "peg", "issuer", "marketPool", "chain", "volatility"],
      required: ["kind"])
    return Asset(
      kind: word(fields["kind"], Asset.Kind.self) ?? .base, chain: text(fields["chain"]),
      price: number(fields["price"]), peg: number(fields["peg"]),
      issuer: text(fields["issuer"]).map(receiptIssuer),
      marketPool: text(fields["marketPool"]).map { PoolID($0) },
      volatility: number(fields["volatility"]))
  }

  /// Who a name stands for: an issuer or a pool of the file, or a reserve if it
  /// reads PROTOCOL/ASSET.
  func receiptIssuer(_ name: String) -> ReceiptIssuer {
    if issuerNames.contains(name) { return .issuer(IssuerID(name)) }
    if poolNames.contains(name) { return .pool(PoolID(name)) }
    return ReserveID(name).map { .reserve($0) } ?? .issuer(IssuerID(name))
  }

  mutating func externalMarkets(_ item: Item?) -> OrderedDictionary<AssetID, ExternalMarket> {
    var markets: OrderedDictionary<AssetID, ExternalMarket> = [:]
    for (name, item) in entries(item, of: "assets") {
      let fields = fields(item, of: "an external market", ["price", "depth"], required: ["price"])
      let depth = rule(fields["depth"])
      markets[AssetID(name)] = ExternalMarket(price: number(fields["price"]) ?? 1, depth: depth)
    }
    return markets
  }

  static let oracleKeys = ["asset", "rule", "reads"] + provenance

  mutating func oracles(_ item: Item?) -> OrderedDictionary<OracleID, OracleFeed> {
    var oracles: OrderedDictionary<OracleID, OracleFeed> = [:]
    for (name, item) in entries(item, of: "oracles") {
      let fields = fields(
        item, of: "an oracle", Self.oracleKeys, required: ["asset", "rule"], takesOthers: true)
      var choice = rule(fields["rule"]) ?? RuleChoice("")
      let others: Fields = fields.filter { !Self.oracleKeys.contains($0.key) }
      choice.values.merge(ruleValues(others)) { _, beside in beside }
      oracles[OracleID(name)] = OracleFeed(
        asset: AssetID(text(fields["asset"]) ?? ""), rule: choice,
        source: word(fields["reads"], OracleFeed.Source.self) ?? .market)
    }
    return oracles
  }
}
