public import ContagionModel

/// How a pool's price gives way to a trade.
///
/// A pool trades its *base* against its *quote*. An implementation is a
/// function of the pool's state alone; the engine nets trades before it asks.
public protocol PriceImpact: Rule {
  /// Quote units per base unit for an infinitely small trade, without fee.
  func price(in pool: PoolState) -> Double
  /// The pool's answer to a trade that gives base units and takes quote units.
  func sale(of units: Double, into pool: PoolState) -> Trade
  /// The pool's answer to a trade that takes exactly these base units.
  func purchase(of units: Double, from pool: PoolState) -> Trade
  /// The pool's answer to a trade that gives these quote units for base units.
  func spending(of quoteUnits: Double, in pool: PoolState) -> Trade
  /// The trade without fee that brings the pool to a price, with its new state.
  func moved(_ pool: PoolState, to price: Double) -> Trade
}
