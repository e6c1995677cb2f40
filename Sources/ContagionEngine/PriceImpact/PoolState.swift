public import ContagionModel

/// A pool as a price impact sees it.
public struct PoolState: Hashable, Sendable {
  /// Units of the base held; for a formula without reserves, units sold into
  /// the pool since the opening (negative after purchases).
  public var base: Double
  /// Units of the quote held; for a formula without reserves, quote units per
  /// base unit at size 0, or now where liquidity is concentrated.
  public var quote: Double
  /// The share of what is paid in that the pool keeps, 0 ..< 1.
  public var fee: Double
  /// For a formula without reserves: depth as a multiple of the opening's.
  public var depthScale: Double
  /// Depth table lines, sizes rising, prices as shares of the price at size 0;
  /// empty for other formulas.
  public var quotes: [DepthQuote]
  /// Where concentrated liquidity lies, prices rising; empty for other formulas.
  public var ranges: [LiquidityRange]

  public init(
    base: Double, quote: Double, fee: Double = 0, depthScale: Double = 1,
    quotes: [DepthQuote] = [], ranges: [LiquidityRange] = []
  ) {
    self.base = base
    self.quote = quote
    self.fee = fee
    self.depthScale = depthScale
    self.quotes = quotes
    self.ranges = ranges
  }
}

/// What a trade gives and takes, and the pool after it.
public struct Trade: Hashable, Sendable {
  /// Base units the pool receives; negative if it pays them out.
  public var baseIn: Double
  /// Quote units the pool pays out; negative if it receives them.
  public var quoteOut: Double
  public var pool: PoolState

  public init(baseIn: Double, quoteOut: Double, pool: PoolState) {
    self.baseIn = baseIn
    self.quoteOut = quoteOut
    self.pool = pool
  }

  /// A trade that changes a pool's reserves by these units, in where positive.
  init(base: Double, quote: Double, in pool: PoolState) {
    var after = pool
    after.base += base
    after.quote += quote
    self.init(baseIn: base, quoteOut: -quote, pool: after)
  }
}
