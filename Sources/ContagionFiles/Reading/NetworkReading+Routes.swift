import ContagionModel
import OrderedCollections

extension NetworkReading {
  /// Routes by pair: `{wstETH/USDC: [wsteth-eth, eth-usdc]}`.
  mutating func routes(_ item: Item?) -> [NamedRoute] {
    var routes: [NamedRoute] = []
    for (name, item) in entries(item, of: "routes") {
      guard let pair = ReserveID(name) else {
        fault(item, "'\(name)' is no pair; accepted: FROM/TO, the collateral and the debt asset")
        continue
      }
      routes.append(
        NamedRoute(
          from: AssetID(pair.lendingProtocol.name), to: pair.asset,
          pools: list(item, of: "a route").compactMap { text($0).map { PoolID($0) } }))
    }
    return routes
  }
}
