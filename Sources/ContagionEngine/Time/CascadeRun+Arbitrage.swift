import ContagionModel

extension CascadeRun {
  /// Brings pools of outside-priced assets to the outside price, and pools of one pair of others to
  /// one price, within capital where it is limited.
  mutating func arbitrage(round: Int) {
    switch options.choices.arbitrage {
    case .none: break
    case .unlimited:
      for row in network.pools.indices {
        if let target = outsideTarget(of: row) {
          movePool(row, to: target, by: parties.arbitrageurs, .arbitrage, round: round)
        }
      }
      var capital = Double.infinity
      arbitrageBetweenPools(round: round, capital: &capital)
    case .capital:
      arbitrageWithinCapital(round: round)
      var capital = max(0, budget.arbitrageUSD)
      arbitrageBetweenPools(round: round, capital: &capital)
      budget.arbitrageUSD = min(budget.arbitrageUSD, capital)
    }
  }

  /// The price that a pool would have outside, if that is another than its own.
  private func outsideTarget(of row: Int) -> Double? {
    let pool = network.pools[row]
    let target = state.outsidePrice[pool.base] / state.outsidePrice[pool.quote]
    guard target.isFinite, pool.impact.price(in: state.pools[row]) != target else { return nil }
    return target
  }

  /// Every pool gets the same share of the trade that would bring it to its outside
  /// price; what is bought in pools is sold outside, whose price gives way.
  ///
  /// Formulas without reserves are set to the price: nothing is traded, and it takes no
  /// capital.
  private mutating func arbitrageWithinCapital(round: Int) {
    var wanted: [(row: Int, target: Double, usd: Double)] = []
    for row in network.pools.indices {
      guard let target = outsideTarget(of: row) else { continue }
      let pool = network.pools[row]
      let trade = pool.impact.moved(state.pools[row], to: target)
      guard trade.baseIn != 0 else {
        movePool(row, to: target, by: parties.arbitrageurs, .arbitrage, round: round)
        continue
      }
      wanted.append((row, target, abs(trade.baseIn) * state.outsidePrice[pool.base]))
    }
    let total = wanted.reduce(0) { $0 + $1.usd }
    let share = total > budget.arbitrageUSD ? max(0, budget.arbitrageUSD) / total : 1
    guard share > 1e-12 else { return }
    var sold: [Int: Double] = [:]
    for (row, target, usd) in wanted {
      let pool = network.pools[row]
      let before = state.pools[row].base
      let spot = pool.impact.price(in: state.pools[row])
      let reached =
        share < 1 ? partialTarget(of: row, from: spot, to: target, usd: usd * share) : target
      movePool(row, to: reached, by: parties.arbitrageurs, .arbitrage, round: round)
      let bought = before - state.pools[row].base
      budget.arbitrageUSD -= abs(bought) * state.outsidePrice[pool.base]
      sold[pool.base, default: 0] += bought * state.outsidePrice[pool.base]
      sold[pool.quote, default: 0] -= bought * state.outsidePrice[pool.base]
    }
    for (asset, usd) in sold.sorted(by: { $0.key < $1.key }) {
      guard let depth = network.outsideDepth[asset] else { continue }
      state.outsidePrice[asset] *= max(0.01, 1 - usd / (depth * 100))
    }
  }

  /// The price between two that a trade of so many USD reaches, by halving.
  private func partialTarget(of row: Int, from spot: Double, to target: Double, usd: Double)
    -> Double
  {
    let pool = network.pools[row]
    var (low, high) = (0.0, 1.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      let price = spot + middle * (target - spot)
      let trade = pool.impact.moved(state.pools[row], to: price)
      if abs(trade.baseIn) * state.outsidePrice[pool.base] <= usd {
        low = middle
      } else {
        high = middle
      }
    }
    return spot + low * (target - spot)
  }
}
