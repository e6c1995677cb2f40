public import ContagionModel
import RealModule

/// Losses with probabilities, in order of size.
///
/// Standard errors take the scenarios as independent draws; with unequal
/// probabilities n is Kish's effective number 1 / Σp². A tail of fewer than two
/// draws has no error (NaN). Scenarios that
/// were given and not drawn have errors of 0.
public struct WeightedSample: Sendable {
  /// What counts as a loss at all: more than this many USD, so that rounding
  /// does not.
  public static let smallest = 1.0

  /// Slack of sums of probabilities, so that ten tenths make one.
  private static let slack = 1e-12

  public let values: [Double]
  private let probabilities: [Double]
  private let isSampled: Bool
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

  /// Kish's effective number of draws.
  public var effectiveCount: Double { 1 / probabilities.reduce(0) { $0 + $1 * $1 } }

  public var largest: Double { values[order[order.count - 1]] }

  /// Whether the worst 1 − level has enough draws for an error: two or more.
  private func hasTail(_ level: Double) -> Bool { (1 - level) * effectiveCount > 2 - 1e-9 }

  private func estimate(_ value: Double, _ standardError: @autoclosure () -> Double) -> Estimate {
    Estimate(
      value, standardError: isSampled && values.count > 1 ? standardError() : 0,
      count: values.count)
  }

  /// Σ p·x, with the standard error of a mean.
  public var mean: Estimate {
    let mean = average(values)
    return estimate(mean, deviation(values, around: mean) / .sqrt(effectiveCount))
  }

  /// Standard deviation of the values.
  public var standardDeviation: Double { deviation(values, around: average(values)) }

  /// P(X > x), with the standard error of a share.
  public func probability(above x: Double) -> Estimate {
    var share = 0.0
    for (place, value) in values.enumerated() where value > x { share += probabilities[place] }
    share = min(1, share)
    return estimate(share, .sqrt(share * (1 - share) / effectiveCount))
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
    let step = Double.sqrt(level * (1 - level) / effectiveCount)
    return estimate(
      quantile(level),
      !hasTail(level)
        ? .nan : (quantile(min(1, level + step)) - quantile(max(0, level - step))) / 2)
  }

  /// The weight of each scenario in the worst 1 − level, summing to 1; the atom
  /// at the VaR is shared pro rata.
  public func tailWeights(_ level: Double) -> [Double] {
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
    return estimate(
      threshold + mean / (1 - level),
      !hasTail(level)
        ? .nan : deviation(excess, around: mean) / (1 - level) / .sqrt(effectiveCount))
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
    let reach = max(1, Int(Double.sqrt(Double(order.count)) / 2))
    let window = order[max(0, middle - reach)...min(order.count - 1, middle + reach)]
    let edge = window.reduce(0) { $0 + other[$1] } / Double(window.count)
    let spread = variance + level * (mean - edge) * (mean - edge)
    return .sqrt(spread / ((1 - level) * effectiveCount))
  }

  /// Σ p·y of a quantity of the same scenarios.
  func average(_ other: [Double]) -> Double {
    var sum = 0.0
    for (place, value) in other.enumerated() { sum += probabilities[place] * value }
    return sum
  }

  private func deviation(_ other: [Double], around mean: Double) -> Double {
    var sum = 0.0
    for (place, value) in other.enumerated() {
      sum += probabilities[place] * (value - mean) * (value - mean)
    }
    let count = effectiveCount
    return count > 1 ? .sqrt(sum * count / (count - 1)) : 0
  }

  /// Places in the order of values, equal values sharing the mean of theirs.
  var ranks: [Double] {
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
  func average(of other: [Double], above x: Double) -> Estimate {
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
    let error = effective > 1 ? Double.sqrt(spread / (effective - 1)) : .nan
    return Estimate(mean, standardError: isSampled ? error : 0, count: count)
  }
}
