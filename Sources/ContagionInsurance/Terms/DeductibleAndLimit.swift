public import ContagionModel

/// `min((x − d)⁺, L)`, rule 1 of the Oasis Financial Module.
public struct DeductibleAndLimit: InsuranceTerms {
  public static let name = "deductible-and-limit"
  public static let summary = "Pays above a deductible, up to a limit."
  public static let source = oasis
  public static let parameters = [
    RuleParameter("deductible", in: amounts, unit: "USD", default: 0, "Kept by the insured."),
    RuleParameter("limit", in: amounts, unit: "USD", "The most that is paid."),
  ]

  let deductible: Double
  let limit: Double

  public init(_ values: RuleValues) {
    deductible = values["deductible"]
    limit = values["limit"]
  }

  public func recovery(for lossUSD: Double) -> Double { min(max(0, lossUSD - deductible), limit) }

  public var maximumUSD: Double { limit }

  public var slice: (attachment: Double, limit: Double)? { (deductible, limit) }
}
