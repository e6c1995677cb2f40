import RealModule

/// Collateral spread evenly over liquidation prices, against a constant-product
/// pool: the textbook picture of a liquidation cascade.
///
/// Between `low` and `high`, `unitsPerUSD` units fall due per USD of price. A sale
/// of dq into a pool of x units moves its price by dP/P = −2·dq/x, so the
/// branching ratio is R(P) = 2·P·λ / x. The cascade comes to rest at the greatest
/// P ≤ P₁ with P = k / (x₁ + λ·(high − max(P, low)))².
///
/// Source: example `BRANCHING-CPMM`; the analogue of the stability condition of
/// Caccioli, Shrestha, Moore, Farmer, JBF 46, 2014.
public struct LiquidationDensity: Hashable, Sendable {
  public var unitsPerUSD: Double
  public var low: Double
  public var high: Double

  public init(unitsPerUSD: Double, low: Double, high: Double) {
    self.unitsPerUSD = unitsPerUSD
    self.low = low
    self.high = high
  }

  /// R(P) with the pool at a price, its product of reserves being `k`.
  public func branchingRatio(at price: Double, product: Double) -> Double {
    guard (low...high).contains(price) else { return 0 }
    return 2 * price * unitsPerUSD / .sqrt(product / price)
  }

  /// Where the price comes to rest after it has been moved to a first price, by
  /// iteration from above until it stays.
  public func restingPrice(from first: Double, product: Double) -> Double {
    let reserve = Double.sqrt(product / first)
    var price = first
    while true {
      let units = reserve + sold(at: price)
      let next = product / (units * units)
      guard next < price else { return price }
      price = next
    }
  }

  /// Units whose liquidation price is above a price.
  public func sold(at price: Double) -> Double {
    unitsPerUSD * max(0, high - max(price, low))
  }
}
