import ContagionModel
import OrderedCollections

extension DesignResult {
  /// Settles every scenario and measures what came of it.
  init(_ compiled: CompiledProgramme, on losses: LossScenarios, level: Double) {
    let settlements = losses.scenarios.map { scenario in
      var state = InsuranceState.opening
      return scenario.events.map { event in
        let settlement = compiled.settlement(of: event, from: state)
        state = settlement.stateAfter
        return settlement
      }
    }
    self.init(
      programme: compiled.programme,
      metrics: Measurement(compiled, losses, settlements, level).metrics,
      settlements: settlements)
  }
}

/// The figures of one design over a scenario set.
private struct Measurement {
  let compiled: CompiledProgramme
  let losses: LossScenarios
  let settlements: [[Settlement]]
  let level: Double
  let weights: [Double]

  init(
    _ compiled: CompiledProgramme, _ losses: LossScenarios, _ settlements: [[Settlement]],
    _ level: Double
  ) {
    self.compiled = compiled
    self.losses = losses
    self.settlements = settlements
    self.level = level
    weights = losses.scenarios.map(\.probability)
  }

  /// A figure of each scenario: the sum over its events.
  private func column(_ figure: (Settlement) -> Double) -> [Double] {
    settlements.map { $0.reduce(0) { $0 + figure($1) } }
  }

  private func distribution(_ values: [Double]) -> WeightedLosses {
    WeightedLosses(values, weights: weights, isSampled: losses.isSampled)
  }

  private func mean(_ figure: (Settlement) -> Double) -> Double {
    distribution(column(figure)).mean
  }

  private func estimate(_ values: [Double]) -> Estimate {
    let losses = distribution(values)
    return estimate(losses.mean, losses.meanError)
  }

  private func estimate(_ value: Double, _ error: Double) -> Estimate {
    Estimate(value, standardError: error, count: weights.count)
  }

  var metrics: DesignMetrics {
    let gross = column { $0.grossUSD.reduce(0, +) }
    let uncovered = column { $0.uncoveredUSD.reduce(0, +) }
    let locked = column(\.paidByLockedUSD)
    let exhausted = column { Self.isExhausted($0) ? 1 : 0 }.map { min(1, $0) }
    let covered = estimate(zip(gross, uncovered).map(-))
    let tail = distribution(uncovered)
    let grossTail = distribution(gross).tailValueAtRisk(at: level)
    let capital = compiled.lockedCapitalUSD
    let expectedGross = estimate(gross)
    let paid = estimate(locked)
    let tailValue = tail.tailValueAtRisk(at: level)
    let cost = compiled.programme.annualCostUSD
    return DesignMetrics(
      lockedCapitalUSD: capital, promisedUSD: compiled.promisedUSD, annualCostUSD: cost,
      grossUSD: expectedGross, coveredUSD: covered, uncoveredUSD: estimate(uncovered),
      notPaidByLockedUSD: estimate(zip(gross, locked).map(-)),
      coverageRatio: ratio(covered.value, expectedGross.value),
      probabilityUncovered: estimate(
        tail.probability(above: 0), tail.probabilityError(above: 0)),
      probabilityExhausted: estimate(
        distribution(exhausted).mean, distribution(exhausted).meanError),
      valueAtRiskUSD: estimate(
        tail.valueAtRisk(at: level), tail.valueAtRiskError(at: level)),
      tailValueAtRiskUSD: estimate(tailValue, tail.tailValueAtRiskError(at: level)),
      worstUSD: tail.largest,
      tailCoverageRatio: grossTail > 0 ? 1 - tailValue / grossTail : nil,
      borneByUSD: borneBy, ownCommunityShare: ownShare(expectedGross.value),
      paidByLockedUSD: paid, efficiencyRatio: ratio(paid.value, capital),
      coverPerCostRatio: cost.flatMap { ratio(covered.value, $0) },
      contingentCalledUSD: estimate(column(\.contingentCalledUSD)),
      bailoutUSD: mean { $0.bailoutUSD.reduce(0, +) },
      capitalAtPayoutRatio: capitalAtPayout(capital, expectedGross.value),
      capitalLossCorrelation: correlation(capital, gross),
      frictionUSD: estimate(column(\.frictionUSD)),
      assetSalesUSD: mean { $0.assetSales.reduce(0) { $0 + $1.valueUSD } },
      cashCalledUSD: mean { $0.cashCalls.reduce(0) { $0 + $1.usd } },
      overpaidUSD: mean(\.overpaidUSD), delayDays: delay(expectedGross.value),
      haircuts: haircuts)
  }

  private func ratio(_ part: Double, _ whole: Double) -> Double? {
    whole > 0 ? part / whole : nil
  }

  /// Whether locked layers paid all they could and lenders still lose.
  private static func isExhausted(_ settlement: Settlement) -> Bool {
    let locked = settlement.payments.filter { $0.funding == .locked }
    guard !locked.isEmpty, settlement.uncoveredUSD.contains(where: { $0 > 0 }) else { return false }
    let capacity = locked.reduce(0) { $0 + ($1.capacityUSD ?? .infinity) }
    return settlement.paidByLockedUSD >= capacity * (1 - 1e-12)
  }

  private var borneBy: OrderedDictionary<InsurancePayer, Double> {
    var sums: [InsurancePayer: Double] = [:]
    for (events, weight) in zip(settlements, weights) {
      for settlement in events {
        for (payer, paid) in settlement.allocation {
          sums[payer, default: 0] += weight * paid.reduce(0, +)
        }
      }
    }
    var borne: OrderedDictionary<InsurancePayer, Double> = [:]
    for payer in InsurancePayer.allCases { borne[payer] = sums[payer] }
    return borne
  }

  /// The share of the loss that lenders, borrowers and others of its own
  /// market bear.
  private func ownShare(_ gross: Double) -> Double? {
    let outside = mean { settlement in
      settlement.payments.reduce(0) { $1.isOwnCommunity ? $0 : $0 + $1.totalUSD }
    }
    return gross > 0 ? 1 - outside / gross : nil
  }

  private func capitalAtPayout(_ capital: Double, _ gross: Double) -> Double? {
    guard capital > 0, gross > 0 else { return nil }
    return mean { $0.capitalAtPayoutUSD * $0.grossUSD.reduce(0, +) } / capital / gross
  }

  private func correlation(_ capital: Double, _ gross: [Double]) -> Double? {
    guard capital > 0 else { return nil }
    let values = settlements.map { events in
      events.map(\.capitalAtPayoutUSD).min() ?? capital
    }
    return Correlation.of(values, gross, weights: weights)
  }

  private func delay(_ gross: Double) -> Double? {
    ratio(mean { $0.delayDays * $0.grossUSD.reduce(0, +) }, gross)
  }

  private var haircuts: [LenderHaircut] {
    losses.markets.enumerated().map { place, market in
      let left = column { $0.uncoveredUSD[place] }
      let expected = distribution(left).mean
      let largest = left.max() ?? 0
      return LenderHaircut(
        market: market.id, chain: market.chain, expectedUSD: expected, largestUSD: largest,
        expectedRatio: market.depositsUSD.flatMap { ratio(expected, $0) },
        largestRatio: market.depositsUSD.flatMap { ratio(largest, $0) })
    }
  }
}
