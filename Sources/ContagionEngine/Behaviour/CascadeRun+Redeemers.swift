import ContagionModel
import RealModule

extension CascadeRun {
  /// Redeemers buy receipts that trade below what stands behind them, and have the issuers give
  /// that out: stage 10 of a timed run.
  ///
  /// A receipt is bought in its market pool until its price there is its economic NAV
  /// times `1 − margin`. All get the same share of that where capital is short, which is
  /// where some of it waits for an earlier redemption. The issuer gives out the same share
  /// of everything it holds, so that the NAV of the others stays; the capital comes back
  /// after the issuer's delay. Nobody redeems at a halted bridge, and never more than
  /// 99.9 % of a supply.
  ///
  /// - Returns: What was paid, USD at market prices.
  mutating func redeem() -> Double {
    guard let redeemers = network.network.agents.redeemers, transmits(.price) else { return 0 }
    let now = state.clock?.now ?? 0
    tied.removeAll { $0.until <= now }
    let free = redeemers.capital - tied.reduce(0) { $0 + $1.usd }
    let bargains = network.issuers.indices.compactMap { bargain($0, margin: redeemers.margin) }
    let wanted = bargains.map { trade(to: 1, of: $0).costUSD }
    let total = wanted.reduce(0, +)
    guard total > 0, free > 1e-9 * redeemers.capital else { return 0 }
    let share = min(1, free / total)
    var paid = 0.0
    for (bargain, usd) in zip(bargains, wanted) {
      let cost = buy(bargain, atMost: share < 1 ? share * usd : .infinity)
      guard cost > 0 else { continue }
      paid += cost
      tied.append((now + (network.issuers[bargain.issuer].redemption ?? 0), cost))
    }
    return paid
  }

  /// A receipt that trades below what redeemers would pay for it.
  private struct Bargain {
    let issuer: Int
    let pool: Int
    let isBase: Bool
    /// The price of the receipt in its pool, and the price to which it is bought.
    let price: Double
    let limit: Double
  }

  private func bargain(_ row: Int, margin: Double) -> Bargain? {
    let issuer = network.issuers[row]
    guard issuer.redemption != nil, !halted.contains(row), issuer.receipt >= 0,
      case let place = network.marketPool[issuer.receipt], place >= 0
    else { return nil }
    let pool = network.pools[place]
    let prices = state.economicPrices(index: state.index, in: network)
    let isBase = pool.base == issuer.receipt
    let spot = pool.impact.price(in: state.pools[place])
    let bargain = Bargain(
      issuer: row, pool: place, isBase: isBase, price: isBase ? spot : 1 / spot,
      limit: prices[issuer.receipt] * (1 - margin) / prices[pool.other(than: issuer.receipt)])
    guard bargain.price > 0, bargain.price.isFinite, bargain.limit.isFinite,
      bargain.limit > bargain.price * (1 + 1e-9)
    else { return nil }
    return bargain
  }

  /// What a purchase takes that brings the price a part of the way, 0...1.
  private func trade(to part: Double, of bargain: Bargain) -> (
    price: Double, units: Double, costUSD: Double
  ) {
    let pool = network.pools[bargain.pool]
    let reached = bargain.price * .pow(bargain.limit / bargain.price, part)
    let price = bargain.isBase ? reached : 1 / reached
    let trade = pool.impact.moved(state.pools[bargain.pool], to: price)
    return bargain.isBase
      ? (price, -trade.baseIn, -trade.quoteOut * board.market[pool.quote])
      : (price, trade.quoteOut, trade.baseIn * board.market[pool.base])
  }

  /// Buys and redeems; returns what that cost.
  private mutating func buy(_ bargain: Bargain, atMost usd: Double) -> Double {
    let most = 0.999 * state.supply[bargain.issuer]
    var part = 1.0
    let whole = trade(to: 1, of: bargain)
    if whole.costUSD > usd || whole.units > most {
      var (low, high) = (0.0, 1.0)
      for _ in 0..<60 {
        let middle = (low + high) / 2
        let found = trade(to: middle, of: bargain)
        if found.costUSD <= usd && found.units <= most { low = middle } else { high = middle }
      }
      part = low
    }
    let found = trade(to: part, of: bargain)
    guard found.units > 0 else { return 0 }
    movePool(
      bargain.pool, to: found.price, by: parties.redeemers, .purchase, round: totals.rounds)
    giveOut(bargain.issuer, for: found.units)
    return found.costUSD
  }

  /// Takes receipts back for the same share of every holding.
  private mutating func giveOut(_ row: Int, for units: Double) {
    let issuer = network.issuers[row]
    let share = units / state.supply[row]
    let back = ledger.record(
      LedgerEntry(
        kind: .redemption, round: totals.rounds, channel: .claim, from: parties.redeemers,
        to: parties.issuer(row), asset: issuer.receipt, units: units,
        price: board.market[issuer.receipt], cause: ledger.last))
    for (slot, holding) in issuer.holdings.enumerated() {
      let given = share * state.holdings[row][slot]
      guard given > 0 else { continue }
      state.holdings[row][slot] -= given
      ledger.record(
        LedgerEntry(
          kind: .redemption, round: totals.rounds, channel: .claim, from: parties.issuer(row),
          to: parties.redeemers, asset: holding.asset, units: given,
          price: board.market[holding.asset], cause: back))
    }
    state.supply[row] -= units
  }
}
