public import ContagionModel

/// `0` if `x < d`, else `min(x, L)`, rule 3 of the Oasis Financial Module.
public struct Franchise: InsuranceTerms {
  public static let name = "franchise"
  public static let summary = "Pays nothing below the franchise and the whole loss from it on."
  public static let source = oasis
  public static let parameters = [
    RuleParameter("franchise", in: amounts, unit: "USD", "The least loss that is paid for."),
    RuleParameter("limit", in: amounts, unit: "USD", "The most that is paid."),
  ]

  let franchise: Double
  let limit: Double

  public init(_ values: RuleValues) {
    franchise = values["franchise"]
    limit = values["limit"]
  }

  public func recovery(for lossUSD: Double) -> Double {
    lossUSD < franchise ? 0 : min(lossUSD, limit)
  }

  public var maximumUSD: Double { limit }
}
