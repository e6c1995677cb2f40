public import ContagionModel
import RealModule

extension StressCase {
  /// How a loss answers to each of some fields, by bumps with the same shocks.
  ///
  /// With bump *h* and slopes over *h* and *h*/2: where the loss is smooth the
  /// derivative is Richardson's (4·D(h/2) − D(h)) / 3 of central differences,
  /// its error the distance to D(h/2); where only one side can be tried,
  /// 2·D(h/2) − D(h) of one-sided ones. The two slopes of a smooth loss come
  /// together as *h* is halved; at a kink they stay apart, at a jump they part.
  ///
  /// - Parameters:
  ///   - measure: The loss that is asked about.
  ///   - paths: Fields; every listed one if `nil`.
  ///   - relativeBump: *h* as a share of the value, above 0 and below 1; a value
  ///     of 0 is moved by `relativeBump` itself.
  /// - Returns: One row per field, largest swing first.
  /// - Throws: ``AnalysisError`` if a path is unknown or the case itself cannot be run.
  /// - Complexity: Four compilations and four runs of every scenario per field.
  public func sensitivities(
    of measure: LossMeasure, to paths: [String]? = nil, relativeBump: Double = 0.01
  ) throws(AnalysisError) -> SensitivityReport {
    var wanted: [(field: NetworkField, value: Double)] = []
    if let paths {
      for path in paths { wanted.append(try field(path)) }
    } else {
      wanted = fields
    }
    let base = try losses(measure)
    var rows: [Sensitivity] = []
    for (field, value) in wanted {
      rows.append(
        try sensitivity(of: measure, base: base, to: field, value, relativeBump: relativeBump))
    }
    return SensitivityReport(
      measure: measure, lossUSD: mean(base), relativeBump: relativeBump,
      scenarios: scenarios.count,
      rows: rows.sorted { ($1.swingUSD, $0.path) < ($0.swingUSD, $1.path) })
  }

  private func sensitivity(
    of measure: LossMeasure, base: [Double], to field: NetworkField, _ value: Double,
    relativeBump: Double
  ) throws(AnalysisError) -> Sensitivity {
    let bump = (value == 0 ? 1 : abs(value)) * relativeBump
    var remark = ""
    /// Losses per scenario with the value moved; `nil` if that is not accepted.
    func moved(_ distance: Double) throws(AnalysisError) -> [Double]? {
      do {
        return try with(field, at: value + distance).losses(measure)
      } catch .outOfRange(_, let value, let allowed) {
        remark = "\(value) is \(AnalysisError.outside(allowed))"
      } catch .notRunnable(let findings) {
        remark = findings.first.map { "\($0.path): \($0.message)" } ?? ""
      }
      return nil
    }
    let below = try Side(at: -bump, base, moved)
    let above = try Side(at: bump, base, moved)
    var row = Sensitivity(
      path: field.path, value: value, bump: bump, derivative: .nan, bumpError: .nan,
      standardError: 0, leftSlope: below?.half ?? .nan, rightSlope: above?.half ?? .nan,
      shape: .none, changeBelowUSD: below?.change ?? .nan, changeAboveUSD: above?.change ?? .nan,
      remark: remark)
    switch (below, above) {
    case (nil, nil): break
    case (let side?, nil), (nil, let side?):
      row.shape = .oneSided
      row.derivative = 2 * side.half - side.whole
      row.bumpError = abs(side.half - side.whole)
      row.standardError = Self.standardError(side.slopes)
    case (let below?, let above?):
      row.shape = Self.shape(below, above, rounding: 1e-11 * (1 + abs(mean(base))) / bump)
      guard row.shape != .jump else { break }
      let whole = (below.whole + above.whole) / 2
      let half = (below.half + above.half) / 2
      row.derivative = row.shape == .smooth ? (4 * half - whole) / 3 : half
      row.bumpError =
        row.shape == .smooth ? abs(row.derivative - half) : abs(above.half - below.half) / 2
      row.standardError = Self.standardError(
        zip(below.slopes, above.slopes).map { ($0 + $1) / 2 })
    }
    return row
  }

  /// The gap between both slopes halves with the bump where the loss is smooth,
  /// stays at a kink, doubles at a jump. A gap of a millionth of the slopes, or of
  /// what losses are rounded to, says nothing.
  private static func shape(
    _ below: Side, _ above: Side, rounding: Double
  ) -> Sensitivity.Shape {
    let whole = abs(above.whole - below.whole)
    let half = abs(above.half - below.half)
    let size = max(abs(above.half), abs(below.half), abs(above.whole), abs(below.whole))
    if max(whole, half) <= max(1e-6 * size, rounding) { return .smooth }
    if half > 1.5 * whole { return .jump }
    if half > 0.75 * whole { return .kink }
    // A jump between half and whole of the bump leaves the half slopes alike.
    if half < 0.25 * whole, whole > 0.05 * size { return .jump }
    return .smooth
  }

  private static func standardError(_ values: [Double]) -> Double {
    let count = Double(values.count)
    guard count > 1 else { return 0 }
    let mean = values.reduce(0, +) / count
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return .sqrt(squares / (count - 1) / count)
  }
}

private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

/// One side of a bump: slopes over the whole and over half of it.
private struct Side {
  let whole: Double
  let half: Double
  /// Change of the loss over the whole bump.
  let change: Double
  /// Slope over half the bump in every scenario.
  let slopes: [Double]

  /// - Returns: `nil` if the whole bump or half of it is not accepted.
  init?(
    at distance: Double, _ base: [Double],
    _ moved: (Double) throws(AnalysisError) -> [Double]?
  ) throws(AnalysisError) {
    guard let far = try moved(distance), let near = try moved(distance / 2) else { return nil }
    change = mean(far) - mean(base)
    whole = change / distance
    slopes = zip(near, base).map { ($0 - $1) / (distance / 2) }
    half = mean(slopes)
  }
}
