public import OrderedCollections

/// What one design does to the losses of a scenario set, USD.
///
/// Ratios are `nil` where their denominator is 0.
public struct DesignMetrics: Hashable, Sendable {
  public var lockedCapitalUSD: Double
  /// The most that promises could add; infinite without a limit.
  public var promisedUSD: Double
  public var annualCostUSD: Double?

  public var grossUSD: Estimate
  public var coveredUSD: Estimate
  public var uncoveredUSD: Estimate
  public var notPaidByLockedUSD: Estimate
  public var coverageRatio: Double?
  public var probabilityUncovered: Estimate
  /// That locked capital pays all it can while lenders still lose.
  public var probabilityExhausted: Estimate
  public var valueAtRiskUSD: Estimate
  public var tailValueAtRiskUSD: Estimate
  public var worstUSD: Double
  /// `1 − TVaR(uncovered) / TVaR(gross)`.
  public var tailCoverageRatio: Double?

  /// Expected loss by payer; lenders without what a bail-out would give.
  public var borneByUSD: OrderedDictionary<InsurancePayer, Double>
  public var ownCommunityShare: Double?
  public var paidByLockedUSD: Estimate
  /// Expected payment per unit of locked capital.
  public var efficiencyRatio: Double?
  /// Expected cover per unit of annual cost.
  public var coverPerCostRatio: Double?
  public var contingentCalledUSD: Estimate
  public var bailoutUSD: Double

  /// What locked capital is worth when it is needed, weighted by loss.
  public var capitalAtPayoutRatio: Double?
  /// Between the capital's value and the loss.
  public var capitalLossCorrelation: Double?

  public var frictionUSD: Estimate
  /// What payers must sell, at the price before.
  public var assetSalesUSD: Double
  public var cashCalledUSD: Double
  /// Paid where there was no loss.
  public var overpaidUSD: Double
  /// Days to payment, weighted by loss.
  public var delayDays: Double?
  public var reliability: DesignReliability
  /// By market.
  public var haircuts: [LenderHaircut]

  public init(
    lockedCapitalUSD: Double, promisedUSD: Double, annualCostUSD: Double?, grossUSD: Estimate,
    coveredUSD: Estimate, uncoveredUSD: Estimate, notPaidByLockedUSD: Estimate,
    coverageRatio: Double?, probabilityUncovered: Estimate, probabilityExhausted: Estimate,
    valueAtRiskUSD: Estimate, tailValueAtRiskUSD: Estimate, worstUSD: Double,
    tailCoverageRatio: Double?, borneByUSD: OrderedDictionary<InsurancePayer, Double>,
    ownCommunityShare: Double?, paidByLockedUSD: Estimate, efficiencyRatio: Double?,
    coverPerCostRatio: Double?, contingentCalledUSD: Estimate, bailoutUSD: Double,
    capitalAtPayoutRatio: Double?, capitalLossCorrelation: Double?, frictionUSD: Estimate,
    assetSalesUSD: Double, cashCalledUSD: Double, overpaidUSD: Double, delayDays: Double?,
    reliability: DesignReliability, haircuts: [LenderHaircut]
  ) {
    self.lockedCapitalUSD = lockedCapitalUSD
    self.promisedUSD = promisedUSD
    self.annualCostUSD = annualCostUSD
    self.grossUSD = grossUSD
    self.coveredUSD = coveredUSD
    self.uncoveredUSD = uncoveredUSD
    self.notPaidByLockedUSD = notPaidByLockedUSD
    self.coverageRatio = coverageRatio
    self.probabilityUncovered = probabilityUncovered
    self.probabilityExhausted = probabilityExhausted
    self.valueAtRiskUSD = valueAtRiskUSD
    self.tailValueAtRiskUSD = tailValueAtRiskUSD
    self.worstUSD = worstUSD
    self.tailCoverageRatio = tailCoverageRatio
    self.borneByUSD = borneByUSD
    self.ownCommunityShare = ownCommunityShare
    self.paidByLockedUSD = paidByLockedUSD
    self.efficiencyRatio = efficiencyRatio
    self.coverPerCostRatio = coverPerCostRatio
    self.contingentCalledUSD = contingentCalledUSD
    self.bailoutUSD = bailoutUSD
    self.capitalAtPayoutRatio = capitalAtPayoutRatio
    self.capitalLossCorrelation = capitalLossCorrelation
    self.frictionUSD = frictionUSD
    self.assetSalesUSD = assetSalesUSD
    self.cashCalledUSD = cashCalledUSD
    self.overpaidUSD = overpaidUSD
    self.delayDays = delayDays
    self.reliability = reliability
    self.haircuts = haircuts
  }
}

/// What one market's lenders lose of their deposits.
public struct LenderHaircut: Hashable, Sendable {
  public var market: InsuredID
  public var chain: String?
  /// Expected, 95 % quantile and largest bad debt left with them, USD.
  public var expectedUSD: Double
  public var at95USD: Double
  public var largestUSD: Double
  /// The same as a share of deposits; `nil` where nobody says what those are.
  public var expectedRatio: Double?
  public var at95Ratio: Double?
  public var largestRatio: Double?

  public init(
    market: InsuredID, chain: String?, expectedUSD: Double, at95USD: Double,
    largestUSD: Double, expectedRatio: Double?, at95Ratio: Double?, largestRatio: Double?
  ) {
    self.market = market
    self.chain = chain
    self.expectedUSD = expectedUSD
    self.at95USD = at95USD
    self.largestUSD = largestUSD
    self.expectedRatio = expectedRatio
    self.at95Ratio = at95Ratio
    self.largestRatio = largestRatio
  }
}
