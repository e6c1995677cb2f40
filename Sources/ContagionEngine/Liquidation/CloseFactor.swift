public import ContagionModel

/// How much of a debt one call may repay.
public protocol CloseFactor: Rule {
  /// Whether scaling every balance scales the answer.
  var scaleFree: Bool { get }
  /// USD to repay of the debt in the case, at most its value.
  func repayment(of account: LiquidationCase) -> Double
}

extension CloseFactor {
  public var scaleFree: Bool { true }
}

extension Catalog where Kind == any CloseFactor {
  /// Every close factor in the package. Add yours here.
  public static let closeFactors = Catalog(
    "close factor",
    [
      Entry(PlainCloseFactor.self) { $0 },
      Entry(FullCloseFactor.self) { $0 },
      Entry(AaveV3CloseFactor.self) { $0 },
      Entry(TargetHealthCloseFactor.self) { $0 },
      Entry(TwoStepCloseFactor.self) { $0 },
    ])
}

extension CloseFactor where Self == PlainCloseFactor {
  /// The close factor that a checked parameter value names.
  static func named(_ value: RuleValue) -> any CloseFactor {
    switch value {
    case .number(let share): PlainCloseFactor(share: share)
    case .rule(let choice):
      switch Result(catching: { () throws(RuleError) in try Catalog.closeFactors.rule(choice) }) {
      case .success(let rule): rule
      case .failure(let error): preconditionFailure("unchecked close factor: \(error)")
      }
    }
  }
}

/// The same share of the debt on every call.
public struct PlainCloseFactor: CloseFactor {
  public static let name = "plain"
  public static let summary = "The same share of the debt on every call."
  public static let source =
    "Compound v2 Comptroller closeFactorMantissa; Aave v2, half of one debt"
  public static let parameters = [
    RuleParameter("share", in: 0.000_001...1, unit: "ratio", default: 0.5, "Share of the debt.")
  ]

  let share: Double

  public init(_ values: RuleValues) { share = values["share"] }

  init(share: Double) { self.share = share }

  public func repayment(of account: LiquidationCase) -> Double { share * account.debtUSD }
}

/// The whole debt in one call.
public struct FullCloseFactor: CloseFactor {
  public static let name = "full"
  public static let summary = "The whole debt in one call."
  public static let source = "Morpho Blue, Euler v1 and others without a close factor"
  public static let parameters: [RuleParameter] = []

  public init(_ values: RuleValues) {}

  public func repayment(of account: LiquidationCase) -> Double { account.debtUSD }
}

/// Aave v3.3's rule: half of the whole position, all of small or sick ones.
///
/// All of the debt if the collateral or the debt is below `smallPosition`, or
/// if HF ≤ `fullBelow` (inclusive); otherwise at most `share` of the account's
/// *total* debt. What is left must be nothing or at least `leftover` on both
/// sides, so the repayment is cut to leave that much.
///
/// Source: aave-v3-origin `LiquidationLogic.sol` @fd1fbd91 (example
/// `AAVE-CLOSE-FACTOR`).
public struct AaveV3CloseFactor: CloseFactor {
  public static let name = "aave-v3"
  public static let summary = "Half of the total debt; all of it when small or far below health 1."
  public static let source = "aave-v3-origin LiquidationLogic.sol @fd1fbd91"
  public static let parameters = [
    RuleParameter("share", in: 0.000_001...1, unit: "ratio", default: 0.5, "Share of total debt."),
    RuleParameter(
      "fullBelow", in: 0...1, unit: "health factor", default: 0.95,
      "Health at and below which all may be repaid."),
    RuleParameter(
      "smallPosition", in: 0...1e9, unit: "USD", default: 2000,
      "Collateral or debt below which all may be repaid."),
    RuleParameter(
      "leftover", in: 0...1e9, unit: "USD", default: 1000,
      "Least collateral and debt that a partial call leaves."),
  ]

  let share: Double
  let fullBelow: Double
  let smallPosition: Double
  let leftover: Double

  public init(_ values: RuleValues) {
    share = values["share"]
    fullBelow = values["fullBelow"]
    smallPosition = values["smallPosition"]
    leftover = values["leftover"]
  }

  public var scaleFree: Bool { false }

  public func repayment(of account: LiquidationCase) -> Double {
    let (collateral, debt) = (account.collateralUSD, account.debtUSD)
    guard collateral >= smallPosition, debt >= smallPosition, account.healthFactor > fullBelow
    else { return debt }
    let wanted = min(debt, share * account.totalDebtUSD)
    let seized = wanted * (1 + account.bonus)
    guard wanted < debt, seized < collateral else { return wanted }
    return max(
      0, min(wanted, debt - leftover, (collateral - leftover) / (1 + account.bonus)))
  }
}
