public import ContagionModel

extension EnsembleSummary {
  /// Levels of VaR and ES.
  public static let levels = [0.9, 0.95, 0.99, 0.999]

  /// The level whose tail is taken apart.
  public static let tailLevel = 0.99

  /// Estimates everything that the records tell.
  ///
  /// - Parameters:
  ///   - columns: One record or more.
  ///   - thresholds: USD of bad debt beyond which a protocol's loss is a
  ///     condition for the others'; those not named take any bad debt.
  public init(_ columns: EnsembleColumns, thresholds: [ProtocolID: Double] = [:]) {
    let run = columns.run
    let names = run.axes.protocols.map(\.name)
    let total = columns.sample(columns.total)
    let protocols = columns.byProtocol.map { columns.sample($0) }
    self.init(
      run: run, scenarios: columns.count, cutShort: columns.cutShort,
      total: Distribution("total", total),
      liquidated: Distribution("total", columns.sample(columns.liquidated)))
    func distributions(_ names: [String], _ values: [[Double]]) -> [Distribution] {
      zip(names, values).map { Distribution($0, columns.sample($1)) }
    }
    byProtocol = zip(names, protocols).map { Distribution($0, $1) }
    byAsset = distributions(columns.assets.map(\.name), columns.byAsset)
    byChain = distributions(columns.chains, columns.byChain)
    let parties = columns.bearers.map { run.axes.parties[$0].label }
    byParty = distributions(parties, columns.byParty)
    liquidatedByProtocol = distributions(names, columns.liquidatedByProtocol)
    exceedance = ExceedanceCurve.curves(columns, total)
    components = Self.components(names, columns.byProtocol, total)
    breakdowns = [
      Breakdown(
        kind: "asset", loss: "bad debt",
        components: Self.components(columns.assets.map(\.name), columns.byAsset, total)),
      Breakdown(
        kind: "chain", loss: "bad debt",
        components: Self.components(columns.chains, columns.byChain, total)),
      Breakdown(
        kind: "party", loss: "final loss",
        components: Self.components(
          parties, columns.byParty, columns.sample(columns.finalLoss))),
    ]
    conditionals = Self.conditionals(names, protocols, run.axes.protocols, thresholds)
    drivers = Self.drivers(columns, total)
    additions = Self.additions(columns, total)
    convergence = Self.convergence(columns)
  }

  /// The parts of the total's expected shortfall.
  private static func components(
    _ names: [String], _ values: [[Double]], _ total: WeightedSample
  ) -> [Component] {
    let whole = total.expectedShortfall(tailLevel).value
    return zip(names, values).map { name, losses in
      let part = total.tailAverage(of: losses, tailLevel)
      return Component(name: name, expectedShortfall: part, share: part.value / whole)
    }
  }

  private static func conditionals(
    _ names: [String], _ protocols: [WeightedSample], _ ids: [ProtocolID],
    _ thresholds: [ProtocolID: Double]
  ) -> [Conditional] {
    var rows: [Conditional] = []
    let any = protocols.map { $0.probability(above: WeightedSample.smallest).value }
    for (given, sample) in protocols.enumerated() {
      let threshold = thresholds[ids[given]] ?? WeightedSample.smallest
      guard sample.probability(above: threshold).value > 0 else { continue }
      for (other, losses) in protocols.enumerated() where other != given && any[other] > 0 {
        let hit = losses.values.map { $0 > WeightedSample.smallest ? 1.0 : 0 }
        rows.append(
          Conditional(
            given: names[given], threshold: threshold, name: names[other],
            probability: sample.average(of: hit, above: threshold), unconditional: any[other],
            mean: sample.average(of: losses.values, above: threshold)))
      }
    }
    return rows
  }

  private static func drivers(_ columns: EnsembleColumns, _ total: WeightedSample) -> [Driver] {
    let ranks = total.ranks
    var drivers = zip(columns.run.targets, columns.shockSizes).map { target, sizes in
      let sample = columns.sample(sizes)
      let mean = sample.mean.value
      let deviation = sample.standardDeviation
      let tail = total.tailAverage(of: sizes, tailLevel)
      return Driver(
        target: target, mean: mean, standardDeviation: deviation, tailMean: tail,
        shift: deviation > 0 ? (tail.value - mean) / deviation : 0, share: 0,
        rankCorrelation: correlation(sample.ranks, ranks))
    }
    let squares = drivers.reduce(0) { $0 + $1.shift * $1.shift }
    for place in drivers.indices {
      drivers[place].share = drivers[place].shift * drivers[place].shift / squares
    }
    return drivers
  }

