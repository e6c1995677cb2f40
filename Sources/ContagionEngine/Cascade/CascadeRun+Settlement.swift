import ContagionModel
import OrderedCollections

extension CascadeRun {
  /// Sells what liquidators hold along the routes, pool by pool.
  ///
  /// Without a route, or where collateral and debt are one asset, liquidators keep the
  /// collateral.
  ///
  /// - Returns: What every order got of its debt asset, in units.
  @discardableResult
  mutating func settle(
    _ orders: [SaleOrder], round: Int, _ tally: inout RoundTally
  ) -> [Double] {
    var received = orders.map { $0.collateral == $0.debt ? $0.units : 0 }
    var routed = RoutedOrders(orders, in: network)
    for row in network.settlementOrder where !routed[row].isEmpty {
      for (row, trades) in split(routed[row], in: row) {
        let pool = network.pools[row]
        let fill = fill(of: row, trades)
        var netSold: [Int: Double] = [:]
        for settled in routed.settle(trades, as: fill) {
          record(settled, in: row, moves: fill.moves, round: round, &tally, &netSold)
          if routed.isLast(settled.trade) {
            received[settled.trade.order] += settled.side == .sale ? settled.quote : settled.base
          }
        }
        guard fill.moves else { continue }
        if options.keepsRounds {
          impacts.move(
            pool: row, from: pool.impact.price(in: state.pools[row]),
            to: pool.impact.price(in: fill.after), netSold: netSold)
        }
        state.pools[row] = fill.after
      }
    }
    return received
  }

  /// What the sellers of orders would hold afterwards, USD at the prices of the
  /// board, the repaid debt included, without changing anything.
  func expectedUSD(of orders: [SaleOrder]) -> [Double] {
    var worth = orders.map { $0.units * board.market[$0.collateral] }
    var routed = RoutedOrders(orders, in: network)
    for row in network.settlementOrder where !routed[row].isEmpty {
      let pool = network.pools[row]
      let (base, quote) = (board.market[pool.base], board.market[pool.quote])
      for (row, trades) in split(routed[row], in: row) {
        for settled in routed.settle(trades, as: fill(of: row, trades)) {
          worth[settled.trade.order] +=
            settled.side == .sale
            ? settled.quote * quote - settled.base * base
            : settled.base * base - settled.quote * quote
        }
      }
    }
    return worth
  }

  /// How a pool fills the netted trades of a round.
  private func fill(of row: Int, _ trades: PoolTrades) -> PoolFill {
    PoolFill(
      network.pools[row].impact, state.pools[row], trades,
      moves: transmits(.price) && !options.isFrozen)
  }

  /// Enters both sides of a trade of liquidators in a pool.
  private mutating func record(
    _ settled: SettledTrade, in row: Int, moves: Bool, round: Int, _ tally: inout RoundTally,
    _ netSold: inout [Int: Double]
  ) {
    let pool = network.pools[row]
    let owner = settled.trade.lendingProtocol
    let sells = settled.side == .sale
    let counterparty = moves ? parties.pool(row) : parties.outsideMarket
    let own = parties.liquidators(owner)
    let base = (asset: pool.base, units: settled.base)
    let quote = (asset: pool.quote, units: settled.quote)
    let (given, taken) = sells ? (base, quote) : (quote, base)
    if options.keepsRounds {
      netSold[owner, default: 0] += sells ? base.units : -base.units
      let key = SaleKey(lendingProtocol: owner, pool: row, asset: given.asset)
      tally.sales[key, default: (0, 0)].units += given.units
      tally.sales[key, default: (0, 0)].usd += given.units * board.market[given.asset]
    }
    lastMove[row] = ledger.record(
      LedgerEntry(
        kind: .sale, round: round, channel: .price, from: own, to: counterparty,
        asset: given.asset, units: given.units, price: board.market[given.asset],
        cause: tally.seizure[owner]))
    ledger.record(
      LedgerEntry(
        kind: .proceeds, round: round, channel: .price, from: counterparty, to: own,
        asset: taken.asset, units: taken.units, price: board.market[taken.asset],
        cause: lastMove[row]))
  }
}
