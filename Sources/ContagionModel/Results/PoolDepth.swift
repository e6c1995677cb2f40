/// What liquidators sold into a pool beside what the pool could take.
public struct PoolDepth: Hashable, Sendable {
  public var pool: PoolID
  /// The asset sold into the pool.
  public var asset: AssetID
  /// Sold by liquidators over the whole run, at the opening price of each round.
  public var soldUSD: Double
  /// What moves the pool's price by 2 % when sold at once right after the shock.
  public var depthAt2PercentUSD: Double
  /// What moves the pool's price by 10 % when sold at once right after the shock.
  public var depthAt10PercentUSD: Double

  public init(
    pool: PoolID, asset: AssetID, soldUSD: Double, depthAt2PercentUSD: Double,
    depthAt10PercentUSD: Double
  ) {
    self.pool = pool
    self.asset = asset
    self.soldUSD = soldUSD
    self.depthAt2PercentUSD = depthAt2PercentUSD
    self.depthAt10PercentUSD = depthAt10PercentUSD
  }
}
