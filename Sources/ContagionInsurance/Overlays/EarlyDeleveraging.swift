public import ContagionModel

/// Positions are closed on a warning, before the loss.
///
/// In a crisis, bad debt of `crisisLoss` or more, the signal comes in the share
/// `hitRate` of cases and removes the share `effectiveness`: `hitRate × effectiveness` of the
/// loss never comes to be, as an expectation. Each firing costs borrowers
/// `costPerFiring`; it also fires wrongly in the share `falseAlarmRate` of all other
/// times.
///
/// What early sales do to prices is in that cost, unless `salesRatio` says how many USD of
/// the overlay's `asset` are sold for a USD of loss that is removed. Borrowers then sell
/// that before anybody pays; in a network the sale goes through its pools, after the
/// cascade that made the loss, and what it sets off comes on top. Sales on false
/// alarms are in the cost alone: without a loss nothing is settled.
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
    RuleParameter(
      "salesRatio", in: 0...1000, unit: "ratio", default: 0,
      "USD of 'asset' that are sold for each USD of loss that is removed."),
  ]

  let hitRate: Double
  let effectiveness: Double
  let falseAlarmRate: Double
  let costPerFiring: Double
  let crisisLoss: Double
  let salesRatio: Double

  public init(_ values: RuleValues) {
    hitRate = values["hitRate"]
    effectiveness = values["effectiveness"]
    falseAlarmRate = values["falseAlarmRate"]
    costPerFiring = values["costPerFiring"]
    crisisLoss = values["crisisLoss"]
    salesRatio = values["salesRatio"]
  }

  public func assetFinding(_ asset: AssetID?) -> String? {
    switch (salesRatio > 0, asset) {
    case (true, nil): "overlay '\(Self.name)' with 'salesRatio' needs 'asset: ASSET', what is sold"
    case (false, .some): "overlay '\(Self.name)' sells no asset; 'salesRatio' says how much"
    default: nil
    }
  }

  public func precede(_ waterfall: inout Waterfall, asset: AssetID?) -> Bool {
    let loss = waterfall.remaining(in: waterfall.allMarkets)
    let isCrisis = loss > 0 && loss >= crisisLoss
    let removed = isCrisis ? hitRate * effectiveness * loss : 0
    let prevented = waterfall.pay(
      "early deleveraging", by: .nobody, .prevented, isOwnCommunity: true, capacityUSD: removed,
      markets: waterfall.allMarkets)
    if let asset {
      let usd = salesRatio * prevented
      waterfall.addSale(
        AssetSale(asset: asset, payer: .borrowers, silo: nil, valueUSD: usd, raisedUSD: usd))
    }
    waterfall.addFriction((isCrisis ? hitRate : falseAlarmRate) * costPerFiring, paidBy: .borrowers)
    return true
  }
}
