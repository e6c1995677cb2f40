public import ContagionModel

/// As much of the debt as brings the account back to a health factor.
///
/// With target *T*, threshold *LT* of the collateral seized and bonus *b* the
/// repayment is `(T·D − Σ LT·C) / (T − LT·(1 + b))`, where both sums are the
/// account's. At or below `T = LT·(1 + b)` no repayment restores health and the
/// whole debt may go.
///
/// Source: derived from health after a seizure, as Aave v4 and Fluid do it
/// (example `TARGET-HF`).
public struct TargetHealthCloseFactor: CloseFactor {
  public static let name = "target-health"
  public static let summary = "As much of the debt as restores a health factor."
  public static let source = "Aave v4 and Fluid: liquidation to a target health factor"
  public static let parameters = [
    RuleParameter(
      "target", in: 1...10, unit: "health factor", default: 1.05, "Health after the call.")
  ]

  let target: Double

  public init(_ values: RuleValues) { target = values["target"] }

  public func repayment(of account: LiquidationCase) -> Double {
    let gain = target - account.collateralThreshold * (1 + account.bonus)
    guard gain > 0 else { return account.debtUSD }
    let missing = (target - account.healthFactor) * account.totalDebtUSD
    return min(account.debtUSD, missing / gain)
  }
}
