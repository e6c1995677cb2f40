public import ContagionModel

/// Capital split over separate covers so that the least is left uncovered on
/// average.
///
/// The next unit for market `i` is worth `P(Bᵢ > kᵢ)`, which falls as `kᵢ` grows, so
/// buying the dearest slice first is optimal; slices end at the losses of the
/// set. Ties go to the first market.
public struct SiloSplit: Hashable, Sendable {
  /// A slice that was bought, USD.
  public struct Step: Hashable, Sendable {
    public var market: InsuredID
    public var from: Double
    public var to: Double
    /// `P(B > from)`.
    public var survival: Double
  }

  public var steps: [Step]
  /// By market, USD.
  public var capital: [Double]
  public var expectedUncovered: Double

  /// Splits a budget.
  ///
  /// Losses are by scenario and market, USD.
  ///
  /// - Complexity: O(n m (m + log n)) for n scenarios and m markets.
  public init(budget: Double, markets: [InsuredID], losses: [[Double]], weights: [Double]) {
    var capital = Array(repeating: 0.0, count: markets.count)
    var steps: [Step] = []
    var left = budget
    var steppers = markets.indices.map { market in
      SurvivalSteps(losses.map { $0[market] }, weights: weights)
    }
    while left > 0 {
      var best: (market: Int, survival: Double)?
      for market in markets.indices {
        let value = steppers[market].survival
        if value > (best?.survival ?? 0) + 1e-12 { best = (market, value) }
      }
      guard let best else { break }
      let from = capital[best.market]
      let knot = steppers[best.market].next
      let to = min(knot, from + left)
      steps.append(
        Step(market: markets[best.market], from: from, to: to, survival: best.survival))
      left = to == knot ? left - (knot - from) : 0
      capital[best.market] = to
      steppers[best.market].climb()
    }
    self.steps = steps
    self.capital = capital
    expectedUncovered = zip(losses, weights).reduce(0) { sum, scenario in
      sum + scenario.1
        * zip(scenario.0, capital).reduce(0) { $0 + max(0, $1.0 - $1.1) }
    }
  }
}
