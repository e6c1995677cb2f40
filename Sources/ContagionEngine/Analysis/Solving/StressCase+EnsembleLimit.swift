public import ContagionModel

extension StressCase {
  /// The last value of a field at which a statistic over an ensemble keeps a limit.
  ///
  /// Every value is run on the same scenarios. The values are scanned, the change is
  /// bisected; both must be monotone, or the answer would be one of several.
  ///
  /// - Parameters:
  ///   - steps: The scanned values, 2 or more.
  ///   - measure: The loss that is limited.
  ///   - statistic: What sums it up.
  ///   - limitUSD: The largest that is accepted.
  ///   - tolerance: How close the bracket gets, in the unit of the field, above 0.
  /// - Returns: The bracket with the errors at both ends.
  /// - Throws: ``AnalysisError`` if a value cannot be run, or the statistic is not
  ///   monotone.
  /// - Precondition: The case has ``weights``.
  /// - Complexity: One compilation and one run of every scenario for each value.
  public func limit(
    of steps: FieldSteps, keeping measure: LossMeasure, _ statistic: LossStatistic,
    below limitUSD: Double, tolerance: Double
  ) throws(AnalysisError) -> EnsembleLimit {
    guard steps.values.count > 1 else {
      throw .badAxis("'\(steps.path)' is searched over 2 values or more")
    }
    let field = try field(steps.path).field
    var evaluations = 0
    func point(_ value: Double) throws(AnalysisError) -> EnsembleLimit.Point {
      evaluations += 1
      do throws(AnalysisError) {
        let losses = try with(field, at: value).losses(measure)
        return EnsembleLimit.Point(value, statistic.estimate(of: sample(losses)))
      } catch .notRunnable(let findings) {
        throw .notRunnableWith(field.path, value: value, findings)
      }
    }
    var scanned: [EnsembleLimit.Point] = []
    for value in steps.values.sorted() { scanned.append(try point(value)) }
    try Self.checkMonotone(scanned, field.path, measure, statistic)
    func keeps(_ point: EnsembleLimit.Point) -> Bool { point.loss.value <= limitUSD }
    var result = EnsembleLimit(
      path: field.path, measure: measure, statistic: statistic, limitUSD: limitUSD,
      scanned: scanned, keeps: nil, breaks: nil, valueError: nil, scenarios: scenarios.count,
      evaluations: evaluations)
    guard
      let change = scanned.indices.dropFirst().first(where: {
        keeps(scanned[$0 - 1]) != keeps(scanned[$0])
      })
    else {
      // All keep the limit or none does; the end nearest to it is told.
      let nearest =
        scanned[0].loss.value > scanned[scanned.count - 1].loss.value
        ? [scanned[0], scanned[scanned.count - 1]] : [scanned[scanned.count - 1], scanned[0]]
      if keeps(scanned[0]) { result.keeps = nearest[0] } else { result.breaks = nearest[1] }
      return result
    }
    let ends = [scanned[change - 1], scanned[change]]
    var (inside, outside) = keeps(ends[0]) ? (ends[0], ends[1]) : (ends[1], ends[0])
    while abs(outside.value - inside.value) > tolerance {
      let middle = try point((inside.value + outside.value) / 2)
      let between = [inside, middle, outside].sorted { $0.value < $1.value }
      try Self.checkMonotone(between, field.path, measure, statistic)
      if keeps(middle) { inside = middle } else { outside = middle }
    }
    let slope =
      (ends[1].loss.value - ends[0].loss.value) / (ends[1].value - ends[0].value)
    result.keeps = inside
    result.breaks = outside
    result.valueError = slope == 0 ? nil : inside.loss.standardError / abs(slope)
    result.evaluations = evaluations
    return result
  }

  /// Losses that turn by more than rounding are refused.
  private static func checkMonotone(
    _ points: [EnsembleLimit.Point], _ path: String, _ measure: LossMeasure,
    _ statistic: LossStatistic
  ) throws(AnalysisError) {
    let slack = 1e-9 * (points.map { abs($0.loss.value) }.max() ?? 0)
    let changes = zip(points.dropFirst(), points).map { $0.loss.value - $1.loss.value }
    guard let up = changes.firstIndex(where: { $0 > slack }),
      let down = changes.firstIndex(where: { $0 < -slack })
    else { return }
    func words(_ place: Int) -> String {
      "from \(points[place].loss.value) USD at \(points[place].value) to"
        + " \(points[place + 1].loss.value) at \(points[place + 1].value)"
    }
    throw .badAxis(
      "the \(statistic) of \(measure) is not monotone in '\(path)': it rises \(words(up)) and falls"
        + " \(words(down)); search a range in which it only rises or only falls")
  }
}
