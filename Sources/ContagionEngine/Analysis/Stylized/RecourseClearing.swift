/// A fund that borrows from a pool against tokens and from a platform on trust.
///
/// Without recourse the pool gets `min(debt, collateral)` and no claim on the
/// rest; with recourse what is missing ranks equally with the platform's claim.
/// What the collateral leaves over goes to the estate. The platform pays its
/// savers from what it has.
///
/// Source: Schuler, Nadler, Schär, "Contagion and loss redistribution in crypto
/// asset markets", Economics Letters 231, 2023 (example `NONRECOURSE`).
public struct RecourseClearing: Hashable, Sendable {
  public var collateralUnits: Double
  public var poolDebt: Double
  public var platformDebt: Double
  public var cash: Double
  public var platformAssets: Double
  public var savings: Double

  /// What each loses.
  public struct Losses: Hashable, Sendable {
    public var pool: Double
    public var platform: Double
    public var savers: Double
  }

  public init(
    collateralUnits: Double, poolDebt: Double, platformDebt: Double, cash: Double,
    platformAssets: Double, savings: Double
  ) {
    self.collateralUnits = collateralUnits
    self.poolDebt = poolDebt
    self.platformDebt = platformDebt
    self.cash = cash
    self.platformAssets = platformAssets
    self.savings = savings
  }

  /// The losses at a token price.
  public func losses(at price: Double, hasRecourse: Bool) -> Losses {
    let secured = min(poolDebt, collateralUnits * price)
    let estate = cash + collateralUnits * price - secured
    let missing = poolDebt - secured
    let claims = platformDebt + (hasRecourse ? missing : 0)
    let share = claims > 0 ? min(1, estate / claims) : 1
    let platform = platformDebt * (1 - share)
    return Losses(
      pool: hasRecourse ? missing * (1 - share) : missing, platform: platform,
      savers: max(0, savings - platformAssets - platformDebt + platform))
  }
}
