/// How assets move, alone and together, by their prices.
public struct VolatilityReport: Hashable, Sendable {
  /// A stretch without prices.
  public struct Gap: Hashable, Sendable {
    /// The last price before it and the first after it, seconds since 1970.
    public var start: Double
    public var end: Double

    public init(start: Double, end: Double) {
      self.start = start
      self.end = end
    }
  }

  public struct Asset: Hashable, Sendable {
    public var asset: AssetID
    public var prices: Int
    /// Logarithmic returns over one step; those over gaps are left out.
    public var returns: Int
    public var gaps: [Gap]
    /// Standard deviation of the returns, over a year.
    public var volatility: Double

    public init(asset: AssetID, prices: Int, returns: Int, gaps: [Gap], volatility: Double) {
      self.asset = asset
      self.prices = prices
      self.returns = returns
      self.gaps = gaps
      self.volatility = volatility
    }
  }

  public struct Correlation: Hashable, Sendable {
    public var first: AssetID
    public var second: AssetID
    /// Steps in which both have a return.
    public var returns: Int
    /// `nil` with fewer than two such steps, or if one of them does not move.
    public var value: Double?

    public init(first: AssetID, second: AssetID, returns: Int, value: Double?) {
      self.first = first
      self.second = second
      self.returns = returns
      self.value = value
    }
  }

  /// Seconds from one price to the next.
  public var stepSeconds: Double
  public var assets: [Asset]
  /// Every pair once, in the order of the assets.
  public var correlations: [Correlation]

  public init(stepSeconds: Double, assets: [Asset], correlations: [Correlation]) {
    self.stepSeconds = stepSeconds
    self.assets = assets
    self.correlations = correlations
  }
}
