/// What a design leaves to lenders on average, as it is and under other assumptions.
public struct DesignSensitivity: Hashable, Sendable {
  /// One assumption that is changed.
  public enum Case: String, Hashable, Sendable, CaseIterable {
    case base = "as it is"
    /// Every asset that capital is held in is worth 20 % less at payout.
    case capitalFalls = "capital −20 %"
    /// Recognition comes ten days later.
    case recognitionLater = "10 days later"
    /// Half the depth of the pools that tokens are sold into.
    case halfDepth = "half depth"
    /// Every market's loss comes without regard to the others'.
    case independent = "each on its own"
    /// Every market has its worst loss together with all others.
    case comonotone = "all at once"
  }

  public var design: String
  /// Expected loss left to lenders by case, USD; a case is absent where it cannot be
  /// told.
  public var uncoveredUSD: [Case: Double]
  /// Its standard error, where scenarios are draws and it can be told.
  public var standardErrorUSD: [Case: Double]
  /// 1 for the least left among all designs.
  public var rank: [Case: Int]

  public init(
    design: String, uncoveredUSD: [Case: Double], standardErrorUSD: [Case: Double] = [:],
    rank: [Case: Int]
  ) {
    self.design = design
    self.uncoveredUSD = uncoveredUSD
    self.standardErrorUSD = standardErrorUSD
    self.rank = rank
  }
}
