public import ContagionModel
import OrderedCollections
import RealModule

/// Why series do not go together.
public enum PriceSeriesError: Error, Hashable, Sendable, CustomStringConvertible {
  case tooShort(AssetID, prices: Int)
  case tooFewReturns(AssetID, returns: Int)
  case otherStep(AssetID, seconds: Double, first: AssetID, firstSeconds: Double)

  public var description: String {
    switch self {
    case .tooShort(let asset, let prices):
      "\(asset) has \(prices) prices; a volatility needs three at least"
    case .tooFewReturns(let asset, let returns):
      "\(asset) has \(returns) returns outside its gaps; a volatility needs two at least"
    case .otherStep(let asset, let seconds, let first, let firstSeconds):
      "\(asset) has a price every \(seconds) s and \(first) every \(firstSeconds) s;"
        + " give files of one step"
    }
  }
}

extension VolatilityReport {
  /// Estimates volatilities and correlations.
  ///
  /// With returns `r = ln(p′/p)` over one step: σ = √(Σ(r − mean)² / (n − 1)) ·
  /// √(year / step), a year of 365 days; ρ is Pearson's over the steps that both
  /// assets have. The step is the median time between prices; a return over
  /// more than one and a half of it is a gap and left out. Steps go together
  /// that end at the same multiple of the step, to the nearest.
  ///
  /// - Throws: ``PriceSeriesError`` for a series that is too short, or of a step
  ///   that differs from the first one's by more than a tenth.
  public init(estimating series: [PriceSeries]) throws(PriceSeriesError) {
    var estimates: [Asset] = []
    var returns: [OrderedDictionary<Int, Double>] = []
    var step = 0.0
    for one in series {
      guard one.times.count >= 3 else { throw .tooShort(one.asset, prices: one.times.count) }
      let intervals = zip(one.times.dropFirst(), one.times).map { $0 - $1 }
      let own = intervals.sorted()[intervals.count / 2]
      if step == 0 { step = own }
      guard abs(own - step) <= step / 10 else {
        throw .otherStep(
          one.asset, seconds: own, first: series[0].asset, firstSeconds: step)
      }
      var gaps: [Gap] = []
      var values: OrderedDictionary<Int, Double> = [:]
      for (place, interval) in intervals.enumerated() {
        let end = one.times[place + 1]
        if interval > 1.5 * step {
          gaps.append(Gap(start: one.times[place], end: end))
        } else {
          values[Int((end / step).rounded()), default: 0] +=
            .log(one.prices[place + 1] / one.prices[place])
        }
      }
      guard values.count >= 2 else {
        throw .tooFewReturns(one.asset, returns: values.count)
      }
      let mean = values.values.reduce(0, +) / Double(values.count)
      let squares = values.values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      estimates.append(
        Asset(
          asset: one.asset, prices: one.prices.count, returns: values.count, gaps: gaps,
          volatility: .sqrt(squares / Double(values.count - 1) * 365 * 86_400 / step)))
      returns.append(values)
    }
    var correlations: [Correlation] = []
    for first in series.indices {
      for second in series.indices.dropFirst(first + 1) {
        let pairs = returns[first].compactMap { key, value in
          returns[second][key].map { (value, $0) }
        }
        correlations.append(
          Correlation(
            first: series[first].asset, second: series[second].asset, returns: pairs.count,
            value: Self.correlation(pairs)))
      }
    }
    self.init(stepSeconds: step, assets: estimates, correlations: correlations)
  }

  private static func correlation(_ pairs: [(Double, Double)]) -> Double? {
    let count = Double(pairs.count)
    let mean = (
      pairs.reduce(0) { $0 + $1.0 } / count, pairs.reduce(0) { $0 + $1.1 } / count
    )
    var sums = (0.0, 0.0, 0.0)
    for (first, second) in pairs {
      let (x, y) = (first - mean.0, second - mean.1)
      sums = (sums.0 + x * x, sums.1 + y * y, sums.2 + x * y)
    }
    guard pairs.count > 1, sums.0 > 0, sums.1 > 0 else { return nil }
    return min(1, max(-1, sums.2 / .sqrt(sums.0 * sums.1)))
  }
}
