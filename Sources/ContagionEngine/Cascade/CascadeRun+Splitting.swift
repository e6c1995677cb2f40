import ContagionModel

extension CascadeRun {
  /// What is traded with a pool.
  enum TradeKind {
    case sale, purchase, spending
  }

  /// The pools that share the trades of one: itself, and with `routing: split` every
  /// other that trades the same base for the same quote at a price above 0.
  func sharing(_ row: Int) -> [Int] {
    guard options.choices.routing == .split, transmits(.price), !options.isFrozen else {
      return [row]
    }
    let pool = network.pools[row]
    return [row]
      + network.pools.indices.filter { other in
        let twin = network.pools[other]
        return other != row && twin.base == pool.base && twin.quote == pool.quote
          && twin.impact.price(in: state.pools[other]) > 0
      }
  }

  /// Shares of a trade by pool, so that it brings most or costs least.
  ///
  /// A purchase of more than all pools hold leaves the rest to the first.
  func shares(
    of units: Double, _ kind: TradeKind, among rows: [Int], _ states: [PoolState]
  ) -> [Double] {
    let alone = rows.indices.map { $0 == 0 ? 1.0 : 0 }
    guard rows.count > 1, units > 0 else { return alone }
    let impacts = rows.map { network.pools[$0].impact }
    let gains: [(Double) -> Double] = rows.indices.map { index in
      let (impact, pool) = (impacts[index], states[index])
      switch kind {
      case .sale: return { impact.sale(of: $0, into: pool).quoteOut }
      case .spending: return { -impact.spending(of: $0, in: pool).baseIn }
      case .purchase: return { impact.purchase(of: $0, from: pool).quoteOut }
      }
    }
    let caps = rows.indices.map { index in
      kind == .purchase
        ? -impacts[index].purchase(of: units, from: states[index]).baseIn : units
    }
    let parts = EqualMargins.parts(of: units, caps: caps, gains).map { $0 / units }
    return [max(0, 1 - parts.dropFirst().reduce(0, +))] + parts.dropFirst()
  }

  /// The trades that wait in a pool, by the pools that share them.
  ///
  /// Sales and purchases cross in the first pool; only what is left over is shared, so
  /// the split is exact where that is of one kind.
  func split(_ trades: PoolTrades, in row: Int) -> [(pool: Int, trades: PoolTrades)] {
    let rows = sharing(row)
    guard rows.count > 1 else { return [(row, trades)] }
    var states = rows.map { state.pools[$0] }
    let spot = network.pools[row].impact.price(in: states[0])
    let (sold, bought) = (PoolTrades.units(trades.sales), PoolTrades.units(trades.purchases))
    let spent = PoolTrades.units(trades.spendings)
    let demand = bought + (spot > 0 ? spent / spot : 0)
    var parts = rows.map { (pool: $0, trades: PoolTrades()) }
    func distribute(
      _ side: WritableKeyPath<PoolTrades, [PendingTrade]>, open: Double, _ shares: [Double]
    ) {
      for index in rows.indices {
        let share = index == 0 ? 1 - open + open * shares[0] : open * shares[index]
        parts[index].trades[keyPath: side] = trades[keyPath: side].compactMap {
          $0.scaled(by: share)
        }
      }
    }
    if sold > demand {
      let open = (sold - demand) / sold
      distribute(\.sales, open: open, shares(of: sold - demand, .sale, among: rows, states))
      parts[0].trades.purchases = trades.purchases
      parts[0].trades.spendings = trades.spendings
    } else if demand > sold {
      let open = (demand - sold) / demand
      let purchases = shares(of: open * bought, .purchase, among: rows, states)
      for index in rows.indices {
        states[index] =
          network.pools[rows[index]].impact
          .purchase(of: purchases[index] * open * bought, from: states[index]).pool
      }
      distribute(\.purchases, open: open, purchases)
      distribute(
        \.spendings, open: open, shares(of: open * spent, .spending, among: rows, states))
      parts[0].trades.sales = trades.sales
    } else {
      parts[0].trades = trades
    }
    return parts.filter { !$0.trades.isEmpty }
  }
}
