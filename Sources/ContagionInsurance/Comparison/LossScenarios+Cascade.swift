public import ContagionModel
import OrderedCollections

extension LossScenarios {
  /// The losses of one run: what designs are compared on, given that its shock
  /// happens.
  ///
  /// Markets are the reserves that somebody lent to or that have bad debt, in the
  /// order of the network. Prices of cover capital are the run's own: end over
  /// opening economic price. Liquidated debt is what liquidators repaid and what
  /// went bad.
  public init(_ cascade: Cascade, in network: Network) {
    let prices = Dictionary(
      cascade.assets.map { ($0.asset, $0) }, uniquingKeysWith: { first, _ in first })
    let badDebt = Dictionary(
      cascade.badDebt.map { ($0.reserve.description, $0) }, uniquingKeysWith: { first, _ in first })
    var markets: [InsuredMarket] = []
    for (id, lender) in network.protocols {
      for (asset, reserve) in lender.reserves {
        let name = "\(id)/\(asset)"
        let deposits = (reserve.deposits ?? 0) * (prices[asset]?.opening ?? 0)
        let bad = badDebt[name]?.totalUSD ?? 0
        guard deposits > 0 || bad > 0 else { continue }
        markets.append(
          InsuredMarket(
            InsuredID(name), chain: lender.chain, depositsUSD: deposits > 0 ? deposits : nil))
      }
    }
    var event = LossEvent(
      cascade.shockTitle, realizedUSD: markets.map { badDebt[$0.id.name]?.realizedUSD ?? 0 },
      latentUSD: markets.map { badDebt[$0.id.name]?.latentUSD ?? 0 })
    for asset in cascade.assets where asset.opening > 0 {
      event.priceFactors[asset.asset] = asset.end / asset.opening
    }
    event.liquidatedDebtUSD = cascade.liquidatedUSD + cascade.badDebtUSD
    event.borrowerEquityUSD = max(
      0,
      cascade.losses.reduce(0) { sum, loss in
        guard cascade.parties[loss.party].kind == .borrowers else { return sum }
        return sum + loss.openingUSD - loss.finalUSD
      })
    self.init(
      "\(cascade.network), \(cascade.shockTitle)", markets: markets,
      scenarios: [LossScenario(cascade.shockTitle, probability: 1, events: [event])])
  }
}
