public import ContagionModel

/// A margin by the highest and lowest prices of the last periods.
///
/// `v = Σ ln(high / low)² / (4·n·ln 2)` over the last *periods*, or as many as there have
/// been; the threshold follows as for every ``VolatilityMargin``.
public struct ParkinsonMargin: VolatilityMargin, Hashable {
  public static let name = "parkinson"
  public static let summary = "A threshold by the ranges of prices within periods."
  public static let source = "Parkinson, J. Business 53, 1980"
  public static let parameters =
    [
      RuleParameter(
        "periods", in: 1...1e6, unit: "periods", "How many of the last ranges count, rounded.")
    ] + MarginTerms.parameters

  public let periods: Int
  public let terms: MarginTerms

  /// - Precondition: `periods` is 1 or more.
  public init(periods: Int, _ terms: MarginTerms) {
    self.periods = periods
    self.terms = terms
  }

  public init(_ values: RuleValues) {
    self.init(periods: Int(values["periods"].rounded()), MarginTerms(values))
  }

  public func variance(_ seen: MarketWatch) -> Double {
    Volatility.parkinson(seen.ranges.suffix(periods).map { ($0.high, $0.low) })
  }
}