  private static func additions(
    _ columns: EnsembleColumns, _ total: WeightedSample
  ) -> [Addition] {
    var rows: [Addition] = []
    var isolated = columns.total.map { _ in 0.0 }
    var protocols = 0
    for (place, variant) in columns.run.variants.enumerated() {
      switch variant {
      case .isolated:
        protocols += 1
        for (row, usd) in columns.variantBadDebt[place].enumerated() { isolated[row] += usd }
      case .without:
        rows.append(
          Addition(
            variant.description, columns.difference(columns.variantBadDebt[place]), total,
            finalLoss: columns.sample(
              zip(columns.finalLoss, columns.variantFinalLoss[place]).map { $0 - $1 }
            ).mean))
      }
    }
    if protocols > 0, protocols == columns.run.axes.protocols.count {
      rows.insert(
        Addition("isolated", columns.difference(isolated), total, finalLoss: nil), at: 0)
    }
    return rows
  }

  /// Estimates from a sixteenth, an eighth … and all of the scenarios.
  private static func convergence(_ columns: EnsembleColumns) -> [Convergence] {
    [16, 8, 4, 2, 1].compactMap { part in
      let count = columns.count / part
      guard count > 0, columns.run.isSampled || part == 1 else { return nil }
      let sample = WeightedSample(
        Array(columns.total[..<count]), probabilities: Array(columns.probabilities[..<count]),
        isSampled: columns.run.isSampled)
      return Convergence(
        scenarios: count, mean: sample.mean, valueAtRisk: sample.valueAtRisk(tailLevel),
        expectedShortfall: sample.expectedShortfall(tailLevel))
    }
  }

  /// Pearson's correlation; NaN of a constant.
  private static func correlation(_ x: [Double], _ y: [Double]) -> Double {
    let count = Double(x.count)
    let meanX = x.reduce(0, +) / count
    let meanY = y.reduce(0, +) / count
    var (xx, yy, xy) = (0.0, 0.0, 0.0)
    for (a, b) in zip(x, y) {
      xx += (a - meanX) * (a - meanX)
      yy += (b - meanY) * (b - meanY)
      xy += (a - meanX) * (b - meanY)
    }
    return xy / (xx * yy).squareRoot()
  }
}

extension EnsembleSummary.Distribution {
  /// Estimates one loss's distribution.
  public init(_ name: String, _ sample: WeightedSample) {
    self.init(
      name: name, mean: sample.mean,
      probability: sample.probability(above: WeightedSample.smallest), largest: sample.largest,
      tails: EnsembleSummary.levels.map { level in
        EnsembleSummary.Tail(
          level: level, valueAtRisk: sample.valueAtRisk(level),
          upperValueAtRisk: sample.upperQuantile(level),
          expectedShortfall: sample.expectedShortfall(level), tailMean: sample.tailMean(level))
      })
  }
}

extension EnsembleSummary.Addition {
  init(
    _ name: String, _ difference: WeightedSample, _ total: WeightedSample, finalLoss: Estimate?
  ) {
    let smallest = WeightedSample.smallest
    let opposite = difference.values.map { $0 < -smallest ? 1.0 : 0 }
    let positive = difference.probability(above: smallest)
    var negative = positive
    negative.value = difference.average(opposite)
    negative.standardError =
      positive.standardError == 0 && negative.value == 0
      ? 0
      : (negative.value * (1 - negative.value) / difference.effectiveCount).squareRoot()
    self.init(
      name: name, mean: difference.mean, positive: positive, negative: negative,
      quantiles: [0.05, 0.5, 0.95].map { difference.quantile($0) },
      tailMean: total.tailAverage(of: difference.values, EnsembleSummary.tailLevel),
      finalLoss: finalLoss ?? Estimate(.nan, standardError: .nan, count: 0))
  }
}

extension EnsembleColumns {
  /// Joint bad debt less that of other runs.
  func difference(_ others: [Double]) -> WeightedSample {
    sample(zip(total, others).map { $0 - $1 })
  }
}
