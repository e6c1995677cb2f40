public import ContagionModel

/// `min(x, L) s₂ s₃`, rule 23 of the Oasis Financial Module.
public struct OccurrenceLimit: InsuranceTerms {
  public static let name = "occurrence-limit"
  public static let summary = "Pays the loss of an event up to a limit, as far as it is placed."
  public static let source = oasis
  public static let parameters = [
    RuleParameter("limit", in: amounts, unit: "USD", "The most that is ceded."),
    RuleParameter("placed", in: ratios, unit: "ratio", default: 1, "The part that found a buyer."),
    RuleParameter("share", in: ratios, unit: "ratio", default: 1, "This payer's part of it."),
  ]

  let limit: Double
  let part: Double

  public init(_ values: RuleValues) {
    limit = values["limit"]
    part = values["placed"] * values["share"]
  }

  public func recovery(for lossUSD: Double) -> Double { min(lossUSD, limit) * part }

  public var maximumUSD: Double { limit * part }
}
