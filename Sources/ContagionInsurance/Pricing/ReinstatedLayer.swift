/// An excess-of-loss layer over years, with annual terms and paid
/// reinstatements.
///
/// A reinstatement costs `P × c × min(R, n L) / L`, pro rata as to amount and in
/// full as to time, so that a technical premium `TP` is collected by
/// `P = TP / (1 + c E[min(R, n L)] / L)`.
public struct ReinstatedLayer: Hashable, Sendable {
  /// USD.
  public var attachment: Double
  public var limit: Double
  public var annualDeductible: Double
  public var reinstatements: Int
  /// The price of a reinstatement, as a share of the premium.
  public var reinstatementRate: Double

  public init(
    attachment: Double, limit: Double, annualDeductible: Double = 0, reinstatements: Int = 0,
    reinstatementRate: Double = 1
  ) {
    self.attachment = attachment
    self.limit = limit
    self.annualDeductible = annualDeductible
    self.reinstatements = reinstatements
    self.reinstatementRate = reinstatementRate
  }

  /// What the layer pays for each event before annual terms, USD.
  public func occurrences(in table: YearLossTable) -> [[Double]] {
    table.years.map { $0.map { min(max(0, $0 - attachment), limit) } }
  }

  /// What the layer pays each year, USD.
  public func annualRecoveries(in table: YearLossTable) -> [Double] {
    let terms = AnnualTerms(
      deductible: annualDeductible, limit: limit * Double(1 + reinstatements))
    return occurrences(in: table).map { terms.recovery(for: $0.reduce(0, +)) }
  }

  /// The expected share of the limit that is reinstated in a year.
  public func reinstatedShare(in table: YearLossTable) -> Double {
    let paid = annualRecoveries(in: table)
    let most = Double(reinstatements) * limit
    return paid.reduce(0) { $0 + min($1, most) } / Double(paid.count) / limit
  }

  /// The premium to be paid at the start for a technical premium, USD.
  public func upfrontPremium(technical premium: Double, in table: YearLossTable) -> Double {
    premium / (1 + reinstatementRate * reinstatedShare(in: table))
  }
}
