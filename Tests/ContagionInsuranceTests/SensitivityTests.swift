import ContagionInsurance
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

struct `What other assumptions do` {
  private func row(_ design: InsuranceProgramme, _ losses: LossScenarios) throws
    -> DesignSensitivity
  {
    try losses.sensitivities(of: [design])[0]
  }

  /// A tower of 60 in ETH, worth 60, 60, 48, 36 and 27 in s1 to s5, pays 4, 20, 45, 36 and 27;
  /// worth a fifth less it pays 4, 20, 38.4, 28.8 and 21.6.
  @Test func `capital that falls by a fifth more pays a fifth less when it is short`() throws {
    let tower = InsuranceProgramme(
      "x", design: RuleChoice("layered-tower"),
      layers: [
        InsuranceLayer("pool", payer: .junior, terms: Fixture.excess(60, xs: 0), asset: "ETH")
      ])
    let found = try row(tower, Fixture.losses).uncoveredUSD
    let paid = { (s3: Double, s4: Double, s5: Double) in
      0.4 + 1 + 0.03 * s3 + 0.015 * s4 + 0.005 * s5
    }
    expectClose(found[.base] ?? 0, 6.05 - paid(45, 36, 27))
    expectClose(found[.capitalFalls] ?? 0, 6.05 - paid(38.4, 28.8, 21.6))
  }

  /// Half of the stake of 100 leaves when its cooldown of 20 days has run: not on day 15,
  /// but on day 25.
  @Test func `a later recognition finds fewer stakers`() throws {
    let umbrella = InsuranceProgramme(
      "x", design: RuleChoice("asset-matched-stake", ["cooldownDays": .number(20)]),
      silos: ["A": .init(["stake": 100])], exits: [.init(silo: "A", day: 0, usd: 50)],
      recognitionDay: 15)
    let losses = LossScenarios(
      "one", markets: [InsuredMarket("A")],
      scenarios: [LossScenario("s", probability: 1, events: [Fixture.event([100])])])
    let found = try row(umbrella, losses).uncoveredUSD
    expectClose(found[.base] ?? -1, 0)
    expectClose(found[.recognitionLater] ?? -1, 50)
  }

  /// A slash of 30 sold into a depth of 20 raises 12, into 10 it raises 7.5.
  @Test func `half the depth raises less`() throws {
    let module = InsuranceProgramme(
      "x", design: RuleChoice("native-token-module", ["maxSlash": .number(0.3)]),
      silos: ["A": .init(["stake": 100, "depth": 20])])
    let losses = LossScenarios(
      "one", markets: [InsuredMarket("A")],
      scenarios: [LossScenario("s", probability: 1, events: [Fixture.event([100])])])
    let found = try row(module, losses).uncoveredUSD
    expectClose(found[.base] ?? 0, 88)
    expectClose(found[.halfDepth] ?? 0, 92.5)
  }

  /// Two markets that lose 10 in turn, a quarter each, and a pool of 10: nothing is left
  /// as it is, and 10 in a quarter of the cases when they lose together. Silos of 5
  /// leave 5 either way, so the ranking turns on nothing: 2.5 against 0, then against 2.5.
  @Test func `losses all at once take the pool's advantage`() throws {
    let losses = LossScenarios(
      "two", markets: [InsuredMarket("A"), InsuredMarket("B")],
      scenarios: [
        LossScenario("0", probability: 0.5, events: [LossEvent("0", realizedUSD: [0, 0])]),
        LossScenario("a", probability: 0.25, events: [LossEvent("a", realizedUSD: [10, 0])]),
        LossScenario("b", probability: 0.25, events: [LossEvent("b", realizedUSD: [0, 10])]),
      ])
    let pool = InsuranceProgramme(
      "pool", design: RuleChoice("layered-tower"),
      layers: [InsuranceLayer("pool", payer: .junior, terms: Fixture.excess(10, xs: 0))])
    let silos = InsuranceProgramme(
      "silos", design: RuleChoice("reserve-buffer"),
      silos: ["A": .init(["buffer": 5]), "B": .init(["buffer": 5])])
    let rows = try losses.sensitivities(of: [pool, silos])
    expectClose(rows[0].uncoveredUSD[.base] ?? -1, 0)
    expectClose(rows[0].uncoveredUSD[.comonotone] ?? -1, 2.5)
    expectClose(rows[1].uncoveredUSD[.base] ?? -1, 2.5)
    expectClose(rows[1].uncoveredUSD[.comonotone] ?? -1, 2.5)
    #expect(rows.map { $0.rank[.base] } == [1, 2])
    #expect(rows.map { $0.rank[.comonotone] } == [1, 1])
  }
}

struct `How far a design can be relied on` {
  /// `PAR1` and `RUIN1` aside, all from the table of the base fixture: D7 is used up in s4
  /// and s5 (0.02), the loss exceeds 60 there too; VaR 99.5 is s4's 120 − 60, and of 60
  /// nothing is left. The mutual's limits are 130 on 60.
  @Test func `is counted on the base fixture`() throws {
    let designs = try Fixture.losses.compared(Array(Fixture.designs.values)).designs
    let tower = try #require(designs.first { $0.programme.name == "D7_TOW" }).metrics.reliability
    expectClose(tower.marginalValue.value, 0.02)
    expectClose(try #require(tower.scenariosToExhaustion), 50)
    expectClose(tower.uncoveredAt1In200USD.value, 60)
    expectClose(try #require(tower.capitalLeftAt1In200USD), 0)
    expectClose(try #require(tower.falseNegativeRate), 0)
    let mutual = try #require(designs.first { $0.programme.name == "D6_MUT" }).metrics
    expectClose(try #require(mutual.reliability.leverageRatio), 130.0 / 60)
    // Worst for the pool is s5: 15 + 45 × 0.45 = 35.25, all of it paid.
    expectClose(try #require(mutual.reliability.capitalLeftAt1In200USD), 0)
    let buffer = try #require(designs.first { $0.programme.name == "D2_BUF" }).metrics
    let haircut = buffer.haircuts[0]
    expectClose(haircut.at95USD, 0)
    #expect((haircut.largestRatio ?? 0) > 0)
  }

  /// 50 a year for 60 of cover that pays 0.0658 × 60 = 3.95 on average.
  @Test func `costs so much for each unit of cover`() throws {
    var tower = try #require(Fixture.designs["D7_TOW"])
    tower.annualCostUSD = 6
    let found = try Fixture.losses.compared([tower]).designs[1].metrics.reliability
    expectClose(try #require(found.rateOnLineRatio), 0.1)
    expectClose(try #require(found.costMultipleRatio), 6 / 3.95)
  }
}
