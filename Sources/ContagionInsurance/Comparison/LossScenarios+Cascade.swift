public import ContagionModel
import OrderedCollections

extension LossScenarios {
  /// The losses of one run: what designs are compared on, given that its shock
  /// happens.
  ///
  /// Markets are all reserves in the order of the network.
  public init(_ cascade: Cascade, in network: Network) {
    let prices = Dictionary(
      cascade.assets.map { ($0.asset, $0) }, uniquingKeysWith: { first, _ in first })
    var markets: [InsuredMarket] = []
    for (id, lender) in network.protocols {
      for (asset, reserve) in lender.reserves {
        let name = "\(id)/\(asset)"
        let deposits = (reserve.deposits ?? 0) * (prices[asset]?.opening ?? 0)
        markets.append(
          InsuredMarket(
            InsuredID(name), chain: lender.chain, depositsUSD: deposits > 0 ? deposits : nil))
      }
    }
    self.init(
      "\(cascade.network), \(cascade.shockTitle)", markets: markets,
      scenarios: [
        LossScenario(
          cascade.shockTitle, probability: 1, events: [LossEvent(cascade, in: network)])
      ])
  }
}
