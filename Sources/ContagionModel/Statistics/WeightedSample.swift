/// Losses with probabilities, in order of size.
///
/// Quantiles are of `F(x) = P(X ≤ x)` and hold with atoms. ``Convention`` says how
/// probabilities and errors are taken. Scenarios that were given and not drawn have
/// errors of 0.
public struct WeightedSample: Sendable {
  /// How figures are made from losses and probabilities.
  public enum Convention: Hashable, Sendable {
    /// Independent draws: probabilities are scaled to sum to 1; errors are unbiased, n
    /// being Kish's effective number 1 / Σp² where probabilities differ; a tail of
    /// fewer than two draws has no error (NaN).
    case draws
    /// Weights as they are given, summed from the smallest loss to the largest;
    /// errors, if the set is sampled, are those of its own variance over the number
    /// of scenarios.
    case weights
  }

  /// What counts as a loss at all: more than this many USD, so that rounding
  /// does not.
  public static let smallest = 1.0

  /// Slack of sums of probabilities, so that ten tenths make one.
  private static let slack = 1e-12

  /// As given; with weights from the smallest to the largest.
  public let values: [Double]
  private let convention: Convention
  private let probabilities: [Double]
  private let isSampled: Bool
  /// Draws behind the values, where some are counted together.
  private let draws: Int?
  /// Places of the values from the smallest to the largest.
  private let order: [Int]
  /// Probability of the values up to each place of `order`.
  private let cumulative: [Double]

  /// Sorts losses.
  ///
  /// - Parameters:
  ///   - values: One or more finite losses.
  ///   - probabilities: One each; they are scaled to sum to 1. `nil` for all alike.
  ///   - isSampled: Whether they were drawn.
  /// - Complexity: O(*n* log *n*).
  public init(_ values: [Double], probabilities: [Double]? = nil, isSampled: Bool = true) {
    precondition(!values.isEmpty, "at least one value")
    convention = .draws
    draws = nil
    self.values = values
    self.isSampled = isSampled
    let count = Double(values.count)
    order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    if let probabilities, probabilities.contains(where: { $0 != probabilities[0] }) {
      let sum = probabilities.reduce(0, +)
      let scaled = probabilities.map { $0 / sum }
      self.probabilities = scaled
      var running = 0.0
      cumulative = order.map { place in
        running += scaled[place]
        return running
      }
    } else {
      self.probabilities = Array(repeating: 1 / count, count: values.count)
      cumulative = order.indices.map { Double($0 + 1) / count }
    }
  }

  /// Pairs losses with their weights, which sum to 1, under ``Convention/weights``.
  ///
  /// - Parameters:
  ///   - losses: Finite losses.
  ///   - weights: One each.
  ///   - isSampled: Whether they were drawn.
  ///   - draws: How many draws they are, where some are counted together; their own
  ///     number if `nil`.
  /// - Precondition: As many weights as losses, and at least one.
  /// - Complexity: O(*n* log *n*).
  public init(
    _ losses: [Double], weights: [Double], isSampled: Bool = false, draws: Int? = nil
  ) {
    precondition(losses.count == weights.count && !losses.isEmpty, "a weight for every loss")
    let sorted = losses.indices.sorted { (losses[$0], $0) < (losses[$1], $1) }
    convention = .weights
    values = sorted.map { losses[$0] }
    probabilities = sorted.map { weights[$0] }
    self.isSampled = isSampled
    self.draws = draws
    order = Array(losses.indices)
    var running = 0.0
    cumulative = sorted.map { place in
      running += weights[place]
      return running
    }
  }

  /// The number of draws: Kish's effective number, or all with weights as given.
  public var effectiveCount: Double {
    convention == .weights
      ? Double(draws ?? values.count) : 1 / probabilities.reduce(0) { $0 + $1 * $1 }
  }

  public var largest: Double { values[order[order.count - 1]] }

  /// Whether the worst 1 − level has enough draws for an error: two or more.
  private func hasTail(_ level: Double) -> Bool {
    convention == .weights || (1 - level) * effectiveCount > 2 - 1e-9
  }

  private func estimate(_ value: Double, _ standardError: @autoclosure () -> Double) -> Estimate {
    Estimate(
      value,
      standardError: isSampled && (values.count > 1 || convention == .weights)
        ? standardError() : 0,
      count: draws ?? values.count)
  }

