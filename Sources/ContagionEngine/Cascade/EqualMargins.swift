/// Shares an amount among several places so that the sum of what they give is largest.
///
/// With concave gains `g_i` and caps `c_i`, maximises `Σ g_i(x_i)` over `Σ x_i = X`,
/// `0 ≤ x_i ≤ c_i`: every place that gets something has the same marginal gain `λ`, and
/// one that gets nothing has less at 0. `λ` is found, and for each `λ` the
/// `x_i` with `g_i′(x_i) = λ`, both by closing in on a change of sign; slopes are differences over 10⁻⁵ of the amount. Where a
/// gain has a stretch of one slope, what is left is shared over the stretches in
/// proportion. Gains that are not concave give a split that need not be the best.
///
/// Some hundred evaluations for each place; at most places · 10⁴. Parts sum to the amount, or to the caps if those are
/// smaller.
///
/// Source: Boyd and Vandenberghe, "Convex Optimization", 2004, example 5.2
/// (water-filling).
struct EqualMargins {
  private static let limit = 100
  private static let step = 1e-5

  private let total: Double
  private let caps: [Double]
  private let gains: [(Double) -> Double]

  static func parts(
    of total: Double, caps: [Double], _ gains: [(Double) -> Double]
  ) -> [Double] {
    guard caps.reduce(0, +) > total else { return caps }
    return Self(total: total, caps: caps.map { min($0, total) }, gains: gains).parts
  }

  private var parts: [Double] {
    let low = caps.indices.map { slope($0, caps[$0]) }.min() ?? 0
    let high = caps.indices.map { slope($0, 0) }.max() ?? 0
    var most = caps
    var least = caps.map { _ in 0.0 }
    Self.close(
      (low, caps.reduce(0, +) - total), (high, -total), tolerance: 1e-14 * (high - low)
    ) { margin in
      let found = caps.indices.map { part($0, at: margin) }
      let excess = found.reduce(0, +) - total
      if excess > 0 { most = found } else { least = found }
      return excess
    }
    let (sumOfLeast, sumOfMost) = (least.reduce(0, +), most.reduce(0, +))
    guard sumOfMost > sumOfLeast else { return least }
    let share = (total - sumOfLeast) / (sumOfMost - sumOfLeast)
    return zip(least, most).map { $0 + share * ($1 - $0) }
  }

  /// The largest part whose marginal gain is above `margin`.
  private func part(_ place: Int, at margin: Double) -> Double {
    let first = slope(place, 0) - margin
    guard first > 0 else { return 0 }
    let last = slope(place, caps[place]) - margin
    guard last <= 0 else { return caps[place] }
    return Self.close((0, first), (caps[place], last), tolerance: 1e-14 * total) {
      slope(place, $0) - margin
    }
  }

  /// Draws two points between which a falling function changes its sign together, by
  /// straight lines and by halving in turn, and returns the lower.
  @discardableResult
  private static func close(
    _ low: (at: Double, value: Double), _ high: (at: Double, value: Double), tolerance: Double,
    _ value: (Double) -> Double
  ) -> Double {
    var (low, high) = (low, high)
    for turn in 0..<limit where high.at - low.at > tolerance {
      let line = low.at + (high.at - low.at) * low.value / (low.value - high.value)
      let half = low.at + (high.at - low.at) / 2
      let at = turn % 2 == 0 && line > low.at && line < high.at ? line : half
      let found = value(at)
      if found > 0 { low = (at, found) } else { high = (at, found) }
      if found == 0 { break }
    }
    return low.at
  }

  private func slope(_ place: Int, _ part: Double) -> Double {
    let from = max(0, part - Self.step * total)
    let to = min(caps[place], part + Self.step * total)
    guard to > from else { return 0 }
    return (gains[place](to) - gains[place](from)) / (to - from)
  }
}
