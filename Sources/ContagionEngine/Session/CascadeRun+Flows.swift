import ContagionModel
import OrderedCollections

extension CascadeRun {
  /// Goes on after quiet: applies flows and plays rounds until it is quiet again.
  ///
  /// Sales of one asset for another are settled together, each payer getting its
  /// share of the proceeds by units, and keeping what a pool whose price is 0 would have
  /// taken; then payments, claims given up and
  /// withdrawals, in the order given. No time passes: lots under auction stay
  /// where the last step left them.
  ///
  /// - Precondition: The flows' names are known to the network and the session.
  /// - Throws: ``IdentityViolation`` if the ledger and the state part ways.
  mutating func resume(with flows: [InjectedFlow]) throws(IdentityViolation) {
    let round = totals.rounds + 1
    renewBoard()
    sell(flows, round: round)
    for flow in flows {
      switch flow {
      case .sale: break
      case .payment(let payer, let reserve, let units):
        pay(units, into: network.reserveIndex(reserve), by: parties.payer(payer), round: round)
      case .burn(let reserve, let units): giveUp(units, of: network.reserveIndex(reserve))
      case .withdrawal(let reserve, let units):
        withdraw(.outside, units: units, from: network.reserveIndex(reserve), round: round)
      }
    }
    try checkIdentities(round: round)
    renewBoard()
    try playRounds()
  }

  private struct Pair: Hashable {
    let from: Int
    let to: Int
  }

  private mutating func sell(_ flows: [InjectedFlow], round: Int) {
    var orders: OrderedDictionary<Pair, [(payer: Int, units: Double)]> = [:]
    for flow in flows {
      guard case .sale(let payer, let asset, let units, let wanted) = flow, units > 0 else {
        continue
      }
      let pair = Pair(
        from: network.network.assets.index(forKey: asset) ?? 0,
        to: network.network.assets.index(forKey: wanted) ?? 0)
      orders[pair, default: []].append((parties.payer(payer), units))
    }
    for (pair, sellers) in orders {
      _ = sell(
        sellers.map(\.units), of: pair.from, for: pair.to, by: sellers.map(\.payer), round: round)
    }
  }

  /// Sells along the route and returns what each seller gets, each its share by units; sales
  /// stop before a pool without a price.
  mutating func sell(
    _ units: [Double], of asset: Int, for wanted: Int, by sellers: [Int], round: Int
  ) -> [Double] {
    let index = network.routeIndex[asset * network.assets.count + wanted]
    guard asset != wanted, index >= 0 else { return units.map { _ in 0 } }
    var (asset, units) = (asset, units)
    for hop in network.routes[Int(index)].hops {
      guard units.reduce(0, +) > 0, trades(hop) else { break }
      units = settle(hop, of: asset, units, by: sellers, round: round)
      asset = network.pools[hop.pool].other(than: asset)
    }
    return asset == wanted ? units : units.map { _ in 0 }
  }

  /// The route between two assets, if there is one and all its pools have a price.
  func tradableRoute(from asset: Int, to wanted: Int) -> Route? {
    let index = network.routeIndex[asset * network.assets.count + wanted]
    guard index >= 0, case let route = network.routes[Int(index)],
      route.hops.allSatisfy({ trades($0) })
    else { return nil }
    return route
  }

  /// Whether a hop's pool still has a price; a pool without one would take for nothing.
  private func trades(_ hop: Route.Hop) -> Bool {
    network.pools[hop.pool].impact.price(in: state.pools[hop.pool]) > 0
  }

  /// Trades one hop of a route and returns what each seller gets.
  private mutating func settle(
    _ hop: Route.Hop, of asset: Int, _ units: [Double], by sellers: [Int], round: Int
  ) -> [Double] {
    let rows = sharing(hop.pool)
    let parts = shares(
      of: units.reduce(0, +), hop.sells ? .sale : .spending, among: rows,
      rows.map { state.pools[$0] })
    var received = units.map { _ in 0.0 }
    for (row, part) in zip(rows, parts) where part > 0 {
      let own = settle(
        in: row, sells: hop.sells, of: asset, units.map { $0 * part }, by: sellers, round: round)
      for index in received.indices { received[index] += own[index] }
    }
    return received
  }

  private mutating func settle(
    in row: Int, sells: Bool, of asset: Int, _ units: [Double], by sellers: [Int], round: Int
  ) -> [Double] {
    let pool = network.pools[row]
    let total = units.reduce(0, +)
    let fill = PoolFill(
      pool.impact, state.pools[row], sold: sells ? total : 0, bought: 0, spent: sells ? 0 : total,
      moves: transmits(.price) && !options.isFrozen)
    let proceeds = sells ? fill.proceeds : fill.spendingBase
    let counterparty = fill.moves ? parties.pool(row) : parties.outsideMarket
    let taken = pool.other(than: asset)
    let shares = units.map { proceeds * $0 / total }
    for (index, seller) in sellers.enumerated() {
      lastMove[row] = ledger.record(
        LedgerEntry(
          kind: .sale, round: round, channel: .price, from: seller, to: counterparty,
          asset: asset, units: units[index], price: board.market[asset]))
      ledger.record(
        LedgerEntry(
          kind: .proceeds, round: round, channel: .price, from: counterparty, to: seller,
          asset: taken, units: shares[index], price: board.market[taken],
          cause: lastMove[row]))
    }
    if fill.moves {
      impacts.move(
        pool: row, from: pool.impact.price(in: state.pools[row]),
        to: pool.impact.price(in: fill.after), by: .payers)
      state.pools[row] = fill.after
    }
    return shares
  }

  /// Brings cash into a reserve, which undoes what was recognised as lost.
  private mutating func pay(_ units: Double, into row: Int, by payer: Int, round: Int) {
    let asset = network.reserves[row].asset
    state.cash[row] += units
    recognize(-units, in: row)
    ledger.record(
      LedgerEntry(
        kind: .payment, round: round, channel: .claim, from: payer, to: parties.reserve(row),
        asset: asset, units: units, price: board.market[asset]))
  }

  /// Outside lenders give up claims, as far as they have any.
  private mutating func giveUp(_ units: Double, of row: Int) {
    guard state.index[row] > 0 else { return }
    let claims = min(units / state.index[row], state.outsideDeposits[row])
    state.claims[row] -= claims
    state.outsideDeposits[row] -= claims
    recognize(-claims * state.index[row], in: row)
  }
}
