/// Prices of several assets at the same times, a row a time.
public struct PriceHistory: Hashable, Sendable {
  public var assets: [AssetID]
  /// Times as the file spells them, in its order.
  public var times: [String]
  /// Prices above 0, row by row: `prices[row * assets.count + asset]`.
  public var prices: [Double]
  /// Days from one row to the next, above 0.
  public var stepDays: Double

  /// Keeps prices.
  ///
  /// - Precondition: As many prices as times and assets make.
  public init(assets: [AssetID], times: [String], prices: [Double], stepDays: Double) {
    precondition(prices.count == assets.count * times.count, "a price for every time and asset")
    self.assets = assets
    self.times = times
    self.prices = prices
    self.stepDays = stepDays
  }
}
