/// How a budget of capital is best laid out on a scenario set: over separate covers,
/// and in one layer on the sum.
public struct CapitalPlan: Hashable, Sendable {
  /// One market and its part of the budget, USD.
  public struct Share: Hashable, Sendable {
    public var market: InsuredMarket
    public var expectedUSD: Double
    /// Its cover where the least is left on average, and in the tail.
    public var forMeanUSD: Double
    public var forTailUSD: Double
    /// `P(loss > cover)` at the cover for the mean: what its next unit is worth.
    public var marginalValue: Double

    public init(
      market: InsuredMarket, expectedUSD: Double, forMeanUSD: Double, forTailUSD: Double,
      marginalValue: Double
    ) {
      self.market = market
      self.expectedUSD = expectedUSD
      self.forMeanUSD = forMeanUSD
      self.forTailUSD = forTailUSD
      self.marginalValue = marginalValue
    }
  }

  /// One way to lay the budget out, and what it leaves.
  public struct Split: Hashable, Sendable {
    public var name: String
    public var uncoveredUSD: Estimate
    public var tailUSD: Estimate
    /// What no split can do better than in the tail, proven; `nil` where nothing is.
    public var leastTailUSD: Double?

    public init(
      _ name: String, uncoveredUSD: Estimate, tailUSD: Estimate, leastTailUSD: Double? = nil
    ) {
      self.name = name
      self.uncoveredUSD = uncoveredUSD
      self.tailUSD = tailUSD
      self.leastTailUSD = leastTailUSD
    }
  }

  /// One layer on the sum of losses and what it comes to for the insured, USD.
  public struct Layer: Hashable, Sendable {
    public var name: String
    public var attachmentUSD: Double
    public var limitUSD: Double
    public var retainedUSD: Double
    public var recoveredUSD: Double
    public var premiumUSD: Double
    public var tailRetainedUSD: Double
    public var objectiveUSD: Double

    public init(
      _ name: String, attachmentUSD: Double, limitUSD: Double, retainedUSD: Double,
      recoveredUSD: Double, premiumUSD: Double, tailRetainedUSD: Double, objectiveUSD: Double
    ) {
      self.name = name
      self.attachmentUSD = attachmentUSD
      self.limitUSD = limitUSD
      self.retainedUSD = retainedUSD
      self.recoveredUSD = recoveredUSD
      self.premiumUSD = premiumUSD
      self.tailRetainedUSD = tailRetainedUSD
      self.objectiveUSD = objectiveUSD
    }
  }

  public var budgetUSD: Double
  /// How much a unit of tail weighs beside one of expected loss and premium.
  public var tailWeight: Double
  /// Markets that lose anything.
  public var shares: [Share]
  public var splits: [Split]
  /// Empty where the premium is not linear in expected loss and limit.
  public var layers: [Layer]

  public init(
    budgetUSD: Double, tailWeight: Double, shares: [Share], splits: [Split], layers: [Layer]
  ) {
    self.budgetUSD = budgetUSD
    self.tailWeight = tailWeight
    self.shares = shares
    self.splits = splits
    self.layers = layers
  }
}
