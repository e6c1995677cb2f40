/// Prices of one asset over time.
public struct PriceSeries: Hashable, Sendable {
  public var asset: AssetID
  /// Seconds since 1970, rising.
  public var times: [Double]
  /// Above 0, as many as there are times.
  public var prices: [Double]

  /// - Precondition: As many prices as times.
  public init(asset: AssetID, times: [Double], prices: [Double]) {
    precondition(times.count == prices.count, "a price for every time")
    self.asset = asset
    self.times = times
    self.prices = prices
  }
}
