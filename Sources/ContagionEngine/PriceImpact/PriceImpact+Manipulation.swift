extension PriceImpact {
  /// What moving a pool to a price costs whoever moves it, in quote units.
  ///
  /// The trade is paid at the pool's prices and what it gave is worth the opening
  /// price, to which others bring the pool back: cost = paid in − got out, both
  /// at that price. The pool's fee is on top of what goes in. Moving an oracle
  /// that reads the pool's spot price costs this much.
  ///
  /// At constant product without fee, raising the price by the factor `m²` costs
  /// `y·(m − 1)² / m`.
  public func manipulationCost(of pool: PoolState, to price: Double) -> Double {
    let spot = self.price(in: pool)
    let trade = moved(pool, to: price)
    let loss = trade.baseIn * spot - trade.quoteOut
    let paidIn = trade.baseIn > 0 ? trade.baseIn * spot : -trade.quoteOut
    return loss + max(0, paidIn) * pool.fee / (1 - pool.fee)
  }
}
