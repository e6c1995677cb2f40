/// What one design leaves with one amount of locked capital.
public struct FrontierPoint: Hashable, Sendable {
  public var design: String
  public var lockedUSD: Double
  public var uncoveredUSD: Estimate
  public var tailUSD: Estimate
  /// `P(loss > capital)`: what the next unit in one common pool is worth.
  public var marginalValue: Double

  public init(
    design: String, lockedUSD: Double, uncoveredUSD: Estimate, tailUSD: Estimate,
    marginalValue: Double
  ) {
    self.design = design
    self.lockedUSD = lockedUSD
    self.uncoveredUSD = uncoveredUSD
    self.tailUSD = tailUSD
    self.marginalValue = marginalValue
  }
}
