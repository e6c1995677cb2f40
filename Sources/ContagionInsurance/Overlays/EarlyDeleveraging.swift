public import ContagionModel

/// Positions are closed on a warning, before the loss.
///
/// In a crisis, bad debt of `crisisLoss` or more, the signal comes in the share
/// `hitRate` of cases and removes the share `effectiveness`: `hitRate × effectiveness` of the
/// loss never comes to be, as an expectation. Each firing costs borrowers
/// `costPerFiring`; it also fires wrongly in the share `falseAlarmRate` of all other
/// times. What early sales do to prices is in that cost and nowhere else: no cascade
/// is run for it.
///
/// Source: the arithmetic of ``PredictiveDeleveraging``.
public struct EarlyDeleveraging: InsuranceOverlay {
  public static let name = "early-deleveraging"
  public static let summary = "A warning closes positions before the loss, at a cost."
  public static let source = "expected-value arithmetic of a signal with hits and false alarms"
  public static let parameters = [
    RuleParameter("hitRate", in: 0...1, unit: "ratio", "Share of crises with a warning."),
    RuleParameter(
      "effectiveness", in: 0...1, unit: "ratio", "Share of the loss that a warning removes."),
    RuleParameter(
      "falseAlarmRate", in: 0...1, unit: "ratio", default: 0, "Share of other times with a warning."
    ),
    RuleParameter(
      "costPerFiring", in: 0...1e15, unit: "USD", default: 0, "What borrowers lose by one warning."),
    RuleParameter(
      "crisisLoss", in: 0...1e15, unit: "USD", default: 0,
      "The least bad debt that the signal is made for; with 0 any."),
  ]

  let hitRate: Double
  let effectiveness: Double
  let falseAlarmRate: Double
  let costPerFiring: Double
  let crisisLoss: Double

  public init(_ values: RuleValues) {
    hitRate = values["hitRate"]
    effectiveness = values["effectiveness"]
    falseAlarmRate = values["falseAlarmRate"]
    costPerFiring = values["costPerFiring"]
    crisisLoss = values["crisisLoss"]
  }

  public func precede(_ waterfall: inout Waterfall, asset: AssetID?) -> Bool {
    let loss = waterfall.remaining(in: waterfall.allMarkets)
    let isCrisis = loss > 0 && loss >= crisisLoss
    let removed = isCrisis ? hitRate * effectiveness * loss : 0
    waterfall.pay(
      "early deleveraging", by: .nobody, .prevented, isOwnCommunity: true, capacityUSD: removed,
      markets: waterfall.allMarkets)
    waterfall.addFriction((isCrisis ? hitRate : falseAlarmRate) * costPerFiring, paidBy: .borrowers)
    return true
  }
}
