public import ContagionModel

/// A margin by the next variance of a GARCH(1,1) process.
///
/// `v ← omega + alpha·r² + beta·v`, from the square of *start*; the threshold follows as
/// for every ``VolatilityMargin``. Where alpha + beta is less than 1 the long run has the
/// variance `omega / (1 − alpha − beta)`; elsewhere it has none.
public struct GARCHMargin: VolatilityMargin, Hashable {
  public static let name = "garch"
  public static let summary = "A threshold by the next variance of a GARCH(1,1) process."
  public static let source = "Bollerslev, JoE 31, 1986"
  public static let parameters =
    [
      RuleParameter("omega", in: 0...1, unit: "per period", "Variance that every period adds."),
      RuleParameter("alpha", in: 0...1, unit: "ratio", "Weight of the last return's square."),
      RuleParameter("beta", in: 0...1, unit: "ratio", "Weight of the variance before."),
      RuleParameter("start", in: 0...10, unit: "per period", "Volatility before the run."),
    ] + MarginTerms.parameters

  public let process: Volatility.Garch
  public let start: Double
  public let terms: MarginTerms

  /// - Precondition: `start` is 0 or more.
  public init(_ process: Volatility.Garch, start: Double, _ terms: MarginTerms) {
    self.process = process
    self.start = start
    self.terms = terms
  }

  public init(_ values: RuleValues) {
    self.init(
      Volatility.Garch(omega: values["omega"], alpha: values["alpha"], beta: values["beta"]),
      start: values["start"], MarginTerms(values))
  }

  public func variance(_ seen: MarketWatch) -> Double {
    process.path(seen.returns, from: start * start).last ?? start * start
  }
}
