public import ContagionModel

/// `share × min(((x − d)⁺ − A)⁺, L)`, rule 2 of the Oasis Financial Module.
public struct ExcessOfLoss: InsuranceTerms {
  public static let name = "excess-of-loss"
  public static let summary = "Pays a share of the slice of a loss that lies above an attachment."
  public static let source = oasis
  public static let parameters = [
    RuleParameter("attachment", in: amounts, unit: "USD", default: 0, "Where the slice begins."),
    RuleParameter("limit", in: amounts, unit: "USD", "The height of the slice."),
    RuleParameter("share", in: ratios, unit: "ratio", default: 1, "The part that is paid."),
    RuleParameter("deductible", in: amounts, unit: "USD", default: 0, "Taken off the loss first."),
  ]

  let attachment: Double
  let limit: Double
  let share: Double
  let deductible: Double

  public init(_ values: RuleValues) {
    attachment = values["attachment"]
    limit = values["limit"]
    share = values["share"]
    deductible = values["deductible"]
  }

  public func recovery(for lossUSD: Double) -> Double {
    share * min(max(0, max(0, lossUSD - deductible) - attachment), limit)
  }

  public var maximumUSD: Double { share * limit }

  public var slice: (attachment: Double, limit: Double)? { (attachment + deductible, limit) }
}
