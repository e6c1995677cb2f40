import ContagionModel
import OrderedCollections

/// Trades of one route in one pool, waiting to be settled.
struct PendingTrade {
  let order: Int
  let hop: Int
  let lendingProtocol: Int
  /// Base units given (sale), base units wanted (exact purchase), or quote
  /// units to spend.
  let units: Double
}

extension CascadeRun {
  /// Sells what liquidators hold along the routes, pool by pool.
  ///
  /// Up to the last hop that sells base, everything goes in; from there on the
  /// debt is bought exactly and the surplus stays in the asset before. Without
  /// a route, or where collateral and debt are one asset, liquidators keep the
  /// collateral.
  mutating func settle(_ orders: [SaleOrder], round: Int, _ tally: inout RoundTally) {
    var sales: [[PendingTrade]] = Array(repeating: [], count: network.pools.count)
    var purchases = sales
    var spendings = sales
    let routes = orders.map { order -> Route? in
      let index = network.routeIndex[order.collateral * network.assets.count + order.debt]
      return order.collateral == order.debt || index < 0 ? nil : network.routes[Int(index)]
    }
    func enqueue(_ order: Int, hop: Int, units: Double) {
      guard let route = routes[order], units > 0 else { return }
      let step = route.hops[hop]
      let trade = PendingTrade(
        order: order, hop: hop, lendingProtocol: orders[order].lendingProtocol, units: units)
      if hop >= route.exactFrom {
        purchases[step.pool].append(trade)
      } else if step.sells {
        sales[step.pool].append(trade)
      } else {
        spendings[step.pool].append(trade)
      }
    }
    for (index, route) in routes.enumerated() {
      guard let route else { continue }
      if route.exactFrom > 0 { enqueue(index, hop: 0, units: orders[index].units) }
      if route.exactFrom < route.hops.count {
        enqueue(index, hop: route.hops.count - 1, units: orders[index].repaid)
      }
    }
    for pool in network.settlementOrder {
      guard !(sales[pool].isEmpty && purchases[pool].isEmpty && spendings[pool].isEmpty) else {
        continue
      }
      let settled = settle(
        pool: pool, sales[pool], purchases[pool], spendings[pool], round: round, &tally)
      for (trade, units) in settled.forward
      where trade.hop + 1 < routes[trade.order]?.exactFrom ?? 0 {
        enqueue(trade.order, hop: trade.hop + 1, units: units)
      }
      for (trade, units) in settled.backward where trade.hop > routes[trade.order]?.exactFrom ?? 0 {
        enqueue(trade.order, hop: trade.hop - 1, units: units)
      }
    }
  }

  /// Nets the trades of one pool, moves it by the rest, and tells what each
  /// sale and spending got and what each purchase cost.
  private mutating func settle(
    pool row: Int, _ sales: [PendingTrade], _ purchases: [PendingTrade],
    _ spendings: [PendingTrade], round: Int, _ tally: inout RoundTally
  ) -> (forward: [(PendingTrade, Double)], backward: [(PendingTrade, Double)]) {
    let pool = network.pools[row]
    let spot = pool.impact.price(in: state.pools[row])
    let fill = PoolFill(
      pool.impact, state.pools[row], sold: sales.total, bought: purchases.total,
      spent: spendings.total, moves: transmits(.price) && !options.isFrozen)
    let counterparty = fill.moves ? parties.pool(row) : parties.outsideMarket
    var netSold: [Int: Double] = [:]
    func move(_ trade: PendingTrade, sells: Bool, base: Double, quote: Double) {
      let own = parties.liquidators(trade.lendingProtocol)
      if options.keepsRounds {
        netSold[trade.lendingProtocol, default: 0] += sells ? base : -base
      }
      let given = (asset: sells ? pool.base : pool.quote, units: sells ? base : quote)
      let taken = (asset: sells ? pool.quote : pool.base, units: sells ? quote : base)
      if options.keepsRounds {
        let key = SaleKey(lendingProtocol: trade.lendingProtocol, pool: row, asset: given.asset)
        tally.sales[key, default: (0, 0)].units += given.units
        tally.sales[key, default: (0, 0)].usd += given.units * board.market[given.asset]
      }
      lastMove[row] = ledger.record(
        LedgerEntry(
          kind: .sale, round: round, channel: .price, from: own, to: counterparty,
          asset: given.asset, units: given.units, price: board.market[given.asset],
          cause: tally.seizure[trade.lendingProtocol]))
      ledger.record(
        LedgerEntry(
          kind: .proceeds, round: round, channel: .price, from: counterparty, to: own,
          asset: taken.asset, units: taken.units, price: board.market[taken.asset],
          cause: lastMove[row]))
    }
    var forward: [(PendingTrade, Double)] = []
    var backward: [(PendingTrade, Double)] = []
    for trade in sales {
      let quote = fill.proceeds * trade.units / fill.sold
      move(trade, sells: true, base: trade.units, quote: quote)
      forward.append((trade, quote))
    }
    for trade in spendings {
      let base = fill.spendingBase * trade.units / fill.spent
      move(trade, sells: false, base: base, quote: trade.units)
      forward.append((trade, base))
    }
    for trade in purchases {
      let share = trade.units / fill.bought
      move(trade, sells: false, base: fill.purchaseBase * share, quote: fill.cost * share)
      backward.append((trade, fill.cost * share))
    }
    if fill.moves {
      if options.keepsRounds {
        impacts.move(
          pool: row, from: spot, to: pool.impact.price(in: fill.after), netSold: netSold)
      }
      state.pools[row] = fill.after
    }
    return (forward, backward)
  }
}

/// How a pool fills the netted trades of a round.
///
/// Sales *S* and purchases *B* cross `min(S, B)` at the opening spot, free of
/// fee; the difference moves the pool. Each side shares its total pro rata.
struct PoolFill {
  let sold: Double
  let bought: Double
  let spent: Double
  let moves: Bool
  /// Quote units that all sales get.
  private(set) var proceeds: Double
  /// Base units that exact purchases get: all they want unless the pool runs dry.
  private(set) var purchaseBase: Double
  /// Quote units that exact purchases cost.
  private(set) var cost: Double
  /// Base units that spendings get.
  private(set) var spendingBase: Double
  private(set) var after: PoolState

  init(
    _ impact: any PriceImpact, _ pool: PoolState, sold: Double, bought: Double, spent: Double,
    moves: Bool
  ) {
    self.sold = sold
    self.bought = bought
    self.spent = spent
    self.moves = moves
    let spot = impact.price(in: pool)
    after = pool
    proceeds = sold * spot
    purchaseBase = bought
    cost = bought * spot
    spendingBase = spot > 0 ? spent / spot : 0
    guard moves else { return }
    let demand = bought + spendingBase
    if sold > demand {
      let trade = impact.sale(of: sold - demand, into: pool)
      proceeds = demand * spot + trade.quoteOut
      after = trade.pool
    } else if demand > sold {
      let open = (demand - sold) / demand
      let purchase = impact.purchase(of: open * bought, from: pool)
      purchaseBase = (1 - open) * bought - purchase.baseIn
      cost = (1 - open) * bought * spot - purchase.quoteOut
      let spending = impact.spending(of: open * spent, in: purchase.pool)
      spendingBase = (1 - open) * spendingBase - spending.baseIn
      after = spending.pool
    }
  }
}

extension [PendingTrade] {
  fileprivate var total: Double { reduce(0) { $0 + $1.units } }
}
