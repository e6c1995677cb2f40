import ContagionModel
import OrderedCollections

extension DesignResult {
  /// Settles every scenario and measures what came of it.
  ///
  /// - Parameters:
  ///   - compiled: The design.
  ///   - losses: The scenarios, one or more.
  ///   - level: Of VaR and TVaR.
  ///   - kept: The scenarios whose settlements are kept.
  init(
    _ compiled: CompiledProgramme, on losses: LossScenarios, level: Double, keeping kept: Set<Int>
  ) {
    var columns = SettledColumns(markets: losses.markets.count)
    var settlements: [[Settlement]] = []
    for (place, scenario) in losses.scenarios.enumerated() {
      var state = InsuranceState.opening
      let events = scenario.events.map { event in
        let settlement = compiled.settlement(of: event, from: state)
        state = settlement.stateAfter
        return settlement
      }
      columns.append(events, probability: scenario.probability)
      settlements.append(kept.contains(place) ? events : [])
    }
    self.init(
      programme: compiled.programme,
      metrics: Measurement(compiled, losses, columns, level).metrics,
      grossUSD: columns.grossUSD, uncoveredUSD: columns.uncoveredUSD, layers: columns.layers,
      layerLosses: columns.layerColumns.map {
        $0.loss(
          isSampled: losses.isSampled, draws: losses.draws ?? losses.scenarios.count,
          level: level)
      }, figures: columns.figures, settlements: settlements)
  }
}

/// The figures of one design over a scenario set.
private struct Measurement {
  let compiled: CompiledProgramme
  let losses: LossScenarios
  let columns: SettledColumns
  let level: Double
  let weights: [Double]

  init(
    _ compiled: CompiledProgramme, _ losses: LossScenarios, _ columns: SettledColumns,
    _ level: Double
  ) {
    self.compiled = compiled
    self.losses = losses
    self.columns = columns
    self.level = level
    weights = losses.scenarios.map(\.probability)
  }

  private func distribution(_ values: [Double]) -> WeightedSample {
    WeightedSample(values, weights: weights, isSampled: losses.isSampled, draws: losses.draws)
  }

  private func mean(_ values: [Double]) -> Double { distribution(values).mean.value }

  private func estimate(_ values: [Double]) -> Estimate {
    distribution(values).mean
  }

  var metrics: DesignMetrics {
    let gross = columns.grossUSD
    let covered = estimate(zip(gross, columns.uncoveredUSD).map(-))
    let tail = distribution(columns.uncoveredUSD)
    let grossTail = distribution(gross).expectedShortfall(level).value
    let capital = compiled.lockedCapitalUSD
    let expectedGross = estimate(gross)
    let paid = estimate(columns.lockedUSD)
    let tailValue = tail.expectedShortfall(level)
    let cost = compiled.programme.annualCostUSD
    return DesignMetrics(
      lockedCapitalUSD: capital, promisedUSD: compiled.promisedUSD, annualCostUSD: cost,
      grossUSD: expectedGross, coveredUSD: covered, uncoveredUSD: estimate(columns.uncoveredUSD),
      notPaidByLockedUSD: estimate(zip(gross, columns.lockedUSD).map(-)),
      coverageRatio: ratio(covered.value, expectedGross.value),
      probabilityUncovered: tail.probability(above: 0),
      probabilityExhausted: estimate(columns.exhausted),
      valueAtRiskUSD: tail.valueAtRisk(level),
      tailValueAtRiskUSD: tailValue,
      worstUSD: tail.largest,
      tailCoverageRatio: grossTail > 0 ? 1 - tailValue.value / grossTail : nil,
      borneByUSD: borneBy,
      ownCommunityShare: expectedGross.value > 0
        ? 1 - mean(columns.outsideUSD) / expectedGross.value : nil,
      paidByLockedUSD: paid, efficiencyRatio: ratio(paid.value, capital),
      coverPerCostRatio: cost.flatMap { ratio(covered.value, $0) },
      contingentCalledUSD: estimate(columns.contingentUSD),
      bailoutUSD: mean(columns.bailoutUSD),
      capitalAtPayoutRatio: capitalAtPayout(capital, expectedGross.value),
      capitalLossCorrelation: correlation(capital, gross),
      frictionUSD: estimate(columns.frictionUSD), assetSalesUSD: mean(columns.salesUSD),
      cashCalledUSD: mean(columns.callsUSD), overpaidUSD: mean(columns.overpaidUSD),
      delayDays: ratio(mean(columns.delayedUSD), expectedGross.value),
      reliability: reliability(capital, cost, paid.value, tail), haircuts: haircuts)
  }

