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
    return try reports(of: measure, [.mean], to: wanted, relativeBump)[0]
  }

  /// How statistics of a loss over an ensemble answer to each of some fields.
  ///
  /// Every bump is run on the same scenarios once, for all statistics. Standard errors
  /// are those of the scenarios' own slopes, in the tail for an expected shortfall. A
  /// loss that jumps in single scenarios is smooth only on average: where the bumps tell
  /// a jump, the slope is that over the whole bump.
  ///
  /// - Parameters:
  ///   - measure: The loss that is asked about.
  ///   - statistics: What sums it up.
  ///   - paths: Fields; every listed one if `nil`.
  ///   - relativeBump: As for one statistic.
  /// - Returns: A report a statistic.
  /// - Throws: ``AnalysisError`` if a path is unknown or the case itself cannot be run.
  /// - Complexity: Four compilations and four runs of every scenario per field.
  public func sensitivities(
    of measure: LossMeasure, _ statistics: [LossStatistic], to paths: [String]? = nil,
    relativeBump: Double = 0.01
  ) throws(AnalysisError) -> [SensitivityReport] {
    var wanted: [(field: NetworkField, value: Double)] = []
    if let paths {
      for path in paths { wanted.append(try field(path)) }
    } else {
      wanted = fields
    }
    return try reports(of: measure, statistics, to: wanted, relativeBump)
  }

  private func reports(
    of measure: LossMeasure, _ statistics: [LossStatistic],
    to wanted: [(field: NetworkField, value: Double)], _ relativeBump: Double
  ) throws(AnalysisError) -> [SensitivityReport] {
    let base = try losses(measure)
    var rows = statistics.map { _ in [Sensitivity]() }
    for (field, value) in wanted {
      let bump = (value == 0 ? 1 : abs(value)) * relativeBump
      let moved = try moves(of: field, value, bump, measure)
      for (place, statistic) in statistics.enumerated() {
        rows[place].append(sensitivity(of: statistic, base, field.path, value, bump, moved))
      }
    }
    return zip(statistics, rows).map { statistic, rows in
      SensitivityReport(
        measure: measure, statistic: statistic, lossUSD: self.value(statistic, base),
        lossErrorUSD: weights.flatMap {
          $0.isSampled ? statistic.estimate(of: $0.sample(base)).standardError : nil
        },
        relativeBump: relativeBump, scenarios: scenarios.count,
        rows: rows.sorted { ($1.swingUSD, $0.path) < ($0.swingUSD, $1.path) })
    }
  }

  /// Losses by scenario with a value moved to either side, by a bump and by half of it.
  private struct Moves {
    var below: (far: [Double], near: [Double])?
    var above: (far: [Double], near: [Double])?
    /// Why a side could not be tried.
    var remark = ""
  }

  private func moves(
    of field: NetworkField, _ value: Double, _ bump: Double, _ measure: LossMeasure
  ) throws(AnalysisError) -> Moves {
    var moves = Moves()
    /// Losses per scenario with the value moved; `nil` if that is not accepted.
    func moved(_ distance: Double) throws(AnalysisError) -> [Double]? {
      do {
        return try with(field, at: value + distance).losses(measure)
      } catch .outOfRange(_, let value, let allowed) {
        moves.remark = "\(value) is \(AnalysisError.outside(allowed))"
      } catch .notRunnable(let findings) {
        moves.remark = findings.first.map { "\($0.path): \($0.message)" } ?? ""
      }
      return nil
    }
    if let far = try moved(-bump), let near = try moved(-bump / 2) { moves.below = (far, near) }
    if let far = try moved(bump), let near = try moved(bump / 2) { moves.above = (far, near) }
    return moves
  }

  private func value(_ statistic: LossStatistic, _ losses: [Double]) -> Double {
    weights == nil && statistic == .mean
      ? mean(losses) : statistic.estimate(of: sample(losses)).value
  }

  private func error(
    _ statistic: LossStatistic, ofSlopes slopes: [Double], _ base: [Double]
  ) -> Double {
    weights == nil && statistic == .mean
      ? Self.standardError(slopes)
      : statistic.error(ofSlopes: slopes, of: sample(base)) { sample($0) }
  }

  private func sensitivity(
    of statistic: LossStatistic, _ base: [Double], _ path: String, _ value: Double,
    _ bump: Double, _ moved: Moves
  ) -> Sensitivity {
    let loss = self.value(statistic, base)
    func side(_ moved: (far: [Double], near: [Double])?, _ distance: Double) -> Side? {
      moved.map { moved in
        Side(
          at: distance, base, loss, moved, far: self.value(statistic, moved.far),
          near: self.value(statistic, moved.near),
          keepsMean: weights == nil && statistic == .mean)
      }
    }
    let below = side(moved.below, -bump)
    let above = side(moved.above, bump)
    var row = Sensitivity(
      path: path, value: value, bump: bump, derivative: .nan, bumpError: .nan,
      standardError: 0, leftSlope: below?.half ?? .nan, rightSlope: above?.half ?? .nan,
      shape: .none, changeBelowUSD: below?.change ?? .nan, changeAboveUSD: above?.change ?? .nan,
      remark: moved.remark)
    switch (below, above) {
    case (nil, nil): break
    case (let side?, nil), (nil, let side?):
      row.shape = .oneSided
      row.derivative = 2 * side.half - side.whole
      row.bumpError = abs(side.half - side.whole)
      row.standardError = error(statistic, ofSlopes: side.slopes, base)
    case (let below?, let above?):
      row.shape = Self.shape(below, above, rounding: 1e-11 * (1 + abs(loss)) / bump)
      guard row.shape != .jump || weights != nil else { break }
      let whole = (below.whole + above.whole) / 2
      let half = (below.half + above.half) / 2
      row.derivative =
        switch row.shape {
        case .smooth: (4 * half - whole) / 3
        case .jump: whole
        default: half
        }
      row.bumpError =
        row.shape == .smooth
        ? abs(row.derivative - half)
        : row.shape == .jump ? abs(whole - half) : abs(above.half - below.half) / 2
      let slopes =
        row.shape == .jump
        ? zip(below.wholeSlopes, above.wholeSlopes) : zip(below.slopes, above.slopes)
      row.standardError = error(statistic, ofSlopes: slopes.map { ($0 + $1) / 2 }, base)
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
  /// Slope over the whole bump in every scenario.
  let wholeSlopes: [Double]

  /// Compares losses with a bump, and with half of it, to those as they are (`base`);
  /// `loss`, `far` and `near` are what they sum up to. With `keepsMean` the slope is the
  /// mean of the scenarios' slopes, to the last digit.
  init(
    at distance: Double, _ base: [Double], _ loss: Double,
    _ moved: (far: [Double], near: [Double]), far: Double, near: Double, keepsMean: Bool
  ) {
    change = far - loss
    whole = change / distance
    slopes = zip(moved.near, base).map { ($0 - $1) / (distance / 2) }
    wholeSlopes = zip(moved.far, base).map { ($0 - $1) / distance }
    half = keepsMean ? mean(slopes) : (near - loss) / (distance / 2)
  }
}
