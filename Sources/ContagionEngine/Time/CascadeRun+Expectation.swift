import ContagionModel

extension CascadeRun {
  /// What the sellers of orders would hold afterwards, USD at the prices of the
  /// board, the repaid debt included, without changing anything.
  ///
  /// The same routes, netting and fills as `settle`, on copies of the pools.
  func expectedUSD(of orders: [SaleOrder]) -> [Double] {
    var worth = orders.map { $0.units * board.market[$0.collateral] }
    let count = network.pools.count
    var forward: [[PendingTrade]] = Array(repeating: [], count: count)
    var exact = forward
    let routes = orders.map { order -> Route? in
      let index = network.routeIndex[order.collateral * network.assets.count + order.debt]
      return order.collateral == order.debt || index < 0 ? nil : network.routes[Int(index)]
    }
    func enqueue(_ order: Int, hop: Int, units: Double) {
      guard let route = routes[order], units > 0 else { return }
      let trade = PendingTrade(
        order: order, hop: hop, lendingProtocol: orders[order].lendingProtocol, units: units)
      if hop >= route.exactFrom {
        exact[route.hops[hop].pool].append(trade)
      } else {
        forward[route.hops[hop].pool].append(trade)
      }
    }
    for (index, route) in routes.enumerated() {
      guard let route else { continue }
      if route.exactFrom > 0 { enqueue(index, hop: 0, units: orders[index].units) }
      if route.exactFrom < route.hops.count {
        enqueue(index, hop: route.hops.count - 1, units: orders[index].repaid)
      }
    }
    for row in network.settlementOrder where !(forward[row].isEmpty && exact[row].isEmpty) {
      let pool = network.pools[row]
      func sells(_ trade: PendingTrade) -> Bool {
        routes[trade.order]?.hops[trade.hop].sells ?? false
      }
      let fill = PoolFill(
        pool.impact, state.pools[row],
        sold: forward[row].reduce(0) { sells($1) ? $0 + $1.units : $0 },
        bought: exact[row].reduce(0) { $0 + $1.units },
        spent: forward[row].reduce(0) { sells($1) ? $0 : $0 + $1.units },
        moves: transmits(.price) && !options.isFrozen)
      let (base, quote) = (board.market[pool.base], board.market[pool.quote])
      for trade in forward[row] {
        let isSale = sells(trade)
        let got =
          isSale
          ? fill.proceeds * trade.units / fill.sold : fill.spendingBase * trade.units / fill.spent
        worth[trade.order] +=
          isSale ? got * quote - trade.units * base : got * base - trade.units * quote
        if trade.hop + 1 < routes[trade.order]?.exactFrom ?? 0 {
          enqueue(trade.order, hop: trade.hop + 1, units: got)
        }
      }
      for trade in exact[row] {
        let share = trade.units / fill.bought
        worth[trade.order] += fill.purchaseBase * share * base - fill.cost * share * quote
        if trade.hop > routes[trade.order]?.exactFrom ?? 0 {
          enqueue(trade.order, hop: trade.hop - 1, units: fill.cost * share)
        }
      }
    }
    return worth
  }
}
