import ContagionModel

/// The layer that leaves the insured best off.
///
/// Minimises `E[retained] + premium + tailWeight × TVaR(retained)` over the
/// attachment `A` and the limit `L ≤ maximumLimit`, where the premium is
/// `loading × E[recovery] + capitalRate × L`. Retained losses rise with the loss,
/// so their order never changes, and the objective is linear between lines on
/// which `A` or `A + L` is a loss of the set, or `L` is 0 or the most allowed. Its
/// least value therefore lies where two of these lines meet: the search is exact.
public struct LayerSearch: Hashable, Sendable {
  /// A layer and what it comes to, USD.
  public struct Candidate: Hashable, Sendable {
    public var attachment: Double
    public var limit: Double
    public var expectedRetained: Double
    public var expectedRecovery: Double
    public var premium: Double
    public var tailRetained: Double
    public var objective: Double

    /// Premium per unit of limit; `nil` without a limit.
    public var rateOnLine: Double? { limit > 0 ? premium / limit : nil }
  }

  public var losses: [Double]
  public var weights: [Double]
  public var maximumLimit: Double
  public var loading: Double
  public var capitalRate: Double
  public var tailWeight: Double
  public var level: Double

  public init(
    losses: [Double], weights: [Double], maximumLimit: Double, loading: Double,
    capitalRate: Double, tailWeight: Double, level: Double = 0.99
  ) {
    self.losses = losses
    self.weights = weights
    self.maximumLimit = maximumLimit
    self.loading = loading
    self.capitalRate = capitalRate
    self.tailWeight = tailWeight
    self.level = level
  }

  /// What a layer comes to.
  public func candidate(attachment: Double, limit: Double) -> Candidate {
    let paid = losses.map { min(max(0, $0 - attachment), limit) }
    let retained = WeightedSample(zip(losses, paid).map(-), weights: weights)
    let recovery = zip(paid, weights).reduce(0) { $0 + $1.0 * $1.1 }
    let premium = loading * recovery + capitalRate * limit
    let tail = retained.expectedShortfall(level).value
    return Candidate(
      attachment: attachment, limit: limit, expectedRetained: retained.mean.value,
      expectedRecovery: recovery, premium: premium, tailRetained: tail,
      objective: retained.mean.value + premium + tailWeight * tail)
  }

  /// The best layer; of several that are as good, the lowest and smallest.
  ///
  /// With `S(t) = P(X > t)` and `T(t)` the same within the worst 1 − level, a layer's
  /// objective is that of none and the integral of `(loading − 1) S + capitalRate −
  /// tailWeight T` from `A` to `A + L`, so that the best end of every attachment is the
  /// least of a running integral within a window.
  ///
  /// - Complexity: O(n log n) for n losses.
  public func optimum() -> Candidate {
    let points = breakpoints
    let cost = integral(at: points)
    let none = candidate(attachment: 0, limit: 0)
    let slack = 1e-12 * max(1, abs(none.objective))
    var best: (gain: Double, from: Int, to: Int) = (0, 0, 0)
    // Ends within the window whose cost no later end undercuts, cheapest first.
    var ends: [Int] = []
    var head = 0
    var next = 0
    for from in points.indices {
      while next < points.count, points[next] - points[from] <= maximumLimit + reach {
        while ends.count > head, cost[ends[ends.count - 1]] > cost[next] + slack {
          ends.removeLast()
        }
        ends.append(next)
        next += 1
      }
      while ends[head] < from { head += 1 }
      let gain = cost[from] - cost[ends[head]]
      if gain > best.gain + slack { best = (gain, from, ends[head]) }
    }
    guard best.to > best.from else { return none }
    return candidate(
      attachment: points[best.from],
      limit: min(maximumLimit, points[best.to] - points[best.from]))
  }

  /// How far apart two sums that mean the same may lie.
  private var reach: Double { 1e-12 * max(1, losses.max() ?? 0, maximumLimit) }

  /// Where an attachment or an end may lie: at losses, and a largest layer from them.
  private var breakpoints: [Double] {
    let knots = Set(losses + [0])
    let moved = knots.flatMap { [$0 - maximumLimit, $0 + maximumLimit] }
    let sorted = knots.union(moved.filter { $0 >= 0 && $0.isFinite }).sorted()
    var points: [Double] = []
    for point in sorted where points.last.map({ point - $0 > reach }) ?? true {
      points.append(point)
    }
    return points
  }

  /// What a layer from the ground to each point adds to the objective, USD.
  private func integral(at points: [Double]) -> [Double] {
    let order = losses.indices.sorted { (losses[$0], $0) < (losses[$1], $1) }
    var tail = losses.map { _ in 0.0 }
    var room = 1 - level
    for place in order.reversed() where room > 0 {
      tail[place] = min(weights[place], room) / (1 - level)
      room -= weights[place]
    }
    var survival = weights.reduce(0, +)
    var tailSurvival = tail.reduce(0, +)
    var place = 0
    var sum = 0.0
    var sums = [0.0]
    for (from, to) in zip(points, points.dropFirst()) {
      while place < order.count, losses[order[place]] <= from + reach {
        survival -= weights[order[place]]
        tailSurvival -= tail[order[place]]
        place += 1
      }
      sum +=
        (to - from)
        * ((loading - 1) * max(0, survival) + capitalRate - tailWeight * max(0, tailSurvival))
      sums.append(sum)
    }
    return sums
  }
}
