public import ContagionModel

extension DesignComparison {
  /// How likely a loss is to be left to lenders, without cover and design by design.
  ///
  /// `P(X ≥ x)` at every x that a scenario leaves, so the curve is a staircase with
  /// its corners; without sampling it is exact and has no band.
  public var exceedance: [ExceedanceCurve] {
    designs.map { result in
      ExceedanceCurve(
        title: result.programme.name, losses: result.uncoveredUSD, probabilities: probabilities,
        isSampled: isSampled)
    }
  }
}

extension ExceedanceCurve {
  /// The curve of weighted losses; the band is ± two standard errors of a share.
  init(title: String, losses: [Double], probabilities: [Double], isSampled: Bool) {
    let order = losses.indices.sorted { losses[$0] > losses[$1] }
    let effective = 1 / probabilities.reduce(0) { $0 + $1 * $1 }
    var points: [Point] = []
    var running = 0.0
    for place in order where losses[place] > 0 {
      running += probabilities[place]
      let share = min(1, running)
      let error = isSampled ? 2 * (share * (1 - share) / effective).squareRoot() : 0
      let point = Point(
        loss: losses[place], probability: share, low: max(0, share - error),
        high: min(1, share + error))
      if points.last?.loss == point.loss {
        points[points.count - 1] = point
      } else {
        points.append(point)
      }
    }
    self.init(title: title, points: points.reversed())
  }
}
