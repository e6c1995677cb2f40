public import ContagionModel

/// `min(x s₁, L) s₂ s₃`, rule 22 of the Oasis Financial Module.
public struct QuotaShare: InsuranceTerms {
  public static let name = "quota-share"
  public static let summary = "Pays a share of every loss, up to a limit per event."
  public static let source = oasis
  public static let parameters = [
    RuleParameter("ceded", in: ratios, unit: "ratio", "The share of the loss that is ceded."),
    RuleParameter("limit", in: amounts, unit: "USD", default: 1e15, "The most that is ceded."),
    RuleParameter("placed", in: ratios, unit: "ratio", default: 1, "The part that found a buyer."),
    RuleParameter("share", in: ratios, unit: "ratio", default: 1, "This payer's part of it."),
  ]

  let ceded: Double
  let limit: Double
  let part: Double

  public init(_ values: RuleValues) {
    ceded = values["ceded"]
    limit = values["limit"]
    part = values["placed"] * values["share"]
  }

  public func recovery(for lossUSD: Double) -> Double { min(lossUSD * ceded, limit) * part }

  public var maximumUSD: Double { limit < 1e15 ? limit * part : .infinity }
}
