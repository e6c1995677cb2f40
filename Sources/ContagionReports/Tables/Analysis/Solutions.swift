public import ContagionModel

extension Table {
  /// Where along an axis a condition holds.
  ///
  /// - Parameters:
  ///   - solution: The intervals.
  ///   - axis: What is varied: `fall of ETH`, or a field.
  ///   - measure: What the condition is about.
  ///   - usd: The loss that is reached, or kept.
  ///   - keeps: Whether the loss is at most that, not at least.
  public init(
    solution: LevelSet, axis: String, measure: LossMeasure, usd: Double, keeps: Bool
  ) {
    let amount = "\(TableDisplay.plain(usd)) USD"
    self.init(
      name: "solution",
      title:
        "Where \(axis) \(keeps ? "keeps \(measure) at most" : "brings \(measure) to") \(amount)",
      caption: "\(solution.evaluations) runs: \(TableDisplay.plain(solution.low)) to"
        + " \(TableDisplay.plain(solution.high)) scanned in steps of"
        + " \(TableDisplay.plain(solution.resolution)), ends bisected to"
        + " \(TableDisplay.plain(solution.tolerance)). The loss is not monotone: what lies wholly between"
        + " two steps is not seen.",
      columns: [
        .number("from", "from", .plain) { $0.low },
        .number("to", "to", .plain) { $0.high },
        .number("lossFrom", "\(measure) there", .usd) { $0.lowUSD },
        .number("lossTo", "\(measure) at the end", .usd) { $0.highUSD },
      ] as [TableColumn<LevelSet.Interval>],
      rows: solution.intervals)
  }

  /// The last value that keeps a statistic over an ensemble, with its bracket.
  public init(limit: EnsembleLimit) {
    typealias Row = (what: String, point: EnsembleLimit.Point, error: Double?)
    let rows: [Row] =
      [limit.keeps.map { ("keeps it", $0, limit.valueError) }].compactMap { $0 }
      + [limit.breaks.map { ("does not", $0, nil) }].compactMap { $0 }
    let (first, last) = (limit.scanned[0].value, limit.scanned[limit.scanned.count - 1].value)
    let outcome =
      limit.keeps == nil
      ? " No value keeps it." : limit.breaks == nil ? " Every value keeps it." : ""
    self.init(
      name: "solution",
      title: "Where \(limit.path) keeps the \(limit.statistic) of \(limit.measure) at most"
        + " \(TableDisplay.plain(limit.limitUSD)) USD",
      caption: "\(limit.scenarios) scenarios, the same for each of \(limit.evaluations) values:"
        + " \(limit.scanned.count) scanned from \(TableDisplay.plain(first)) to"
        + " \(TableDisplay.plain(last)), between which the loss only rises or only falls; the change"
        + " is bisected.\(outcome) ± s.e. of the value is that of the loss over its slope between the"
        + " scanned values beside it.",
      columns: [
        .text("bracket", "limit") { $0.what },
        .number("value", limit.path, .plain) { $0.point.value },
        .number("valueError", "± s.e.", .plain) { $0.error },
        .number("loss", limit.statistic.description, .usd) { $0.point.loss.value },
        .number("lossError", "± s.e.", .usd) { $0.point.loss.standardError },
      ] as [TableColumn<Row>],
      rows: rows)
  }

  /// Joint falls that reach a loss.
  public init(reverse: ReverseStress, measure: LossMeasure, usd: Double) {
    typealias Row = (kind: String, point: ReverseStress.Point)
    let columns: [TableColumn<Row>] = reverse.assets.enumerated().map { place, asset in
      TableColumn(name: "\(asset)FallRatio", title: "fall of \(asset)", unit: .share) {
        .number($0.point.falls[place], .share)
      }
    }
    let rows =
      reverse.smallest.map { ("smallest", $0) }
      + [reverse.likeliest].compactMap { $0 }.map { ("likeliest", $0) }
    self.init(
      name: "joint-falls",
      title: "Joint falls that bring \(measure) to \(TableDisplay.plain(usd)) USD",
      caption:
        "\(reverse.evaluations) runs on falls of 0, \(TableDisplay.plain(reverse.step)), … up to"
        + " \(TableDisplay.plain(reverse.largestFall)) each. Smallest: no other of these falls is as"
        + " small in every asset. Likeliest: least distance in standard deviations, correlation"
        + " counted.",
      columns: [.text("kind", "kind") { $0.kind }] + columns + [
        .number("loss", measure.description, .usd) { $0.point.lossUSD },
        .number("distance", "distance, σ", .ratio) { $0.point.distance },
      ],
      rows: rows)
  }
}
