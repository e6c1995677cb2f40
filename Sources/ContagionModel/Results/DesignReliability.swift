/// How far a design can be relied on, and what its capital costs.
///
/// Ratios are `nil` where their denominator is 0 or nobody says.
public struct DesignReliability: Hashable, Sendable {
  /// `P(loss > locked capital)`: what the next unit in one common pool would save.
  public var marginalValue: Estimate
  /// The most that locked capital promises over what is locked: above 1 where one
  /// unit of capital backs several of cover.
  public var leverageRatio: Double?
  /// Cost a year over that most.
  public var rateOnLineRatio: Double?
  /// Cost a year over expected payments of locked capital, scenarios being years.
  public var costMultipleRatio: Double?
  /// The loss to lenders that one scenario in 200 exceeds, USD.
  public var uncoveredAt1In200USD: Estimate
  /// What is left of the capital in the worst scenario but those 1 in 200, USD.
  public var capitalLeftAt1In200USD: Double?
  /// Expected number of independent scenarios until one uses all locked capital
  /// up; `nil` if none does.
  public var scenariosToExhaustion: Double?
  /// That at least one of ten independent scenarios uses all locked capital up.
  public var exhaustedWithinTen: Double
  /// Years of the annual cost that bring the capital back from
  /// ``capitalLeftAt1In200USD`` to what is locked; `nil` where nobody pays for it.
  public var replenishmentYears: Double?
  /// The share of scenarios with a loss in which nothing is paid.
  public var falseNegativeRate: Double?
  /// The share of scenarios with a payout in which nothing was lost.
  public var falsePositiveShare: Double?
  /// Between what is paid and what is lost.
  public var payoutLossCorrelation: Double?

  public init(
    marginalValue: Estimate, leverageRatio: Double?, rateOnLineRatio: Double?,
    costMultipleRatio: Double?, uncoveredAt1In200USD: Estimate, capitalLeftAt1In200USD: Double?,
    scenariosToExhaustion: Double?, exhaustedWithinTen: Double, replenishmentYears: Double?,
    falseNegativeRate: Double?, falsePositiveShare: Double?,
    payoutLossCorrelation: Double?
  ) {
    self.marginalValue = marginalValue
    self.leverageRatio = leverageRatio
    self.rateOnLineRatio = rateOnLineRatio
    self.costMultipleRatio = costMultipleRatio
    self.uncoveredAt1In200USD = uncoveredAt1In200USD
    self.capitalLeftAt1In200USD = capitalLeftAt1In200USD
    self.scenariosToExhaustion = scenariosToExhaustion
    self.exhaustedWithinTen = exhaustedWithinTen
    self.replenishmentYears = replenishmentYears
    self.falseNegativeRate = falseNegativeRate
    self.falsePositiveShare = falsePositiveShare
    self.payoutLossCorrelation = payoutLossCorrelation
  }
}
