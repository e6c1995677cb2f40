public import ContagionModel
import OrderedCollections

extension LossScenarios {
  /// The losses of one run: what designs are compared on, given that its shock
  /// happens.
  ///
  /// Markets are all reserves in the order of the network.
  public init(_ cascade: Cascade, in network: Network) {
    self.init(
      "\(cascade.network), \(cascade.shockTitle)", markets: Self.markets(of: network, cascade),
      scenarios: [
        LossScenario(
          cascade.shockTitle, probability: 1, events: [LossEvent(cascade, in: network)])
      ])
  }

  /// All reserves in the order of the network, with deposits at a run's opening
  /// prices.
  public static func markets(of network: Network, _ cascade: Cascade) -> [InsuredMarket] {
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
    return markets
  }
}
