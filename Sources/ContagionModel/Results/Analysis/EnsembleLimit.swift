/// The last value of a field at which a statistic over an ensemble keeps a limit.
public struct EnsembleLimit: Hashable, Sendable {
  /// A value and the statistic there.
  public struct Point: Hashable, Sendable {
    public var value: Double
    public var loss: Estimate

    public init(_ value: Double, _ loss: Estimate) {
      self.value = value
      self.loss = loss
    }
  }

  public var path: String
  public var measure: LossMeasure
  public var statistic: LossStatistic
  public var limitUSD: Double
  /// What was scanned, from the smallest value to the largest.
  public var scanned: [Point]
  /// The last value that keeps the limit; `nil` if none does.
  public var keeps: Point?
  /// The nearest value seen that does not; `nil` if all keep it.
  public var breaks: Point?
  /// The standard error of the loss as one of the value: over the slope between the
  /// scanned values beside it. `nil` where there is no bracket or no slope.
  public var valueError: Double?
  public var scenarios: Int
  public var evaluations: Int

  public init(
    path: String, measure: LossMeasure, statistic: LossStatistic, limitUSD: Double,
    scanned: [Point], keeps: Point?, breaks: Point?, valueError: Double?, scenarios: Int,
    evaluations: Int
  ) {
    self.path = path
    self.measure = measure
    self.statistic = statistic
    self.limitUSD = limitUSD
    self.scanned = scanned
    self.keeps = keeps
    self.breaks = breaks
    self.valueError = valueError
    self.scenarios = scenarios
    self.evaluations = evaluations
  }
}
