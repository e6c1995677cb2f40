public import ContagionModel

extension CapitalPlan {
  /// Steps of the split for the tail; its bound says how good what they reach is.
  private static let steps = 300

  /// Lays a budget out, exactly on the scenarios.
  ///
  /// Covers without a deductible, a scenario's events added up. For the mean the dearest
  /// slice is bought first (``SiloSplit``), for the tail cutting planes close in on the
  /// least (``TailSiloSplit``), and the layer is found among its breakpoints
  /// (``LayerSearch``). On draws the plan is the best for these draws: on others it
  /// leaves more.
  ///
  /// - Parameters:
  ///   - budgetUSD: Above 0.
  ///   - losses: The scenarios; one or more.
  ///   - basis: Which bad debt is covered.
  ///   - level: Of the TVaR, 0 ..< 1.
  ///   - principle: How a layer's premium is set.
  ///   - tailWeight: 0 or more.
  /// - Returns: The plan; `nil` where nothing is lost.
  /// - Complexity: With n scenarios that lose and m markets O(n m (m + log n)) for the mean
  ///   and O(n log n) for the layer; for the tail see ``TailSiloSplit``.
  public init?(
    of budgetUSD: Double, on losses: LossScenarios, settling basis: InsuranceProgramme.Basis,
    level: Double, premium principle: PremiumPrinciple, tailWeight: Double
  ) {
    let losing = losses.withoutQuiet
    let rows = losing.scenarios.map { scenario in
      scenario.events.reduce(losses.markets.map { _ in 0.0 }) {
        zip($0, $1.badDebtUSD(basis)).map(+)
      }
    }
    let weights = losing.scenarios.map(\.probability)
    let touched = losses.markets.indices.filter { market in rows.contains { $0[market] > 0 } }
    guard !touched.isEmpty else { return nil }
    let table = rows.map { row in touched.map { row[$0] } }
    func sample(_ values: [Double]) -> WeightedSample {
      WeightedSample(values, weights: weights, isSampled: losing.isSampled, draws: losing.draws)
    }
    func split(_ name: String, _ capital: [Double], least: Double? = nil) -> Split {
      let left = sample(
        table.map { row in zip(row, capital).reduce(0) { $0 + max(0, $1.0 - $1.1) } })
      return Split(
        name, uncoveredUSD: left.mean, tailUSD: left.expectedShortfall(level), leastTailUSD: least)
    }
    let markets = touched.map { losses.markets[$0] }
    let mean = SiloSplit(
      budget: budgetUSD, markets: markets.map(\.id), losses: table, weights: weights)
    let tail = TailSiloSplit(
      budget: budgetUSD, losses: table, weights: weights, level: level, limit: Self.steps)
    let totals = table.map { $0.reduce(0, +) }
    let pooled = sample(totals.map { max(0, $0 - budgetUSD) })
    self.init(
      budgetUSD: budgetUSD, tailWeight: tailWeight,
      shares: markets.enumerated().map { place, market in
        let column = sample(table.map { $0[place] })
        return Share(
          market: market, expectedUSD: column.mean.value, forMeanUSD: mean.capital[place],
          forTailUSD: tail.capital[place],
          marginalValue: column.probability(above: mean.capital[place]).value)
      },
      splits: [
        split("least on average", mean.capital),
        split("least in the tail", tail.capital, least: tail.lowerBound),
        split("equal parts", markets.map { _ in budgetUSD / Double(markets.count) }),
        Split(
          "one pool for all", uncoveredUSD: pooled.mean,
          tailUSD: pooled.expectedShortfall(level)),
      ],
      layers: Self.layers(
        LayerSearch(
          losses: totals, weights: weights, maximumLimit: budgetUSD,
          loading: principle.linear?.loading ?? 1, capitalRate: principle.linear?.rate ?? 0,
          tailWeight: tailWeight, level: level),
        isPriced: principle.linear != nil))
  }

  private static func layers(_ search: LayerSearch, isPriced: Bool) -> [Layer] {
    guard isPriced else { return [] }
    let named = [
      ("none", search.candidate(attachment: 0, limit: 0)),
      ("from the ground up", search.candidate(attachment: 0, limit: search.maximumLimit)),
      ("the best", search.optimum()),
    ]
    return named.map { name, found in
      Layer(
        name, attachmentUSD: found.attachment, limitUSD: found.limit,
        retainedUSD: found.expectedRetained, recoveredUSD: found.expectedRecovery,
        premiumUSD: found.premium, tailRetainedUSD: found.tailRetained,
        objectiveUSD: found.objective)
    }
  }
}