  private func ratio(_ part: Double, _ whole: Double) -> Double? {
    whole > 0 ? part / whole : nil
  }

  private var borneBy: OrderedDictionary<InsurancePayer, Double> {
    var borne: OrderedDictionary<InsurancePayer, Double> = [:]
    for payer in InsurancePayer.allCases { borne[payer] = columns.borneUSD[payer] }
    return borne
  }

  private func capitalAtPayout(_ capital: Double, _ gross: Double) -> Double? {
    guard capital > 0, gross > 0 else { return nil }
    return mean(columns.capitalTimesGross) / capital / gross
  }

  private func correlation(_ capital: Double, _ gross: [Double]) -> Double? {
    guard capital > 0 else { return nil }
    return Correlation.of(columns.leastCapitalUSD.map { $0 ?? capital }, gross, weights: weights)
  }

  private func reliability(
    _ capital: Double, _ cost: Double?, _ paid: Double, _ tail: WeightedSample
  ) -> DesignReliability {
    let gross = distribution(columns.grossUSD)
    let limit = compiled.coverLimitUSD
    let exhausted = mean(columns.exhausted)
    let payouts = zip(zip(columns.grossUSD, columns.uncoveredUSD).map(-), columns.overpaidUSD)
      .map(+)
    let basis = BasisRisk(losses: columns.grossUSD, payouts: payouts, weights: weights)
    let spent = distribution(columns.capitalLeftUSD.map { -($0 ?? capital) })
    return DesignReliability(
      marginalValue: gross.probability(above: capital),
      leverageRatio: ratio(limit, capital),
      rateOnLineRatio: cost.flatMap { ratio($0, limit) },
      costMultipleRatio: cost.flatMap { ratio($0, paid) },
      uncoveredAt1In200USD: tail.valueAtRisk(0.995),
      capitalLeftAt1In200USD: capital > 0 ? 0 - spent.quantile(0.995) : nil,
      scenariosToExhaustion: exhausted > 0 ? 1 / exhausted : nil,
      exhaustedWithinTen: 1 - (0..<10).reduce(1) { left, _ in left * (1 - exhausted) },
      replenishmentYears: replenishment(capital, cost, spent),
      falseNegativeRate: basis.falseNegativeRate, falsePositiveShare: basis.falsePositiveShare,
      payoutLossCorrelation: basis.correlation)
  }

  /// Years of the annual cost that bring the capital back from what the worst
  /// scenario but 1 in 200 leaves of it.
  private func replenishment(
    _ capital: Double, _ cost: Double?, _ spent: WeightedSample
  ) -> Double? {
    guard capital > 0, let cost, cost > 0 else { return nil }
    return (capital + spent.quantile(0.995)) / cost
  }

  private var haircuts: [LenderHaircut] {
    losses.markets.enumerated().map { place, market in
      let left = distribution(columns.leftUSD[place])
      let (expected, at95, largest) = (
        left.mean.value, left.quantile(0.95), max(0, left.largest)
      )
      func share(_ usd: Double) -> Double? { market.depositsUSD.flatMap { ratio(usd, $0) } }
      return LenderHaircut(
        market: market.id, chain: market.chain, expectedUSD: expected, at95USD: at95,
        largestUSD: largest, expectedRatio: share(expected), at95Ratio: share(at95),
        largestRatio: share(largest))
    }
  }
}
