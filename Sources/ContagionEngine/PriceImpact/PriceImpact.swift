public import ContagionModel

/// How a pool's price gives way to a trade.
///
/// A pool trades its *base* against its *quote*. An implementation is a
/// function of the pool's state alone; the engine nets trades before it asks.
public protocol PriceImpact: Rule {
  /// Whether ``PoolState/base`` and ``PoolState/quote`` are units held.
  static var hasReserves: Bool { get }
  /// Quote units per base unit for an infinitely small trade, without fee.
  func price(in pool: PoolState) -> Double
  /// The answer to a trade that gives base units and takes quote units.
  func sale(of units: Double, into pool: PoolState) -> Trade
  /// The answer to a trade that takes these base units, or as many as there are.
  func purchase(of units: Double, from pool: PoolState) -> Trade
  /// The answer to a trade that gives these quote units for base units.
  func spending(of quoteUnits: Double, in pool: PoolState) -> Trade
  /// The trade without fee that brings the pool to a price.
  func moved(_ pool: PoolState, to price: Double) -> Trade
  /// Base units whose sale, without fee, lowers the price by a share 0 ..< 1.
  func depth(to fall: Double, of pool: PoolState) -> Double
  /// The state of a pool as a file describes it.
  func opening(of pool: LiquidityPool) -> PoolState
}

extension PriceImpact {
  public var hasReserves: Bool { Self.hasReserves }

  public func opening(of pool: LiquidityPool) -> PoolState {
    let price = pool.price ?? 0
    return PoolState(
      base: 0, quote: price, fee: pool.fee,
      quotes: pool.quotes.map { DepthQuote(size: $0.size, price: $0.price / price) })
  }
}

extension Catalog where Kind == any PriceImpact {
  /// Every pool formula in the package. Add yours here.
  public static let priceImpacts = Catalog(
    "pool formula",
    [
      Entry(ConstantProduct.self) { $0 },
      Entry(WeightedProduct.self) { $0 },
      Entry(StableSwap.self) { $0 },
      Entry(ConcentratedLiquidity.self) { $0 },
      Entry(DepthTable.self) { $0 },
      Entry(LinearImpact.self) { $0 },
      Entry(ExponentialImpact.self) { $0 },
      Entry(FlooredImpact.self) { $0 },
      Entry(SquareRootImpact.self) { $0 },
    ])
}
