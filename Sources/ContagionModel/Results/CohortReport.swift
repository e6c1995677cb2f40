/// What was lost when a book was summed up in cohorts.
public struct CohortReport: Hashable, Sendable {
  /// One point of one asset's at-risk curve, before and after.
  public struct Point: Hashable, Sendable {
    public var asset: AssetID
    /// The fall of its price, 0...1.
    public var fall: Double
    /// Debt of accounts below health 1, with the accounts and with the cohorts.
    public var accountsUSD: Double
    public var cohortsUSD: Double

    public init(asset: AssetID, fall: Double, accountsUSD: Double, cohortsUSD: Double) {
      self.asset = asset
      self.fall = fall
      self.accountsUSD = accountsUSD
      self.cohortsUSD = cohortsUSD
    }

    public var errorUSD: Double { abs(cohortsUSD - accountsUSD) }
  }

  public var accounts: Int
  public var cohorts: Int
  /// Accounts behind the smallest cohort.
  public var smallestCohort: Int
  public var debtUSD: Double
  public var collateralUSD: Double
  /// The point of each asset's curve where the cohorts are furthest off.
  public var worst: [Point]

  public init(
    accounts: Int, cohorts: Int, smallestCohort: Int, debtUSD: Double, collateralUSD: Double,
    worst: [Point]
  ) {
    self.accounts = accounts
    self.cohorts = cohorts
    self.smallestCohort = smallestCohort
    self.debtUSD = debtUSD
    self.collateralUSD = collateralUSD
    self.worst = worst
  }
}
