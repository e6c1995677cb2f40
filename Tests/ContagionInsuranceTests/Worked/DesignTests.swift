import ContagionInsurance
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

struct `The base fixture` {
  @Test(arguments: DesignNumbers.splits.indices)
  func `D_splits: splits every scenario as worked out`(place: Int) throws {
    let expected = DesignNumbers.splits[place]
    let programme = try #require(Fixture.designs[expected.design])
    let compiled = try CompiledProgramme(programme, insuring: Fixture.markets)
    let scenario = try #require(Fixture.scenarios.first { $0.id == expected.scenario })
    let settlement = compiled.settlement(of: scenario.events[0])
    for payer in InsurancePayer.allCases {
      expectClose(
        settlement.allocation[payer]?.reduce(0, +) ?? 0, expected.borneBy[payer] ?? 0)
    }
    for (found, worked) in zip(settlement.uncoveredUSD, expected.uncovered) {
      expectClose(found, worked)
    }
    expectClose(settlement.frictionUSD, expected.friction)
    expectClose(
      settlement.contingentCalledUSD - redistributed(settlement), expected.contingentCalled)
    expectClose(settlement.capitalAtPayoutUSD, expected.capitalAtPayout)
  }

  /// The examples count what other borrowers bear as no promise.
  private func redistributed(_ settlement: Settlement) -> Double {
    settlement.allocation[.borrowers]?.reduce(0, +) ?? 0
  }

