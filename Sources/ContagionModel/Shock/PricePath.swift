/// Outside prices over time, as a timed run plays them.
///
/// A price holds from its time to the next one. Only ratios of prices count: a run
/// multiplies the network's own prices by them.
public struct PricePath: Hashable, Sendable {
  public var assets: [AssetID]
  /// Seconds, rising.
  public var times: [Double]
  /// Prices above 0, row by row: `prices[row * assets.count + asset]`.
  public var prices: [Double]

  /// Keeps prices.
  ///
  /// - Precondition: At least one time, and as many prices as times and assets make.
  public init(assets: [AssetID], times: [Double], prices: [Double]) {
    precondition(!times.isEmpty, "a path has a time")
    precondition(prices.count == assets.count * times.count, "a price for every time and asset")
    self.assets = assets
    self.times = times
    self.prices = prices
  }

  /// Joins series of prices: rows where any of them has one, from the first time at
  /// which all have one, each holding its last price.
  ///
  /// - Returns: `nil` without a series, or if one ends before another starts.
  public init?(joining series: [PriceSeries]) {
    guard let start = series.compactMap(\.times.first).max(),
      series.allSatisfy({ !$0.times.isEmpty })
    else { return nil }
    let end = series.compactMap(\.times.last).max() ?? start
    guard series.allSatisfy({ ($0.times.last ?? start) >= start }) else { return nil }
    let times = Set(series.flatMap(\.times)).filter { $0 >= start && $0 <= end }.sorted()
    var places = series.map { _ in 0 }
    var prices: [Double] = []
    for time in times {
      for (row, one) in series.enumerated() {
        while places[row] + 1 < one.times.count, one.times[places[row] + 1] <= time {
          places[row] += 1
        }
        prices.append(one.prices[places[row]])
      }
    }
    self.init(assets: series.map(\.asset), times: times, prices: prices)
  }

  /// The path from a time on; `nil` if it ends before.
  public func starting(at time: Double) -> PricePath? {
    guard time <= times[times.count - 1] else { return nil }
    let first = Array(prices(after: time - times[0]))
    let rest = times.indices.filter { times[$0] > time }
    return PricePath(
      assets: assets, times: [time] + rest.map { times[$0] },
      prices: first + rest.flatMap { prices[$0 * assets.count..<($0 + 1) * assets.count] })
  }

  /// From the first time to the last, in seconds.
  public var duration: Double { times[times.count - 1] - times[0] }

  /// The prices that hold so many seconds after the first time.
  ///
  /// - Complexity: O(log *n*).
  public func prices(after seconds: Double) -> ArraySlice<Double> {
    let time = times[0] + seconds
    var low = 0
    var high = times.count
    while low < high {
      let middle = (low + high) / 2
      if times[middle] <= time { low = middle + 1 } else { high = middle }
    }
    let row = max(0, low - 1)
    return prices[row * assets.count..<(row + 1) * assets.count]
  }
}
