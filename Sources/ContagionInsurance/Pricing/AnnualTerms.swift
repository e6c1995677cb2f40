/// What a layer keeps and pays over a year.
///
/// `R = min((Σ occurrences − deductible)⁺, limit)`; with reinstatements the limit is
/// the layer's own times one more than their number.
public struct AnnualTerms: Hashable, Sendable {
  /// USD.
  public var deductible: Double
  /// USD; infinite without a limit.
  public var limit: Double

  public init(deductible: Double = 0, limit: Double = .infinity) {
    self.deductible = deductible
    self.limit = limit
  }

  /// What a year of this sum of occurrence recoveries pays, USD.
  public func recovery(for occurrences: Double) -> Double {
    min(max(0, occurrences - deductible), limit)
  }
}
