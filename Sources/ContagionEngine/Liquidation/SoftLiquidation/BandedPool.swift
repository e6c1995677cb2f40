import RealModule

/// Prices at which crvUSD's bands turn collateral into debt, and back.
///
/// Band *n* lies between `p·((A−1)/A)^n` and `p·((A−1)/A)^(n+1)`. Within it
/// `(f + x)(g + y) = p_o·A²·y₀²` with `f = A·y₀·p_o² / p↑` and
/// `g = (A−1)·y₀·p↑ / p_o`, where *x* is debt asset, *y* collateral and `p_o` the
/// oracle's price: the band's own price moves as the cube of the oracle's, so
/// arbitrage sells collateral as it falls. Fees and losses of coarse arbitrage
/// are not in it.
///
/// Source: curvefi/curve-stablecoin `AMM.vy` @cf1d05fb (example `LLAMMA`).
public struct BandedPool: Hashable, Sendable {
  /// *A*, above 1.
  public let amplification: Double
  /// The upper price of band 0.
  public let basePrice: Double

  public init(amplification: Double, basePrice: Double) {
    self.amplification = amplification
    self.basePrice = basePrice
  }

  /// The upper price of a band.
  public func upperPrice(of band: Int) -> Double {
    basePrice * .pow((amplification - 1) / amplification, band)
  }

  public func lowerPrice(of band: Int) -> Double { upperPrice(of: band + 1) }

  /// The band's own price where it holds no debt asset.
  public func priceWhenFull(of band: Int, oracle: Double) -> Double {
    oracle * oracle * oracle / (upperPrice(of: band) * upperPrice(of: band))
  }

  /// The band's own price where it holds no collateral.
  public func priceWhenSold(of band: Int, oracle: Double) -> Double {
    oracle * oracle * oracle / (lowerPrice(of: band) * lowerPrice(of: band))
  }

  /// *y₀* of a band that holds `x` of the debt asset and `y` of collateral.
  ///
  /// The positive root of `p_o·A·y₀² − b·y₀ − x·y = 0` with
  /// `b = A·y·p_o²/p↑ + (A−1)·x·p↑/p_o`.
  public func scale(of band: Int, x: Double, y: Double, oracle: Double) -> Double {
    let top = upperPrice(of: band)
    let linear = oracle * oracle / top * amplification * y + top / oracle * (amplification - 1) * x
    let root = (linear * linear + 4 * oracle * amplification * x * y).squareRoot()
    return (linear + root) / (2 * amplification * oracle)
  }

  /// The band's own price, debt units per collateral unit.
  public func price(of band: Int, x: Double, y: Double, oracle: Double) -> Double {
    let top = upperPrice(of: band)
    let scale = scale(of: band, x: x, y: y, oracle: oracle)
    let f = amplification * scale * oracle * oracle / top
    let g = (amplification - 1) * scale * top / oracle
    return (f + x) / (g + y)
  }

  /// What collateral spread evenly over bands turns into when the price falls
  /// through all of them slowly: `y·√(p↑·p↓)` for each band.
  public func proceeds(of collateral: Double, in bands: Range<Int>) -> Double {
    let part = collateral / Double(bands.count)
    return bands.reduce(0) {
      $0 + part * (upperPrice(of: $1) * lowerPrice(of: $1)).squareRoot()
    }
  }

  /// Health of a loan: `proceeds·(1 − discount) / debt − 1`; closed below 0.
  public func health(
    of collateral: Double, in bands: Range<Int>, debt: Double, discount: Double
  ) -> Double {
    proceeds(of: collateral, in: bands) * (1 - discount) / debt - 1
  }
}
