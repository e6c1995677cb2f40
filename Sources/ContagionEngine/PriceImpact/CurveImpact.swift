import ContagionModel

/// A formula without reserves: a curve of proceeds against units sold.
///
/// With `s` units sold since the opening and level price `p`, a sale of `q`
/// pays `p·(F(s + q) − F(s))·(1 − φ)` and the price is `p·F′(s)`, where `F` is
/// the curve for level price 1. So a sale in two parts pays what it pays in one.
protocol CurveImpact: PriceImpact {
  /// `F(s)`, never falling for `s > 0`.
  func proceeds(_ sold: Double, _ pool: PoolState) -> Double
  /// `F′(s)`.
  func slope(_ sold: Double, _ pool: PoolState) -> Double
}

extension CurveImpact {
  public static var hasReserves: Bool { false }

  public func price(in pool: PoolState) -> Double { pool.quote * slope(pool.base, pool) }

  public func sale(of units: Double, into pool: PoolState) -> Trade {
    let paid = pool.quote * (proceeds(pool.base + units, pool) - proceeds(pool.base, pool))
    return trade(units, paid * (1 - pool.fee), pool)
  }

  public func purchase(of units: Double, from pool: PoolState) -> Trade {
    let cost = pool.quote * (proceeds(pool.base, pool) - proceeds(pool.base - units, pool))
    return trade(-units, -cost / (1 - pool.fee), pool)
  }

  public func spending(of quoteUnits: Double, in pool: PoolState) -> Trade {
    let target = proceeds(pool.base, pool) - quoteUnits * (1 - pool.fee) / pool.quote
    var low = pool.base
    var step = max(abs(pool.base), 1)
    while proceeds(low, pool) > target {
      low -= step
      step *= 2
    }
    let bought = pool.base - root(low...pool.base) { proceeds($0, pool) - target }
    return trade(-bought, -quoteUnits, pool)
  }

  public func moved(_ pool: PoolState, to price: Double) -> Trade {
    var after = pool
    after.quote = price / slope(pool.base, pool)
    return Trade(baseIn: 0, quoteOut: 0, pool: after)
  }

  public func depth(to fall: Double, of pool: PoolState) -> Double {
    let target = slope(pool.base, pool) * (1 - fall)
    var high = pool.base + 1
    while slope(high, pool) > target, high < 1e18 { high += high - pool.base }
    return root(pool.base...high) { target - slope($0, pool) } - pool.base
  }

  private func trade(_ baseIn: Double, _ quoteOut: Double, _ pool: PoolState) -> Trade {
    var after = pool
    after.base += baseIn
    return Trade(baseIn: baseIn, quoteOut: quoteOut, pool: after)
  }

  /// Where a rising function crosses 0, by halving down to neighbouring doubles.
  private func root(_ range: ClosedRange<Double>, _ value: (Double) -> Double) -> Double {
    var (low, high) = (range.lowerBound, range.upperBound)
    while true {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { return high }
      if value(middle) < 0 { low = middle } else { high = middle }
    }
  }
}
