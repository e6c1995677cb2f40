public import ContagionModel

/// A margin by exponentially weighted squares of returns.
///
/// `v ← decay·v + (1 − decay)·r²`, from the first return's square; the threshold follows
/// as for every ``VolatilityMargin``.
public struct EWMAMargin: VolatilityMargin, Hashable {
  public static let name = "ewma"
  public static let summary = "A threshold by the exponentially weighted variance of returns."
  public static let source = "J.P. Morgan, RiskMetrics technical document, 1996"
  public static let parameters =
    [
      RuleParameter(
        "decay", in: 0...1, unit: "ratio", default: 0.94, "Weight of what was known before.")
    ] + MarginTerms.parameters

  public let decay: Double
  public let terms: MarginTerms

  /// - Precondition: `decay` lies in 0...1.
  public init(decay: Double = 0.94, _ terms: MarginTerms) {
    self.decay = decay
    self.terms = terms
  }

  public init(_ values: RuleValues) {
    self.init(decay: values["decay"], MarginTerms(values))
  }

  public func variance(_ seen: MarketWatch) -> Double {
    Volatility.ewma(seen.returns, lambda: decay)
  }
}
