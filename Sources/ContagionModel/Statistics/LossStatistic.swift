/// The one number that a loss over scenarios is summed up by.
public enum LossStatistic: Hashable, Sendable, CustomStringConvertible {
  case mean
  /// The mean of the worst 1 − level.
  case expectedShortfall(Double)

  /// In words: `mean`, `ES 99 %`.
  public var description: String {
    switch self {
    case .mean: "mean"
    case .expectedShortfall(let level): "ES \(Self.percent(level)) %"
    }
  }

  private static func percent(_ level: Double) -> String {
    // Levels are decimal fractions: 99.9, not 99.900000000000006.
    let percent = (level * 1e8).rounded() / 1e6
    return percent == percent.rounded() ? "\(Int(percent))" : "\(percent)"
  }

  /// The statistic of losses, with its standard error.
  ///
  /// - Complexity: O(*n* log *n*).
  public func estimate(of losses: WeightedSample) -> Estimate {
    switch self {
    case .mean: losses.mean
    case .expectedShortfall(let level): losses.expectedShortfall(level)
    }
  }

  /// The standard error of the statistic's slope, given how each scenario's loss moves.
  ///
  /// The slope of an expected shortfall is the mean of the losses' slopes in the tail.
  ///
  /// - Parameters:
  ///   - slopes: One a scenario.
  ///   - losses: The losses themselves, which tell the tail.
  ///   - sample: Weighs a quantity as the losses are weighed.
  /// - Returns: USD for a unit of what was moved.
  public func error(
    ofSlopes slopes: [Double], of losses: WeightedSample,
    _ sample: ([Double]) -> WeightedSample
  ) -> Double {
    switch self {
    case .mean: sample(slopes).mean.standardError
    case .expectedShortfall(let level): losses.tailAverage(of: slopes, level).standardError
    }
  }
}

/// How the scenarios of a case are weighed when they are an ensemble.
public struct ScenarioWeights: Hashable, Sendable {
  /// One a scenario, summing to 1.
  public var probabilities: [Double]
  /// Whether scenarios are draws, so that figures have errors.
  public var isSampled: Bool

  public init(_ probabilities: [Double], isSampled: Bool) {
    self.probabilities = probabilities
    self.isSampled = isSampled
  }

  /// Pairs a quantity with the weights.
  public func sample(_ values: [Double]) -> WeightedSample {
    WeightedSample(values, probabilities: probabilities, isSampled: isSampled)
  }
}
