public import ContagionModel
import OrderedCollections

extension LossEvent {
  /// What one run leaves behind, by reserve in the order of the network.
  ///
  /// Prices of cover capital are the run's own: end over opening economic price.
  /// Liquidated debt is what liquidators repaid and what went bad.
  public init(_ cascade: Cascade, in network: Network) {
    let badDebt = Dictionary(
      cascade.badDebt.map { ($0.reserve, $0) }, uniquingKeysWith: { first, _ in first })
    let reserves = network.protocols.flatMap { id, lender in
      lender.reserves.keys.map { badDebt[ReserveID(id, $0)] }
    }
    self.init(
      cascade.shockTitle, realizedUSD: reserves.map { $0?.realizedUSD ?? 0 },
      latentUSD: reserves.map { $0?.latentUSD ?? 0 })
    for asset in cascade.assets where asset.opening > 0 {
      priceFactors[asset.asset] = asset.end / asset.opening
    }
    liquidatedDebtUSD = cascade.liquidatedUSD + cascade.badDebtUSD
    let borrowers = cascade.losses.filter { cascade.parties[$0.party].kind == .borrowers }
    let opening = borrowers.reduce(0) { $0 + abs($1.openingUSD) }
    let equity = borrowers.reduce(0) { $0 + $1.openingUSD - $1.finalUSD }
    borrowerEquityUSD = LossEvent.equityUSD(equity, of: opening)
  }
}
