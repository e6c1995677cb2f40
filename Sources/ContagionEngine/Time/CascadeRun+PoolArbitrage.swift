import ContagionModel

extension CascadeRun {
  /// Pools of one pair of assets that no outside market prices, brought to one price.
  ///
  /// Arbitrageurs buy the base where it is cheap and sell the same units where it is dear, until
  /// all prices are equal or what they have for purchases is spent: then all
  /// pools that were bought from have one price and all that were sold to a higher one. Fees are
  /// left out, as in all arbitrage. Formulas without reserves trade nothing and are left alone.
  ///
  /// - Parameters:
  ///   - round: The round of the entries in the ledger.
  ///   - capital: USD for purchases in the pools of a pair; what is spent is taken off.
  mutating func arbitrageBetweenPools(round: Int, capital: inout Double) {
    for rows in network.pooledPairs {
      let open = rows.filter { trades(in: $0) }
      guard open.count > 1, capital > 0 else { continue }
      let spots = open.map { price(in: $0, like: open[0]) }
      guard let low = spots.min(), let high = spots.max(), low > 0, high.isFinite,
        high > low * (1 + 1e-12)
      else { continue }
      var buys = crossing(low, high) { units(of: open, spots, buying: $0, selling: $0) }
      var sells = buys
      if cost(of: open, spots, buying: buys) > capital {
        buys = crossing(low, buys) { cost(of: open, spots, buying: $0) - capital }
        sells = crossing(buys, high) {
          units(of: open, spots, buying: buys, selling: $0)
        }
      }
      capital -= cost(of: open, spots, buying: buys)
      for (row, spot) in zip(open, spots) {
        let target = spot < buys ? buys : spot > sells ? sells : spot
        guard target != spot else { continue }
        movePool(
          row, to: isLike(open[0], row) ? target : 1 / target, by: parties.arbitrageurs,
          .arbitrage, round: round)
      }
    }
  }

  private func trades(in row: Int) -> Bool {
    let impact = network.pools[row].impact
    let spot = impact.price(in: state.pools[row])
    return spot > 0 && impact.moved(state.pools[row], to: spot * 1.001).baseIn != 0
  }

  /// Whether two pools of a pair have the same base.
  private func isLike(_ first: Int, _ row: Int) -> Bool {
    network.pools[first].base == network.pools[row].base
  }

  /// The price of the first pool's base in the other asset.
  private func price(in row: Int, like first: Int) -> Double {
    let price = network.pools[row].impact.price(in: state.pools[row])
    return isLike(first, row) ? price : 1 / price
  }

  /// What moving a pool to a price of the first pool's base gives of it and costs.
  private func bought(from row: Int, like first: Int, to price: Double) -> (
    units: Double, cost: Double
  ) {
    let pool = network.pools[row]
    guard isLike(first, row) else {
      let trade = pool.impact.moved(state.pools[row], to: 1 / price)
      return (trade.quoteOut, trade.baseIn)
    }
    let trade = pool.impact.moved(state.pools[row], to: price)
    return (-trade.baseIn, -trade.quoteOut)
  }

  /// Units bought below one price less those sold above another.
  private func units(of rows: [Int], _ spots: [Double], buying: Double, selling: Double) -> Double {
    zip(rows, spots).filter { $0.1 < buying || $0.1 > selling }.reduce(0) { net, pool in
      net + bought(from: pool.0, like: rows[0], to: pool.1 < buying ? buying : selling).units
    }
  }

  /// USD for what is bought up to a price.
  private func cost(of rows: [Int], _ spots: [Double], buying: Double) -> Double {
    let first = network.pools[rows[0]]
    var cost = 0.0
    for (row, spot) in zip(rows, spots) where spot < buying {
      cost += bought(from: row, like: rows[0], to: buying).cost
    }
    return cost * board.market[first.quote]
  }
}

/// Where a rising value is zero between two prices, by halving on a logarithmic scale.
private func crossing(_ low: Double, _ high: Double, _ value: (Double) -> Double) -> Double {
  var (low, high) = (low, high)
  for _ in 0..<200 {
    let middle = (low * high).squareRoot()
    guard middle > low, middle < high else { break }
    if value(middle) <= 0 { low = middle } else { high = middle }
  }
  return low
}

extension CompiledNetwork {
  /// Rows of the pools of each pair of assets of which one has no outside price, where there is
  /// more than one.
  var pooledPairs: [[Int]] {
    var pairs: [[Int]: [Int]] = [:]
    for (row, pool) in pools.enumerated()
    where outsidePrice[pool.base].isNaN || outsidePrice[pool.quote].isNaN {
      pairs[[pool.base, pool.quote].sorted(), default: []].append(row)
    }
    return pairs.filter { $0.value.count > 1 }
      .sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
  }
}
