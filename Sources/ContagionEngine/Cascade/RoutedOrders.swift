import ContagionModel

/// Trades of one route in one pool, waiting to be settled.
struct PendingTrade {
  let order: Int
  let hop: Int
  let lendingProtocol: Int
  /// Base units given (sale), base units wanted (exact purchase), or quote
  /// units to spend.
  let units: Double

  /// A part of the trade; `nil` if it is none.
  func scaled(by share: Double) -> PendingTrade? {
    guard share > 0 else { return nil }
    return PendingTrade(
      order: order, hop: hop, lendingProtocol: lendingProtocol, units: units * share)
  }
}

/// The trades that wait in one pool.
struct PoolTrades {
  var sales: [PendingTrade] = []
  var purchases: [PendingTrade] = []
  var spendings: [PendingTrade] = []

  var isEmpty: Bool { sales.isEmpty && purchases.isEmpty && spendings.isEmpty }

  static func units(_ trades: [PendingTrade]) -> Double { trades.reduce(0) { $0 + $1.units } }
}

/// What one trade gave and took in a pool.
struct SettledTrade {
  enum Side {
    /// Base for quote, with what came goes on.
    case sale
    /// Quote for base, with what came goes on.
    case spending
    /// Exactly so much base, whose cost is bought before it.
    case purchase
  }

  let trade: PendingTrade
  let side: Side
  let base: Double
  let quote: Double
}

/// Orders on their way along their routes, pool by pool.
///
/// Up to the last hop that sells base, everything goes in; from there on the debt is
/// bought exactly and the surplus stays in the asset before. Without a route, or where
/// collateral and debt are one asset, nothing is traded.
struct RoutedOrders {
  private let orders: [CascadeRun.SaleOrder]
  private let routes: [Route?]
  private var trades: [PoolTrades]

  init(_ orders: [CascadeRun.SaleOrder], in network: CompiledNetwork) {
    self.orders = orders
    routes = orders.map { order in
      let index = network.routeIndex[order.collateral * network.assets.count + order.debt]
      return order.collateral == order.debt || index < 0 ? nil : network.routes[Int(index)]
    }
    trades = Array(repeating: PoolTrades(), count: network.pools.count)
    for (index, route) in routes.enumerated() {
      guard let route else { continue }
      if route.exactFrom > 0 { enqueue(index, hop: 0, units: orders[index].units) }
      if route.exactFrom < route.hops.count {
        enqueue(index, hop: route.hops.count - 1, units: orders[index].repaid)
      }
    }
  }

  /// Whether a trade ends its route.
  func isLast(_ trade: PendingTrade) -> Bool {
    trade.hop + 1 == routes[trade.order]?.hops.count
  }

  /// What waits at a pool; complete once the pools before it have settled.
  subscript(pool: Int) -> PoolTrades { trades[pool] }

  /// Shares what trades brought in a pool among them, each side pro rata to units, and
  /// sends them on to their next pools.
  mutating func settle(_ trades: PoolTrades, as fill: PoolFill) -> [SettledTrade] {
    let sales = trades.sales.map {
      SettledTrade(
        trade: $0, side: .sale, base: $0.units, quote: fill.proceeds * $0.units / fill.sold)
    }
    let spendings = trades.spendings.map {
      SettledTrade(
        trade: $0, side: .spending, base: fill.spendingBase * $0.units / fill.spent,
        quote: $0.units)
    }
    let purchases = trades.purchases.map {
      let share = $0.units / fill.bought
      return SettledTrade(
        trade: $0, side: .purchase, base: fill.purchaseBase * share, quote: fill.cost * share)
    }
    let all = sales + spendings + purchases
    for settled in all { pass(settled) }
    return all
  }

  private mutating func pass(_ settled: SettledTrade) {
    let trade = settled.trade
    guard let route = routes[trade.order] else { return }
    switch settled.side {
    case .sale, .spending:
      guard trade.hop + 1 < route.exactFrom else { return }
      enqueue(
        trade.order, hop: trade.hop + 1,
        units: settled.side == .sale ? settled.quote : settled.base)
    case .purchase:
      guard trade.hop > route.exactFrom else { return }
      enqueue(trade.order, hop: trade.hop - 1, units: settled.quote)
    }
  }

  private mutating func enqueue(_ order: Int, hop: Int, units: Double) {
    guard let route = routes[order], units > 0 else { return }
    let step = route.hops[hop]
    let trade = PendingTrade(
      order: order, hop: hop, lendingProtocol: orders[order].lendingProtocol, units: units)
    if hop >= route.exactFrom {
      trades[step.pool].purchases.append(trade)
    } else if step.sells {
      trades[step.pool].sales.append(trade)
    } else {
      trades[step.pool].spendings.append(trade)
    }
  }
}
