import ContagionModel

extension CascadeRun {
  /// What was sold into each pool beside what it could take after the shock.
  func poolDepths() -> [PoolDepth] {
    guard let start = afterShock else { return [] }
    let prices = start.board(in: network).market
    var depths: [PoolDepth] = []
    for (row, pool) in network.pools.enumerated() {
      for asset in [pool.base, pool.quote] {
        let sold = rounds.reduce(0.0) { sum, round in
          sum
            + round.sales.reduce(0) {
              $0 + ($1.pool == pool.id && $1.asset == network.assets[asset] ? $1.usd : 0)
            }
        }
        guard sold > 0 else { continue }
        func depth(_ fall: Double) -> Double {
          let state = start.pools[row]
          guard asset == pool.base else {
            // Selling the quote raises the base's price to 1 / (1 − fall).
            let trade = pool.impact.moved(
              state, to: pool.impact.price(in: state) / (1 - fall))
            let curve = pool.impact.depth(to: fall, of: state) * pool.impact.price(in: state)
            return trade.quoteOut < 0 ? -trade.quoteOut : curve
          }
          return pool.impact.depth(to: fall, of: state)
        }
        depths.append(
          PoolDepth(
            pool: pool.id, asset: network.assets[asset], soldUSD: sold,
            depthAt2PercentUSD: depth(0.02) * prices[asset],
            depthAt10PercentUSD: depth(0.1) * prices[asset]))
      }
    }
    return depths
  }
}
