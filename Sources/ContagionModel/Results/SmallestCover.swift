/// The least locked capital with which a design keeps the tail that is left to lenders
/// at most at a limit.
public struct SmallestCover: Hashable, Sendable {
  /// An amount of capital and the tail that it leaves, USD.
  public struct Point: Hashable, Sendable {
    public var lockedUSD: Double
    public var tailUSD: Estimate

    public init(lockedUSD: Double, tailUSD: Estimate) {
      self.lockedUSD = lockedUSD
      self.tailUSD = tailUSD
    }
  }

  public var design: String
  /// What the design locks as it is.
  public var lockedUSD: Double
  public var limitUSD: Double
  /// The least capital that keeps the limit; `nil` if none of what was tried does.
  public var keeps: Point?
  /// The nearest capital below that does not; `nil` if none is needed. Where nothing keeps
  /// the limit, the most that was tried.
  public var breaks: Point?
  /// The standard error of the tail as one of the capital: over what a unit of capital
  /// saves between the scanned amounts beside it. `nil` without a bracket.
  public var capitalError: Double?
  public var evaluations: Int

  public init(
    design: String, lockedUSD: Double, limitUSD: Double, keeps: Point?, breaks: Point?,
    capitalError: Double?, evaluations: Int
  ) {
    self.design = design
    self.lockedUSD = lockedUSD
    self.limitUSD = limitUSD
    self.keeps = keeps
    self.breaks = breaks
    self.capitalError = capitalError
    self.evaluations = evaluations
  }
}
