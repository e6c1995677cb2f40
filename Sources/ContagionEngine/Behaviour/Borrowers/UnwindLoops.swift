public import ContagionModel

/// Looped positions that are taken apart while borrowing costs more than they bring.
///
/// While the rate of the largest debt is above *rate* a year, an account of at least *leverage*
/// (collateral over equity) sells collateral for *share* of its debt in each step, with the
/// probability *chance*.
public struct UnwindLoops: BorrowerBehaviour, Hashable {
  public static let name = "unwind-loops"
  public static let summary =
    "Leveraged accounts sell collateral for a share of their debt while borrowing costs more than a"
    + " rate."
  public static let source = "illustrative; Xiong et al., arXiv:2401.08610, on leveraged staking"
  public static let parameters = [
    RuleParameter(
      "rate", in: 0...100, unit: "per year", "Borrow rate above which loops no longer pay."),
    RuleParameter(
      "leverage", in: 1...1e6, unit: "×", default: 2, "Leverage from which an account is a loop."),
    RuleParameter("share", in: 0...1, unit: "ratio", "Share of the debt paid back in a step."),
    RuleParameter("chance", in: 0...1, unit: "per step", default: 1, "Probability that one acts."),
  ]

  public let rate: Double
  public let leverage: Double
  public let share: Double
  public let chance: Double

  public init(_ values: RuleValues) {
    rate = values["rate"]
    leverage = values["leverage"]
    share = values["share"]
    chance = values["chance"]
  }

  public func selling(_ account: BorrowerStanding) -> Double {
    account.borrowRate > rate && account.leverage >= leverage && account.draw < chance ? share : 0
  }
}