  @Test(arguments: DesignNumbers.metrics.indices)
  func `D_metrics: measures every design as worked out`(place: Int) throws {
    let expected = DesignNumbers.metrics[place]
    let programme = try #require(Fixture.designs[expected.design])
    let comparison = try Fixture.losses.compared([programme])
    let metrics = try #require(comparison.designs.last).metrics
    expectClose(metrics.lockedCapitalUSD, expected.lockedCapital)
    expectClose(metrics.grossUSD.value, expected.gross)
    expectClose(metrics.uncoveredUSD.value, expected.uncovered)
    expectClose(metrics.coveredUSD.value, expected.covered)
    expectClose(try #require(metrics.coverageRatio), expected.coverageRatio)
    expectClose(metrics.probabilityUncovered.value, expected.probabilityUncovered)
    expectClose(metrics.valueAtRiskUSD.value, expected.valueAtRisk)
    expectClose(metrics.tailValueAtRiskUSD.value, expected.tailValueAtRisk)
    expectClose(metrics.worstUSD, expected.worst)
    for payer in InsurancePayer.allCases {
      expectClose(metrics.borneByUSD[payer] ?? 0, expected.borneBy[payer] ?? 0)
    }
    expectClose(metrics.paidByLockedUSD.value, expected.paidByLocked)
    expectClose(metrics.notPaidByLockedUSD.value, expected.notPaidByLocked)
    #expect((metrics.efficiencyRatio == nil) == (expected.efficiency == nil))
    expectClose(metrics.efficiencyRatio ?? 0, expected.efficiency ?? 0)
    expectClose(try #require(metrics.ownCommunityShare), expected.ownShare)
    expectClose(metrics.frictionUSD.value, expected.friction)
    expectClose(
      metrics.contingentCalledUSD.value - (metrics.borneByUSD[.borrowers] ?? 0),
      expected.contingentCalled)
    #expect((metrics.capitalAtPayoutRatio == nil) == (expected.capitalAtPayoutRatio == nil))
    expectClose(metrics.capitalAtPayoutRatio ?? 0, expected.capitalAtPayoutRatio ?? 0)
    #expect(metrics.uncoveredUSD.standardError == 0)
  }

  @Test func `D5: offsets debt, not loss`() throws {
    let compiled = try CompiledProgramme(
      try #require(Fixture.designs["D5_SP"]), insuring: Fixture.markets)
    let figures = compiled.settlement(of: Fixture.scenarios[4].events[0]).figures
    expectClose(figures["debtOffsetUSD"] ?? 0, 60)
    expectClose(figures["debtRedistributedUSD"] ?? 0, 540)
  }

  @Test func `D6: pays pro rata when the pool is short`() throws {
    let compiled = try CompiledProgramme(
      try #require(Fixture.designs["D6_MUT"]), insuring: Fixture.markets)
    let figures = compiled.settlement(of: Fixture.scenarios[4].events[0]).figures
    expectClose(figures["claimsUSD"] ?? 0, 113.5)
    expectClose(figures["payRatio"] ?? 0, 84.0 / 227)
  }

  /// s2: 20 at B, own 16, the house 3, and 1 from A and C at 12 to 5.
  @Test func `D8: survivors pay in proportion to their fund`() throws {
    let compiled = try CompiledProgramme(
      try #require(Fixture.designs["D8_CCP"]), insuring: Fixture.markets)
    let settlement = compiled.settlement(of: Fixture.scenarios[2].events[0])
    let fund = try #require(settlement.payments.first { $0.name == "survivors' fund" })
    expectClose(fund.contributedUSD[0], 12.0 / 17)
    expectClose(fund.contributedUSD[1], 0)
    expectClose(fund.contributedUSD[2], 5.0 / 17)
  }

  @Test func `D7_layers: prices each layer of the tower`() {
    let rows: [(Double, Double, Double, Double, Double, Double, Double, Double)] = [
      (0, 5, 0.9, 0.2, 0.1, 3.29, 0.28883014288330233, 1.6046119049072352),
      (5, 15, 1.5, 0.1, 0.1, 20.25, 0.19, 1.9),
      (20, 20, 1, 0.05, 0.05, 19, 0.1153834841531101, 2.307669683062202),
      (40, 20, 0.55, 0.05, 0.02, 8.4475, 0.07109687488800086, 2.585340905018213),
    ]
    for (attachment, limit, expected, attaching, exhausting, variance, rate, multiple) in rows {
      let layer = LayerPricing(
        attachment: attachment, limit: limit, losses: Fixture.totals, weights: Fixture.weights)
      expectClose(layer.expectedLoss, expected)
      expectClose(layer.lossOnLine ?? 0, expected / limit)
      expectClose(layer.attachmentProbability, attaching)
      expectClose(layer.exhaustionProbability, exhausting)
      expectClose(layer.variance, variance)
      expectClose(layer.rateOnLine(.standardDeviation(0.3)) ?? 0, rate)
      expectClose(layer.multiple(.standardDeviation(0.3)) ?? 0, multiple)
    }
  }

  /// Locked, pooled, siloed at 30 : 18 : 12, token module without slippage,
  /// TVaR99 of the pool, and the value of the next unit.
  static let frontier: [(Double, Double, Double, Double, Double, Double)] = [
    (0, 6.05, 6.05, 6.05, 210, 0.2), (10, 4.65, 5, 5.777, 200, 0.1),
    (20, 3.65, 4.35, 5.504, 190, 0.05), (40, 2.65, 3.2, 5.128, 170, 0.05),
    (60, 2.1, 2.2, 4.867, 150, 0.02), (80, 1.7, 1.7, 4.606, 130, 0.02),
    (100, 1.3, 1.3, 4.345, 110, 0.02), (120, 0.9, 0.96, 4.0852, 90, 0.005),
    (150, 0.75, 0.75, 3.7315, 75, 0.005), (200, 0.5, 0.5, 3.22, 50, 0.005),
    (300, 0, 0, 2.49, 0, 0),
  ]

  @Test func `D_frontier: more capital leaves less uncovered`() throws {
    let capital = Self.frontier.map(\.0)
    let pooled = InsuranceProgramme(
      "pool", design: RuleChoice("layered-tower"),
      layers: [Fixture.layer("pool", .capitalProviders, 60, xs: 0)])
    let siloed = InsuranceProgramme(
      "silos", design: RuleChoice("reserve-buffer"),
      silos: Fixture.silos(["buffer": [30, 18, 12]]))
    let token = InsuranceProgramme(
      "token", design: RuleChoice("native-token-module"),
      silos: Fixture.silos(["stake": [30, 18, 12]]), token: "TOKEN")
    let curves = try [pooled, siloed, token].map {
      try CapitalFrontier(of: $0, capital: capital, on: Fixture.losses).points
    }
    for (place, expected) in Self.frontier.enumerated() {
      expectClose(curves[0][place].uncoveredUSD.value, expected.1)
      expectClose(curves[1][place].uncoveredUSD.value, expected.2)
      expectClose(curves[2][place].uncoveredUSD.value, expected.3)
      expectClose(curves[0][place].tailValueAtRiskUSD.value, expected.4)
      expectClose(curves[0][place].marginalValue, expected.5)
    }
  }
}
