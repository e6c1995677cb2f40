/// A pool formula fitted to quotes.
public struct DepthFit: Hashable, Sendable {
  /// The pool that fits best under its formula.
  public var pool: LiquidityPool
  /// Quote units per base unit at size 0.
  public var price: Double
  /// Base units: the reserve of a formula with reserves, else the value of ``sizeName``.
  public var size: Double
  /// The parameter that was fitted; `reserves` for a formula with reserves.
  public var sizeName: String
  /// Root of the mean squared difference of log average prices.
  public var error: Double
  /// The largest difference of log average prices.
  public var worst: Double

  public init(
    pool: LiquidityPool, price: Double, size: Double, sizeName: String, error: Double, worst: Double
  ) {
    self.pool = pool
    self.price = price
    self.size = size
    self.sizeName = sizeName
    self.error = error
    self.worst = worst
  }
}
