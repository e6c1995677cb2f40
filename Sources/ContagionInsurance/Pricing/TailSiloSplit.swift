import ContagionModel

/// Capital split over separate covers so that the least is left in the tail.
///
/// `TVaR(Σᵢ (Bᵢ − kᵢ)⁺)` is convex and piecewise linear in the split `k`, so that cutting planes
/// reach its minimum in finitely many steps: each step adds the tangent at the last
/// split and minimises the largest tangent over all splits, a matrix game that the
/// simplex method solves. ``lowerBound`` proves how good the split is: no split can
/// do better.
///
/// Sources: Kelley, "The Cutting-Plane Method for Solving Convex Programs", J. SIAM 8,
/// 1960; Rockafellar and Uryasev, JBF 26, 2002, for the tangent; both from memory.
public struct TailSiloSplit: Hashable, Sendable {
  /// By market, USD; not always the only best split.
  public var capital: [Double]
  public var tailValueAtRisk: Double
  /// No split of the budget leaves less; equal to the value but for rounding.
  public var lowerBound: Double
  /// What the same budget in one pool for everybody leaves.
  public var pooledTailValueAtRisk: Double
  public var steps: Int

  /// Splits a budget.
  ///
  /// - Parameters:
  ///   - budget: 0 or more, USD.
  ///   - losses: By scenario and market, USD; one market or more.
  ///   - weights: Probabilities of the scenarios, summing to 1.
  ///   - level: 0 ..< 1.
  ///   - limit: Steps after which the best split so far is given.
  /// - Complexity: O(steps × (scenarios × (markets + log scenarios) + pivots × steps × markets)).
  public init(
    budget: Double, losses: [[Double]], weights: [Double], level: Double, limit: Int = 10_000
  ) {
    let markets = losses[0].count
    let scale = max(1, losses.lazy.flatMap { $0 }.max() ?? 1)
    var split = Array(repeating: budget / Double(markets), count: markets)
    var best = split
    var least = Double.infinity
    var bound = -Double.infinity
    var cuts: [[Double]] = []
    var steps = 0
    while steps < limit {
      steps += 1
      let (value, slope) = Self.tangent(at: split, losses, weights, level)
      if value < least { (least, best) = (value, split) }
      // On the simplex of splits the tangent is Σ xᵢ (c + budget × slopeᵢ), x being shares.
      let constant = value - zip(slope, split).reduce(0) { $0 + $1.0 * $1.1 }
      cuts.append(slope.map { constant + budget * $0 })
      let game = MatrixGame(columns: cuts)
      bound = max(bound, game.value)
      if least - bound <= 1e-11 * scale { break }
      split = game.shares.map { $0 * budget }
    }
    capital = best
    tailValueAtRisk = least
    lowerBound = min(bound, least)
    self.steps = steps
    pooledTailValueAtRisk =
      WeightedSample(
        losses.map { max(0, $0.reduce(0, +) - budget) }, weights: weights
      ).expectedShortfall(level).value
  }

  /// The tail mean at a split, and by how much a unit more in each cover lowers it.
  private static func tangent(
    at split: [Double], _ losses: [[Double]], _ weights: [Double], _ level: Double
  ) -> (value: Double, slope: [Double]) {
    let left = losses.map { zip($0, split).reduce(0) { $0 + max(0, $1.0 - $1.1) } }
    let order = left.indices.sorted { (-left[$0], $0) < (-left[$1], $1) }
    var slope = split.map { _ in 0.0 }
    var value = 0.0
    var room = 1 - level
    for scenario in order where room > 0 {
      let weight = min(weights[scenario], room)
      room -= weight
      value += weight * left[scenario]
      for market in split.indices where losses[scenario][market] > split[market] {
        slope[market] -= weight
      }
    }
    return (value / (1 - level), slope.map { $0 / (1 - level) })
  }
}
