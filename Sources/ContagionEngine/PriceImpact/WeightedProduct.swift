public import ContagionModel
import RealModule

/// Two reserves of unequal weight, as in Balancer.
///
/// `x^w·y^(1−w)` stays the same, where *w* is the weight of the base. Selling
/// *dx* pays `y·(1 − (x / (x + dx(1−φ)))^(w / (1−w)))`; the fee φ is taken from
/// what is paid in and stays in the pool. The price is `(y / (1−w)) / (x / w)`.
/// With `w = 0.5` this is ``ConstantProduct``.
///
/// A purchase of more than 99.9 % of the base reserve is cut to that.
///
/// Source: Martinelli, Mushegian, "Balancer: a non-custodial portfolio manager,
/// liquidity provider, and price sensor", 2019, equations 2 and 15.
public struct WeightedProduct: PriceImpact {
  public static let name = "weighted"
  public static let summary = "Two reserves of unequal weight; fee on what is paid in."
  public static let source = "Martinelli, Mushegian, Balancer whitepaper, 2019"
  public static let parameters = [
    RuleParameter(
      "weight", in: 0.01...0.99, unit: "ratio", default: 0.5,
      "Share of the pool's value that the base has.")
  ]
  public static let hasReserves = true

  let weight: Double

  public init(_ values: RuleValues) { weight = values["weight"] }

  public func opening(of pool: LiquidityPool) -> PoolState {
    PoolState(base: pool.baseReserve ?? 0, quote: pool.quoteReserve ?? 0, fee: pool.fee)
  }

  public func price(in pool: PoolState) -> Double {
    pool.quote / (1 - weight) / (pool.base / weight)
  }

  public func sale(of units: Double, into pool: PoolState) -> Trade {
    let growth = units * (1 - pool.fee) / pool.base
    let paid = -pool.quote * .expMinusOne(-weight / (1 - weight) * .log(onePlus: growth))
    return Trade(base: units, quote: -paid, in: pool)
  }

  public func purchase(of units: Double, from pool: PoolState) -> Trade {
    let taken = min(units, 0.999 * pool.base)
    let growth = -weight / (1 - weight) * Double.log(onePlus: -taken / pool.base)
    return Trade(base: -taken, quote: pool.quote * .expMinusOne(growth) / (1 - pool.fee), in: pool)
  }

  public func spending(of quoteUnits: Double, in pool: PoolState) -> Trade {
    let growth = Double.log(onePlus: quoteUnits * (1 - pool.fee) / pool.quote)
    let taken = -pool.base * .expMinusOne(-(1 - weight) / weight * growth)
    return Trade(base: -taken, quote: quoteUnits, in: pool)
  }

  public func moved(_ pool: PoolState, to price: Double) -> Trade {
    let change = Double.log(price / self.price(in: pool))
    return Trade(
      base: pool.base * .expMinusOne(-(1 - weight) * change),
      quote: pool.quote * .expMinusOne(weight * change), in: pool)
  }

  public func depth(to fall: Double, of pool: PoolState) -> Double {
    pool.base * .expMinusOne(-(1 - weight) * .log(onePlus: -fall))
  }
}
