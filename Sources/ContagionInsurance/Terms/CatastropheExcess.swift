public import ContagionModel

/// `min((x s₁ − A)⁺, L) s₂ s₃`, rule 24 of the Oasis Financial Module.
public struct CatastropheExcess: InsuranceTerms {
  public static let name = "catastrophe-excess"
  public static let summary = "Pays the slice of a ceded share that lies above an attachment."
  public static let source = oasis
  public static let parameters = [
    RuleParameter("ceded", in: ratios, unit: "ratio", default: 1, "The share that is ceded."),
    RuleParameter("attachment", in: amounts, unit: "USD", default: 0, "Where the slice begins."),
    RuleParameter("limit", in: amounts, unit: "USD", "The height of the slice."),
    RuleParameter("placed", in: ratios, unit: "ratio", default: 1, "The part that found a buyer."),
    RuleParameter("share", in: ratios, unit: "ratio", default: 1, "This payer's part of it."),
  ]

  let ceded: Double
  let attachment: Double
  let limit: Double
  let part: Double

  public init(_ values: RuleValues) {
    ceded = values["ceded"]
    attachment = values["attachment"]
    limit = values["limit"]
    part = values["placed"] * values["share"]
  }

  public func recovery(for lossUSD: Double) -> Double {
    min(max(0, lossUSD * ceded - attachment), limit) * part
  }

  public var maximumUSD: Double { limit * part }
}
