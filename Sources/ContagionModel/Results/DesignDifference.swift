/// One design less another on the same scenarios, USD.
///
/// Errors are those of the scenario-by-scenario difference, which is smaller than
/// what the two designs' own errors suggest.
public struct DesignDifference: Hashable, Sendable {
  public var design: String
  public var other: String
  /// Left to lenders on average, and in the tail.
  public var uncoveredUSD: Estimate
  public var tailUSD: Estimate
  /// Scenarios in which the first leaves more, and in which it leaves less.
  public var moreOften: Double
  public var lessOften: Double

  public init(
    design: String, other: String, uncoveredUSD: Estimate, tailUSD: Estimate, moreOften: Double,
    lessOften: Double
  ) {
    self.design = design
    self.other = other
    self.uncoveredUSD = uncoveredUSD
    self.tailUSD = tailUSD
    self.moreOften = moreOften
    self.lessOften = lessOften
  }
}
