import ContagionModel
import OrderedCollections

extension CascadeRun {
  /// Applies shocks in the order of `model.md` §3: parameters, losses of
  /// issuers, depth, prices, withdrawals, oracles.
  ///
  /// Names have been checked when the shocks were resolved.
  mutating func apply(_ shocks: [Shock]) {
    for shock in shocks {
      if case .reserveParameter(let id, let parameter, let value) = shock {
        apply(parameter, value, network.reserveIndex(id))
      }
    }
    for shock in shocks {
      switch shock {
      case .issuerLoss(let issuer, let usd): destroy(issuer, usd: usd)
      case .issuerLossShare(let issuer, let share):
        destroy(issuer, usd: share * network.bookAssets(of: issuer, openingPrices))
      case .poolDepth(let pool, let change) where transmits(.depth):
        scaleDepth(of: network.poolIndex(pool), by: 1 + change, round: 0)
      default: break
      }
    }
    drainBridges(shocks)
    applyPrices(shocks)
    for shock in shocks {
      switch shock {
      case .deposits(let id, let change): withdraw(-change, from: network.reserveIndex(id))
      case .oracleHold(let oracle) where transmits(.oracle):
        hold(network.network.oracles.index(forKey: oracle) ?? 0)
      case .oracleValue(let oracle, let price) where transmits(.oracle):
        state.feedValue[network.network.oracles.index(forKey: oracle) ?? 0] = price
      default: break
      }
    }
  }

  /// Economic prices before the shock.
  var openingPrices: [Double] {
    CascadeState(network).economicPrices(index: network.reserves.map { _ in 1 }, in: network)
  }

  private mutating func apply(
    _ parameter: Shock.ReserveParameter, _ value: Double, _ reserve: Int
  ) {
    switch parameter {
    case .bonus: state.reserveBonus[reserve] = value
    case .liquidationThreshold:
      if state.shockedThreshold.isEmpty {
        state.shockedThreshold = Array(repeating: .nan, count: network.reserves.count)
      }
      state.shockedThreshold[reserve] = value
    }
  }

  /// Destroys direct holdings of an issuer, its receipts if it has no others, or cash and then
  /// outside loans of a reserve, worth so many USD at opening prices.
  mutating func destroy(_ issuer: ReceiptIssuer, usd: Double) {
    let prices = openingPrices
    func record(_ party: Int, _ asset: Int, _ units: Double) {
      ledger.record(
        LedgerEntry(
          kind: .destruction, round: 0, from: party, to: parties.shock, asset: asset, units: units,
          price: prices[asset]))
    }
    switch network.claim(on: issuer) {
    case .issuer(let row):
      let holdings = network.issuers[row].holdings
      let values = zip(holdings, state.holdings[row]).map { holding, units in
        network.canLose(holding.asset, by: row) ? units * prices[holding.asset] : 0
      }
      let total = values.reduce(0, +)
      guard total > 0 else { return }
      let share = min(1, usd / total)
      for (slot, value) in values.enumerated() where value > 0 {
        let units = share * state.holdings[row][slot]
        state.holdings[row][slot] -= units
        record(parties.issuer(row), holdings[slot].asset, units)
      }
    case .reserve(let row):
      let asset = network.reserves[row].asset
      let units = usd / prices[asset]
      let cash = min(units, state.cash[row])
      let loans = min(units - cash, state.otherLoans[row])
      state.cash[row] -= cash
      state.otherLoans[row] -= loans
      record(parties.reserve(row), asset, cash + loans)
      lostOutsideLoans[row, default: 0] += loans
      recognize(cash + loans, in: row)
    case .pool, .nothing: break
    }
  }

