public import ContagionModel
import RealModule

/// Reserves whose product stays the same, as in Uniswap v2.
///
/// Selling *dx* of base pays `y·dx(1−φ) / (x + dx(1−φ))`; the fee φ is taken
/// from what is paid in and stays in the pool. The price is `y / x`.
///
/// A purchase of more than 99.9 % of the base reserve is cut to that: the price
/// of the last unit is infinite.
///
/// Source: Adams, Zinsmeister, Robinson, "Uniswap v2 Core", 2020, §3.
public struct ConstantProduct: PriceImpact {
  public static let name = "constant-product"
  public static let summary = "Two reserves whose product stays the same; fee on what is paid in."
  public static let source = "Adams, Zinsmeister, Robinson, Uniswap v2 Core, 2020"
  public static let parameters: [RuleParameter] = []
  public static let hasReserves = true

  public init(_ values: RuleValues) {}

  public func opening(of pool: LiquidityPool) -> PoolState {
    PoolState(base: pool.baseReserve ?? 0, quote: pool.quoteReserve ?? 0, fee: pool.fee)
  }

  public func price(in pool: PoolState) -> Double { pool.quote / pool.base }

  public func sale(of units: Double, into pool: PoolState) -> Trade {
    let effective = units * (1 - pool.fee)
    return trade(baseIn: units, quoteOut: pool.quote * effective / (pool.base + effective), pool)
  }

  public func purchase(of units: Double, from pool: PoolState) -> Trade {
    let taken = min(units, 0.999 * pool.base)
    let paid = pool.quote * taken / (pool.base - taken) / (1 - pool.fee)
    return trade(baseIn: -taken, quoteOut: -paid, pool)
  }

  public func spending(of quoteUnits: Double, in pool: PoolState) -> Trade {
    let effective = quoteUnits * (1 - pool.fee)
    return trade(
      baseIn: -pool.base * effective / (pool.quote + effective), quoteOut: -quoteUnits, pool)
  }

  public func moved(_ pool: PoolState, to price: Double) -> Trade {
    let product = pool.base * pool.quote
    return trade(
      baseIn: .sqrt(product / price) - pool.base, quoteOut: pool.quote - .sqrt(product * price),
      pool)
  }

  public func depth(to fall: Double, of pool: PoolState) -> Double {
    pool.base * (1 / .sqrt(1 - fall) - 1)
  }

  private func trade(baseIn: Double, quoteOut: Double, _ pool: PoolState) -> Trade {
    var after = pool
    after.base += baseIn
    after.quote -= quoteOut
    return Trade(baseIn: baseIn, quoteOut: quoteOut, pool: after)
  }
}
