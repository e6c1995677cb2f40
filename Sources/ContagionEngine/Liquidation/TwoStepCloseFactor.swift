public import ContagionModel

/// What a liquidator repays who calls twice and keeps the account liquidatable.
///
/// The first call repays `(D − Σ LT·C) / (1 − LT·(1 + b))`, which leaves health
/// at 1; the second the share of what is left. Together they repay, and earn,
/// more than the close factor allows in one call. Without room, where
/// `LT·(1 + b) ≥ 1`, or where one step would repay more than the share allows,
/// the first step is the share itself.
///
/// Source: Qin et al., "An Empirical Study of DeFi Liquidations", IMC 2021,
/// arXiv:2106.06389, algorithm 2 (example `QIN-OPT`).
public struct TwoStepCloseFactor: CloseFactor {
  public static let name = "optimal-two-step"
  public static let summary = "The most that two calls in a row can repay."
  public static let source = "Qin et al., IMC 2021, arXiv:2106.06389, algorithm 2"
  public static let parameters = [
    RuleParameter(
      "share", in: 0.000_001...1, unit: "ratio", default: 0.5, "Share of the debt in each call.")
  ]

  let share: Double

  public init(_ values: RuleValues) { share = values["share"] }

  public func repayment(of account: LiquidationCase) -> Double {
    let first = firstStep(of: account)
    return first + share * (account.debtUSD - first)
  }

  /// USD that the first of the two calls repays.
  public func firstStep(of account: LiquidationCase) -> Double {
    let most = share * account.debtUSD
    let loss = 1 - account.collateralThreshold * (1 + account.bonus)
    guard loss > 0 else { return most }
    return min(most, max(0, 1 - account.healthFactor) * account.totalDebtUSD / loss)
  }
}