  /// Σ p·x, with the standard error of a mean.
  public var mean: Estimate {
    let mean = average(values)
    return estimate(mean, error(values, around: mean))
  }

  /// Standard deviation of the values.
  public var standardDeviation: Double { deviation(values, around: average(values)) }

  /// P(X > x), with the standard error of a share.
  public func probability(above x: Double) -> Estimate {
    var share = 0.0
    for (place, value) in values.enumerated() where value > x { share += probabilities[place] }
    if convention == .draws { share = min(1, share) }
    return estimate(share, (share * (1 - share) / effectiveCount).squareRoot())
  }

  /// P(X ≥ x).
  public func probability(atLeast x: Double) -> Double {
    var share = 0.0
    for (place, value) in values.enumerated() where value >= x { share += probabilities[place] }
    return share
  }

  /// The smallest x with F(x) ≥ level.
  public func quantile(_ level: Double) -> Double {
    values[order[place(level) { $0 >= $1 - Self.slack }]]
  }

  /// The smallest x with F(x) > level.
  public func upperQuantile(_ level: Double) -> Double {
    values[order[place(level) { $0 > $1 + Self.slack }]]
  }

  private func place(_ level: Double, _ isReached: (Double, Double) -> Bool) -> Int {
    var low = 0
    var high = order.count - 1
    while low < high {
      let middle = (low + high) / 2
      if isReached(cumulative[middle], level) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The VaR with Woodruff's standard error: half the way between the quantiles
  /// one standard error of F above and below.
  ///
  /// Source: Woodruff, "Confidence Intervals for Medians and Other Position
  /// Measures", JASA 47, 1952.
  public func valueAtRisk(_ level: Double) -> Estimate {
    let step = (level * (1 - level) / effectiveCount).squareRoot()
    return estimate(
      quantile(level),
      !hasTail(level)
        ? .nan : (quantile(min(1, level + step)) - quantile(max(0, level - step))) / 2)
  }

  /// Of draws, the weight of each scenario in the worst 1 − level, summing to 1; the atom
  /// at the VaR is shared pro rata.
  public func tailWeights(_ level: Double) -> [Double] {
    precondition(convention == .draws, "places are those of the scenarios")
    let threshold = quantile(level)
    var above = 0.0
    var atom = 0.0
    for (place, value) in values.enumerated() {
      if value > threshold { above += probabilities[place] }
      if value == threshold { atom += probabilities[place] }
    }
    let rest = max(0, 1 - level - above)
    return values.indices.map { place in
      if values[place] > threshold { return probabilities[place] / (1 - level) }
      guard values[place] == threshold, atom > 0 else { return 0 }
      return probabilities[place] / atom * rest / (1 - level)
    }
  }

  /// VaR + E[(X − VaR)⁺] / (1 − level), with the standard error of that mean.
  ///
  /// Source: Rockafellar and Uryasev, "Conditional value-at-risk for general loss
  /// distributions", JBF 26, 2002.
  public func expectedShortfall(_ level: Double) -> Estimate {
    let threshold = quantile(level)
    let excess = values.map { max(0, $0 - threshold) }
    let mean = average(excess)
    guard convention == .draws else {
      return estimate(
        weightedShortfall(level, threshold), error(excess, around: mean) / (1 - level))
    }
    return estimate(
      threshold + mean / (1 - level),
      !hasTail(level)
        ? .nan : deviation(excess, around: mean) / (1 - level) / effectiveCount.squareRoot())
  }

  /// `[Σ_{x > VaR} p x + (P(X ≤ VaR) − level) VaR] / (1 − level)`, the same figure summed another
  /// way.
  ///
  /// Source: Acerbi and Tasche, "On the coherence of expected shortfall", JBF 26, 2002.
  private func weightedShortfall(_ level: Double, _ threshold: Double) -> Double {
    var tail = 0.0
    var below = 0.0
    for (place, value) in values.enumerated() {
      if value > threshold {
        tail += probabilities[place] * value
      } else {
        below += probabilities[place]
      }
    }
    return (tail + (below - level) * threshold) / (1 - level)
  }

  /// E[X | X ≥ VaR]: an atom at the VaR counts whole.
  public func tailMean(_ level: Double) -> Double {
    let threshold = quantile(level)
    var sum = 0.0
    var weight = 0.0
    for (place, value) in values.enumerated() where value >= threshold {
      sum += probabilities[place] * value
      weight += probabilities[place]
    }
    return sum / weight
  }

  /// The mean of another quantity in the worst 1 − level of this loss.
  ///
  /// Of a part of the loss it is the part's Euler contribution to the expected
  /// shortfall. Its error has the spread within the tail and that of the tail's
  /// edge: √((Var + level·(mean − edge)²) / ((1 − level)·n)), `edge` being the
  /// mean of the quantity in the √n scenarios nearest to the VaR.
  ///
  /// Source: Tasche, "Capital Allocation to Business Units and Sub-Portfolios:
  /// the Euler Principle", 2008, arXiv:0708.2542, for the contribution.
  public func tailAverage(of other: [Double], _ level: Double) -> Estimate {
    let weights = tailWeights(level)
    var mean = 0.0
    var square = 0.0
    for (place, weight) in weights.enumerated() where weight > 0 {
      mean += weight * other[place]
      square += weight * other[place] * other[place]
    }
    return estimate(
      mean, !hasTail(level) ? .nan : edgeError(of: other, level, mean, max(0, square - mean * mean))
    )
  }

  private func edgeError(
    of other: [Double], _ level: Double, _ mean: Double, _ variance: Double
  ) -> Double {
    let middle = place(level) { $0 >= $1 - Self.slack }
    let reach = max(1, Int(Double(order.count).squareRoot() / 2))
    let window = order[max(0, middle - reach)...min(order.count - 1, middle + reach)]
    let edge = window.reduce(0) { $0 + other[$1] } / Double(window.count)
    let spread = variance + level * (mean - edge) * (mean - edge)
    return (spread / ((1 - level) * effectiveCount)).squareRoot()
  }

  /// Σ p·y of a quantity of the same scenarios.
  package func average(_ other: [Double]) -> Double {
    var sum = 0.0
    for (place, value) in other.enumerated() { sum += probabilities[place] * value }
    return sum
  }

  private func deviation(_ other: [Double], around mean: Double) -> Double {
    let sum = variance(other, around: mean)
    if convention == .weights { return sum.squareRoot() }
    let count = effectiveCount
    return count > 1 ? (sum * count / (count - 1)).squareRoot() : 0
  }

  /// The standard error of the mean of a quantity.
  private func error(_ other: [Double], around mean: Double) -> Double {
    guard convention == .weights else {
      return deviation(other, around: mean) / effectiveCount.squareRoot()
    }
    return (variance(other, around: mean) / effectiveCount).squareRoot()
  }

  /// Σ p·(y − mean)².
  private func variance(_ other: [Double], around mean: Double) -> Double {
    var sum = 0.0
    for (place, value) in other.enumerated() {
      sum += probabilities[place] * (value - mean) * (value - mean)
    }
    return sum
  }

  /// Σ p·(x − mean)².
  public var variance: Double { variance(values, around: average(values)) }

  /// Places in the order of values, equal values sharing the mean of theirs.
  package var ranks: [Double] {
    precondition(convention == .draws, "places are those of the scenarios")
    var ranks = values
    var start = 0
    while start < order.count {
      var end = start
      while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
      for place in start...end { ranks[order[place]] = Double(start + end) / 2 }
      start = end + 1
    }
    return ranks
  }

  /// The mean of another quantity given that the value is above x.
  package func average(of other: [Double], above x: Double) -> Estimate {
    precondition(convention == .draws, "places are those of the scenarios")
    var weights = 0.0
    var squares = 0.0
    var sum = 0.0
    for (place, value) in values.enumerated() where value > x {
      weights += probabilities[place]
      squares += probabilities[place] * probabilities[place]
      sum += probabilities[place] * other[place]
    }
    guard weights > 0 else { return Estimate(.nan, standardError: .nan, count: 0) }
    let mean = sum / weights
    var spread = 0.0
    var count = 0
    for (place, value) in values.enumerated() where value > x {
      spread += probabilities[place] / weights * (other[place] - mean) * (other[place] - mean)
      count += 1
    }
    let effective = weights * weights / squares
    let error = effective > 1 ? (spread / (effective - 1)).squareRoot() : .nan
    return Estimate(mean, standardError: isSampled ? error : 0, count: count)
  }
}
