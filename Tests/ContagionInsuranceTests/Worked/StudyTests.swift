import ContagionInsurance
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

struct `Studies of insurance` {
  @Test func `PAR1_basis_risk: a token trigger misses nine losses of ten`() throws {
    let risk = BasisRisk(
      losses: [0, 0, 4, 20, 45, 120, 300], payouts: [0, 40, 0, 0, 0, 40, 40],
      weights: [0.792, 0.008, 0.1, 0.05, 0.03, 0.015, 0.005])
    expectClose(risk.expectedPayout, 1.12)
    expectClose(risk.expectedLoss, 6.05)
    expectClose(risk.expectedShortfall, 5.25)
    expectClose(risk.expectedOverpayment, 0.32)
    expectClose(risk.probabilityLossWithoutPayout, 0.18)
    expectClose(risk.probabilityPayoutWithoutLoss, 0.008)
    expectClose(try #require(risk.correlation), 0.7112994249409362)
    expectClose(try #require(risk.falseNegativeRate), 0.9)
    expectClose(try #require(risk.falsePositiveShare), 2.0 / 7)
  }

  @Test(arguments: [(0.0, 0.3, 0.028), (0.5, 1.65, 0.064), (1, 3, 0.1)])
  func `COR1: pooling saves 2.7 of independent losses and nothing of one`(
    common: Double, pooled: Double, exhausted: Double
  ) {
    let study = PoolingBenefit(markets: 3, loss: 20, probability: 0.1, pool: 30, common: common)
    expectClose(study.pooledUncovered, pooled)
    expectClose(study.siloedUncovered, 3)
    expectClose(study.probabilityExhausted, exhausted)
    expectClose(study.expectedGross, 6)
    expectClose(study.benefit, 3 - pooled)
  }

  @Test func `RUIN1: exact ruin of a small reserve`() {
    let ruin = RuinHorizon(reserve: 10, premium: 2, losses: [0, 15], weights: [0.9, 0.1])
    for (found, worked) in zip(ruin.probabilities(years: 5), [0.1, 0.19, 0.19, 0.1981, 0.21268]) {
      expectClose(found, worked)
    }
  }

  @Test func `RUIN1: exact ruin of a pool of 60 on the base fixture`() {
    let ruin = RuinHorizon(
      reserve: 60, premium: 9.075, losses: Fixture.totals, weights: Fixture.weights)
    for (found, worked) in zip(
      ruin.probabilities(years: 5), [0.02, 0.0405, 0.0614, 0.08046375, 0.0994951625])
    {
      expectClose(found, worked)
    }
  }

  static let search = LayerSearch(
    losses: Fixture.totals, weights: Fixture.weights, maximumLimit: 60, loading: 1.5,
    capitalRate: 0.04, tailWeight: 0.25)

  /// Attachment, limit, objective, retained, premium, TVaR99, recovery.
  static let candidates: [(Double, Double, Double, Double, Double, Double, Double)] = [
    (0, 0, 58.55, 6.05, 0, 210, 0), (0, 60, 47.925, 2.1, 8.325, 150, 3.95),
    (5, 15, 56.15, 4.55, 2.85, 195, 1.5), (5, 55, 48.525, 3, 6.775, 155, 3.05),
    (20, 60, 46.925, 4.1, 5.325, 150, 1.95), (40, 60, 46.625, 4.7, 4.425, 150, 1.35),
    (45, 60, 46.55, 4.85, 4.2, 150, 1.2), (60, 60, 46.55, 4.85, 4.2, 150, 1.2),
  ]

  @Test(arguments: candidates.indices)
  func `OPT1_single_layer: weighs each candidate`(place: Int) {
    let expected = Self.candidates[place]
    let found = Self.search.candidate(attachment: expected.0, limit: expected.1)
    expectClose(found.objective, expected.2)
    expectClose(found.expectedRetained, expected.3)
    expectClose(found.premium, expected.4)
    expectClose(found.tailRetained, expected.5)
    expectClose(found.expectedRecovery, expected.6)
  }

  @Test func `OPT1_single_layer: finds 60 xs 45`() {
    let best = Self.search.optimum()
    expectClose(best.objective, 46.55)
    expectClose(best.attachment, 45)
    expectClose(best.limit, 60)
    expectClose(best.rateOnLine ?? 0, 0.07)
  }

  @Test func `OPT2_silo_split: the greedy split is as good as the pool`() throws {
    let losses = Fixture.scenarios.map { $0.events[0].realizedUSD }
    let split = SiloSplit(
      budget: 60, markets: Fixture.names, losses: losses, weights: Fixture.weights)
    expectClose(split.expectedUncovered, 2.1)
    #expect(split.capital == [35, 20, 5])
    let worked: [(InsuredID, Double, Double, Double)] = [
      ("A", 0, 4, 0.15), ("B", 0, 10, 0.1), ("B", 10, 20, 0.07), ("A", 4, 30, 0.05),
      ("C", 0, 5, 0.05), ("A", 30, 35, 0.02),
    ]
    #expect(split.steps.count == worked.count)
    for (step, expected) in zip(split.steps, worked) {
      #expect(step.market == expected.0)
      expectClose(step.from, expected.1)
      expectClose(step.to, expected.2)
      expectClose(step.survival, expected.3)
    }
    let comparison = try Fixture.losses.compared([try #require(Fixture.designs["D4_UMB"])])
    expectClose(comparison.designs[1].metrics.uncoveredUSD.value, 2.2)
    expectClose(try #require(comparison.poolingBoundUSD), 2.1)
  }

  @Test func `PREV1_predictive_deleveraging: 1.86 of 6.05 avoided for 0.0875`() throws {
    let effect = PredictiveDeleveraging(
      effectiveness: 0.5, costPerFiring: 1, hitRate: 0.8, falseAlarmRate: 0.05, crisisLoss: 45
    ).effect(losses: Fixture.totals, weights: Fixture.weights)
    expectClose(effect.avoided, 1.86)
    expectClose(effect.cost, 0.0875)
    expectClose(effect.netBenefit, 1.7725)
    expectClose(effect.lossAfter, 4.19)
    expectClose(try #require(effect.breakEvenCost), 744.0 / 35)
  }

  @Test func `PREV2_outflow_breaker: pays a tenth of what is left per window`() {
    let windows = OutflowBreaker(cap: 0.1).windows(
      lockedValue: 1000, requests: [50, 300, 200, 0, 0])
    let worked: [(Double, Double, Double)] = [
      (50, 0, 950), (95, 205, 855), (85.5, 319.5, 769.5), (76.95, 242.55, 692.55),
      (69.255, 173.295, 623.295),
    ]
    for (window, expected) in zip(windows, worked) {
      expectClose(window.paid, expected.0)
      expectClose(window.queued, expected.1)
      expectClose(window.lockedValue, expected.2)
    }
    expectClose(OutflowBreaker.haircut(badDebt: 100, deposits: 1000, leftAtPar: 200), 0.125)
    expectClose(OutflowBreaker.haircut(badDebt: 100, deposits: 1000, leftAtPar: 0), 0.1)
  }
}
