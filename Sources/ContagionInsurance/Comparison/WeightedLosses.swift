/// Losses with probabilities, from smallest to largest.
///
/// Quantiles follow Acerbi and Tasche, "On the coherence of expected shortfall",
/// Journal of Banking and Finance 26, 2002, which holds with atoms.
public struct WeightedLosses: Hashable, Sendable {
  /// Sorted by loss.
  private let points: [(loss: Double, weight: Double)]
  private let count: Int
  private let isSampled: Bool

  /// Pairs losses with their weights, which sum to 1.
  ///
  /// - Precondition: As many weights as losses, and at least one.
  public init(_ losses: [Double], weights: [Double], isSampled: Bool = false) {
    precondition(losses.count == weights.count && !losses.isEmpty)
    points = zip(losses, weights).map { ($0, $1) }.sorted { $0.loss < $1.loss }
    count = losses.count
    self.isSampled = isSampled
  }

  /// The tolerance with which a cumulative probability reaches a level.
  static let levelTolerance = 1e-12

  public var mean: Double { points.reduce(0) { $0 + $1.weight * $1.loss } }

  public var variance: Double {
    let mean = mean
    return points.reduce(0) { $0 + $1.weight * ($1.loss - mean) * ($1.loss - mean) }
  }

  public var largest: Double { points[points.count - 1].loss }

  /// `P(X > x)`.
  public func probability(above loss: Double) -> Double {
    points.reduce(0) { $1.loss > loss ? $0 + $1.weight : $0 }
  }

  /// `P(X ≥ x)`.
  public func probability(atLeast loss: Double) -> Double {
    points.reduce(0) { $1.loss >= loss ? $0 + $1.weight : $0 }
  }

  /// `inf {x : P(X ≤ x) ≥ level}`.
  public func valueAtRisk(at level: Double) -> Double {
    var cumulative = 0.0
    for point in points {
      cumulative += point.weight
      if cumulative >= level - Self.levelTolerance { return point.loss }
    }
    return largest
  }

  /// `[Σ_{x > VaR} p x + (P(X ≤ VaR) − level) VaR] / (1 − level)`.
  public func tailValueAtRisk(at level: Double) -> Double {
    let threshold = valueAtRisk(at: level)
    var tail = 0.0
    var below = 0.0
    for point in points {
      if point.loss > threshold {
        tail += point.weight * point.loss
      } else {
        below += point.weight
      }
    }
    return (tail + (below - level) * threshold) / (1 - level)
  }

  /// Standard error of the mean: `sd / √N`; 0 where nothing was sampled.
  public var meanError: Double { error(variance) }

  /// Standard error of `P(X > x)`.
  public func probabilityError(above loss: Double) -> Double {
    let probability = probability(above: loss)
    return error(probability * (1 - probability))
  }

  /// Half the distance between the order statistics one binomial standard error
  /// around the level.
  public func valueAtRiskError(at level: Double) -> Double {
    guard isSampled else { return 0 }
    let step = (level * (1 - level) / Double(count)).squareRoot()
    return (valueAtRisk(at: min(1, level + step)) - valueAtRisk(at: max(0, level - step))) / 2
  }

  /// Asymptotic standard error of the tail mean: that of `(X − VaR)⁺`, over
  /// `1 − level`.
  public func tailValueAtRiskError(at level: Double) -> Double {
    let threshold = valueAtRisk(at: level)
    let excess = points.map { max(0, $0.loss - threshold) }
    let mean = zip(points, excess).reduce(0) { $0 + $1.0.weight * $1.1 }
    let variance = zip(points, excess).reduce(0) {
      $0 + $1.0.weight * ($1.1 - mean) * ($1.1 - mean)
    }
    return error(variance) / (1 - level)
  }

  private func error(_ variance: Double) -> Double {
    isSampled ? (variance / Double(count)).squareRoot() : 0
  }

  public static func == (lhs: Self, rhs: Self) -> Bool {
    lhs.count == rhs.count && lhs.isSampled == rhs.isSampled
      && zip(lhs.points, rhs.points).allSatisfy { $0 == $1 }
  }

  public func hash(into hasher: inout Hasher) {
    for point in points {
      hasher.combine(point.loss)
      hasher.combine(point.weight)
    }
  }
}