  /// Providers take the rest of a pool with reserves; a curve gets shallower.
  mutating func scaleDepth(of row: Int, by factor: Double, round: Int) {
    let pool = network.pools[row]
    guard pool.impact.hasReserves else {
      state.pools[row].depthScale *= factor
      return
    }
    for (asset, units) in [
      (pool.base, state.pools[row].base * (1 - factor)),
      (pool.quote, state.pools[row].quote * (1 - factor)),
    ] {
      ledger.record(
        LedgerEntry(
          kind: .providerExit, round: round, channel: .depth, from: parties.pool(row),
          to: parties.providers(row), asset: asset, units: units, price: board.market[asset]))
    }
    state.pools[row].base *= factor
    state.pools[row].quote *= factor
  }

  /// Outside prices first, then the pools that follow them.
  private mutating func applyPrices(_ shocks: [Shock]) {
    var shocked: Set<Int> = []
    var pooled: [(asset: Int, factor: Double)] = []
    for shock in shocks {
      let (id, change): (AssetID, (Double) -> Double)
      switch shock {
      case .priceChange(let asset, let share): (id, change) = (asset, { $0 * (1 + share) })
      case .price(let asset, let price): (id, change) = (asset, { _ in price })
      default: continue
      }
      let asset = network.network.assets.index(forKey: id) ?? 0
      let market = board.market[asset]
      if !state.outsidePrice[asset].isNaN {
        state.outsidePrice[asset] = change(state.outsidePrice[asset])
        shocked.insert(asset)
      } else if network.marketPool[asset] >= 0 {
        pooled.append((asset, change(market) / market))
      } else {
        state.receiptPrice[asset] = change(market)
      }
    }
    for (row, pool) in network.pools.enumerated()
    where shocked.contains(pool.base) || shocked.contains(pool.quote) {
      let target = state.outsidePrice[pool.base] / state.outsidePrice[pool.quote]
      if target.isFinite {
        movePool(row, to: target, by: parties.exogenousTrader, .shockTrade, round: 0)
      }
    }
    for (asset, factor) in pooled {
      let row = network.marketPool[asset]
      let pool = network.pools[row]
      let spot = pool.impact.price(in: state.pools[row])
      movePool(
        row, to: asset == pool.base ? spot * factor : spot / factor, by: parties.exogenousTrader,
        .shockTrade, round: 0)
    }
  }

  /// Outside lenders take out this share of their claims, as far as cash goes.
  private mutating func withdraw(_ share: Double, from row: Int) {
    withdraw(
      .outside, units: share * state.outsideDeposits[row] * state.index[row], from: row, round: 0)
  }

  /// Fixes a feed at what it reported before the shock.
  private mutating func hold(_ feed: Int) {
    if let reserve = network.reserves.firstIndex(where: { $0.feed == feed }) {
      state.feedValue[feed] = openingBoard.debt[reserve]
    }
  }
}

extension CompiledNetwork {
  func reserveIndex(_ id: ReserveID) -> Int { reserves.firstIndex { $0.id == id } ?? 0 }

  func poolIndex(_ id: PoolID) -> Int { pools.firstIndex { $0.id == id } ?? 0 }

  func claim(on issuer: ReceiptIssuer) -> AssetClaim {
    switch issuer {
    case .issuer(let id):
      issuers.firstIndex { $0.id == id }.map(AssetClaim.issuer) ?? .nothing
    case .pool(let id): .pool(poolIndex(id))
    case .reserve(let id): .reserve(reserveIndex(id))
    }
  }

  /// Whether a loss of an issuer takes what it holds of an asset: direct holdings, or
  /// receipts where it holds nothing else.
  func canLose(_ asset: Int, by issuer: Int) -> Bool {
    claims[asset] == .nothing
      || issuers[issuer].holdings.allSatisfy { claims[$0.asset] != .nothing }
  }

  /// Assets of an issuer or reserve at the opening, USD.
  func bookAssets(of issuer: ReceiptIssuer, _ prices: [Double]) -> Double {
    switch claim(on: issuer) {
    case .issuer(let row):
      issuers[row].supply * prices[issuers[row].receipt]
    case .reserve(let row):
      (reserves[row].claims + reserves[row].protocolReserves - reserves[row].deficit)
        * prices[reserves[row].asset]
    case .pool, .nothing: 0
    }
  }
}
