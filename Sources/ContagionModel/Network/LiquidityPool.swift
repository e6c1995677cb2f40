/// An automated market maker or a depth table between two assets.
///
/// The first asset is the *base*, which is sold; the second the *quote*, in
/// which the pool prices it.
public struct LiquidityPool: Hashable, Sendable {
  public var venue: String?
  public var chain: String?
  /// The pricing rule, from the catalog of price impacts.
  public var formula: RuleChoice
  /// The share of what is paid in that the pool keeps, 0 ..< 1.
  public var fee: Double
  public var base: AssetID
  public var quote: AssetID
  /// Units of the base held, for a formula with reserves.
  public var baseReserve: Double?
  /// Units of the quote held, for a formula with reserves.
  public var quoteReserve: Double?
  /// Quote units per base unit at size 0, for a formula without reserves.
  public var price: Double?
  /// What a sale of a given size was quoted, for a depth table.
  public var quotes: [DepthQuote]
  /// Where concentrated liquidity lies, prices rising.
  public var ranges: [LiquidityRange]

  public init(
    base: AssetID, quote: AssetID, formula: RuleChoice, fee: Double = 0, venue: String? = nil,
    chain: String? = nil, baseReserve: Double? = nil, quoteReserve: Double? = nil,
    price: Double? = nil, quotes: [DepthQuote] = [],
    ranges: [LiquidityRange] = []
  ) {
    self.base = base
    self.quote = quote
    self.formula = formula
    self.fee = fee
    self.venue = venue
    self.chain = chain
    self.baseReserve = baseReserve
    self.quoteReserve = quoteReserve
    self.price = price
    self.quotes = quotes
    self.ranges = ranges
  }
}

/// One line of a depth table: the average price at which a size can be sold.
public struct DepthQuote: Hashable, Sendable {
  /// Units of the base sold at once.
  public var size: Double
  /// Average price received, in quote units per base unit.
  public var price: Double

  public init(size: Double, price: Double) {
    self.size = size
    self.price = price
  }
}

/// One line of a profile of concentrated liquidity: from its price up to the
/// next line's.
public struct LiquidityRange: Hashable, Sendable {
  /// Quote units per base unit at which the range starts, 0 or more.
  public var price: Double
  /// √(base units · quote units), 0 or more: what Uniswap's integers are after
  /// division by 10 to half the sum of both tokens' decimals.
  public var liquidity: Double

  public init(price: Double, liquidity: Double) {
    self.price = price
    self.liquidity = liquidity
  }
}
