public import ContagionModel

/// The whole debt may be repaid for an incentive that falls with the threshold.
///
/// Incentive factor `min(maximum, 1 / (cursor·LLTV + 1 − cursor))`, the bonus
/// plus 1. Where collateral runs short all of it is seized and the rest of the
/// debt is bad at once. A bonus that the reserve states comes first.
///
/// Source: morpho-org/morpho-blue `ConstantsLib.sol`, `Morpho.sol` @3085651a
/// (examples `MORPHO-LIF`, `MORPHO-BADDEBT`).
public struct MorphoIncentive: LiquidationMechanism {
  public static let name = "morpho"
  public static let summary = "The whole debt, for an incentive that falls with the threshold."
  public static let source = "morpho-org/morpho-blue Morpho.sol @3085651a"
  public static let parameters = [
    RuleParameter("cursor", in: 0...1, unit: "ratio", default: 0.3, "Slope of the incentive."),
    RuleParameter(
      "maximum", in: 1...2, unit: "ratio", default: 1.15, "Largest incentive factor."),
  ]

  let cursor: Double
  let maximum: Double

  public init(_ values: RuleValues) {
    cursor = values["cursor"]
    maximum = values["maximum"]
  }

  public let bonus = 0.0
  public let liquidationThreshold = 0.0
  public let protocolFee = 0.0
  public var scaleFree: Bool { true }

  public func bonus(at threshold: Double) -> Double { incentive(at: threshold) - 1 }

  /// What a liquidator gets per unit of value repaid.
  public func incentive(at threshold: Double) -> Double {
    min(maximum, 1 / (cursor * threshold + 1 - cursor))
  }

  public func liquidation(of account: LiquidationCase) -> Liquidation {
    guard account.healthFactor < 1 else { return .none }
    return Liquidation(repaying: account.debtUSD, of: account, for: 1 + account.bonus)
  }
}
