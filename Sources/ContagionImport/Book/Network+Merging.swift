public import ContagionModel
import OrderedCollections

/// Why two networks do not go together.
public enum MergeError: Error, Hashable, Sendable, CustomStringConvertible {
  case samePart(String, String)
  case price(AssetID, Double, Double)
  case kind(AssetID, String, String)

  public var description: String {
    switch self {
    case .samePart(let kind, let name):
      "both networks have a \(kind) called '\(name)'; import the second with another --name"
    case .price(let asset, let first, let second):
      "\(asset) has the price \(first) in the network and \(second) in the import; give both one"
        + " with --price \(asset)=USD, or map the import's asset to another name with --assets"
    case .kind(let asset, let first, let second):
      "\(asset) is \(first) in the network and \(second) in the import; map the import's asset to"
        + " another name with --assets"
    }
  }
}

extension Network {
  /// Both networks as one: assets of one name are one asset, everything else
  /// has to have its own name.
  ///
  /// Prices of an asset may differ by rounding only; one of the two may have
  /// none. An asset keeps its market pool unless that has nothing to trade with
  /// and the other network has one.
  ///
  /// - Throws: ``MergeError`` naming the part that is in both.
  public func merged(with other: Network) throws(MergeError) -> Network {
    var result = self
    for (id, asset) in other.assets {
      guard let known = result.assets[id] else {
        result.assets[id] = asset
        continue
      }
      guard known.kind == asset.kind, known.issuer == asset.issuer else {
        throw .kind(id, known.kind.rawValue, asset.kind.rawValue)
      }
      if let first = known.price, let second = asset.price,
        abs(first - second) > 1e-9 * max(abs(first), abs(second))
      {
        throw .price(id, first, second)
      }
      result.assets[id]?.price = known.price ?? asset.price
      let own = known.marketPool.flatMap { pools[$0]?.canTrade == true ? $0 : nil }
      result.assets[id]?.marketPool = own ?? asset.marketPool ?? known.marketPool
    }
    try Self.add(other.pools, to: &result.pools, "pool")
    try Self.add(other.issuers, to: &result.issuers, "issuer")
    try Self.add(other.protocols, to: &result.protocols, "protocol")
    for entry in 0..<other.accounts.entryCount {
      result.accounts.append(
        entry, of: other.accounts, units: other.accounts.entryUnits[entry],
        threshold: other.accounts.entryThreshold[entry])
    }
    for (name, shock) in other.shocks where result.shocks[name] == nil {
      result.shocks[name] = shock
    }
    result.defaultShock = defaultShock ?? other.defaultShock
    if title == name, other.title != other.name { result.title = other.title }
    result.source = [source, other.source].filter { !$0.isEmpty }.joined(separator: "; ")
    result.asOf = max(asOf, other.asOf)
    return result
  }

  private static func add<Part, Value>(
    _ parts: OrderedDictionary<Identifier<Part>, Value>,
    to known: inout OrderedDictionary<Identifier<Part>, Value>, _ kind: String
  ) throws(MergeError) {
    for (id, value) in parts {
      guard known[id] == nil else { throw .samePart(kind, id.name) }
      known[id] = value
    }
  }
}

extension LiquidityPool {
  /// Whether anything can be sold into the pool: it has reserves, quotes or ranges
  /// with liquidity, or a formula that needs none of them.
  var canTrade: Bool {
    if let baseReserve, let quoteReserve { return baseReserve > 0 && quoteReserve > 0 }
    switch formula.name {
    case "depth-table": return !quotes.isEmpty
    case "concentrated": return ranges.contains { $0.liquidity > 0 }
    default: return price != nil
    }
  }
}
