public import ContagionModel

/// `x s₁ s₂ s₃`, rule 25 of the Oasis Financial Module.
public struct Proportional: InsuranceTerms {
  public static let name = "proportional"
  public static let summary = "Pays a share of every loss without a limit."
  public static let source = oasis
  public static let parameters = [
    RuleParameter("ceded", in: ratios, unit: "ratio", "The share of the loss that is ceded."),
    RuleParameter("placed", in: ratios, unit: "ratio", default: 1, "The part that found a buyer."),
    RuleParameter("share", in: ratios, unit: "ratio", default: 1, "This payer's part of it."),
  ]

  let part: Double

  public init(_ values: RuleValues) { part = values["ceded"] * values["placed"] * values["share"] }

  public func recovery(for lossUSD: Double) -> Double { lossUSD * part }

  public var maximumUSD: Double { part > 0 ? .infinity : 0 }
}
