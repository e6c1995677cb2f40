import ContagionInsurance
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

struct `Designs on the same draws` {
  /// Losses of 0, 10, 20 and 50, a quarter each. A pool of 10 leaves 0, 0, 10, 40 and one
  /// of 30 leaves 0, 0, 0, 20.
  static let losses = LossScenarios(
    "four", markets: [InsuredMarket("A")],
    scenarios: [0.0, 10, 20, 50].enumerated().map { place, usd in
      LossScenario("\(place)", probability: 0.25, events: [LossEvent("x", realizedUSD: [usd])])
    }, isSampled: true)

  static func pool(_ usd: Double) -> InsuranceProgramme {
    InsuranceProgramme(
      "pool \(Int(usd))", title: "pool \(Int(usd))", design: RuleChoice("layered-tower"),
      layers: [InsuranceLayer("pool", payer: .junior, terms: Fixture.excess(usd, xs: 0))])
  }

  /// 0, 0, 10 and 20 more: 7.5 on average, a variance of 125 − 56.25 over four draws. In
  /// the worst half (VaR 0): tails of 25 and 10, excesses 2·(0, 0, 10, 40) and
  /// 2·(0, 0, 0, 20).
  @Test func `differ by less than their own errors say`() throws {
    let comparison = try Self.losses.compared(
      [Self.pool(10), Self.pool(30)], level: 0.5, allowsUnequal: true)
    let found = comparison.difference(1, 2)
    #expect([found.design, found.other] == ["pool 10", "pool 30"])
    expectClose(found.uncoveredUSD.value, 7.5)
    expectClose(found.uncoveredUSD.standardError, (68.75 / 4).squareRoot())
    expectClose(found.tailUSD.value, 15)
    // Differences 0, 0, 20, 40: a variance of 500 − 225.
    expectClose(found.tailUSD.standardError, (275.0 / 4).squareRoot())
    #expect(found.moreOften == 0.5)
    #expect(found.lessOften == 0)
    let back = comparison.difference(2, 1)
    expectClose(back.uncoveredUSD.value, -7.5)
    #expect(back.lessOften == 0.5)
    // The control and two designs make three pairs.
    #expect(comparison.differences.count == 3)
  }

  /// 0, 0, 10, 40 at 10 (12.5, variance 268.75) and 0, 0, 0, 30 at 20: a fourth of the draws
  /// is quiet, and counting it apart changes no error.
  @Test func `give the frontier its errors`() throws {
    let frontiers = try CapitalFrontier.frontiers(
      of: [Self.pool(10)], on: Self.losses, level: 0.5)
    let points = try #require(frontiers?.first?.points)
    let at10 = try #require(points.first { abs($0.lockedUSD - 10) < 1e-9 })
    expectClose(at10.uncoveredUSD.value, 12.5)
    expectClose(at10.uncoveredUSD.standardError, (268.75 / 4).squareRoot())
    expectClose(at10.tailValueAtRiskUSD.value, 25)
    let at20 = try #require(points.first { abs($0.lockedUSD - 20) < 1e-9 })
    expectClose(at20.uncoveredUSD.value, 7.5)
    expectClose(at20.uncoveredUSD.standardError, (168.75 / 4).squareRoot())
  }

  /// Two quiet draws are one scenario of weight 1/2: still four draws.
  @Test func `are counted as draws when quiet ones are counted together`() throws {
    var losses = Self.losses
    losses.scenarios[1].events[0].realizedUSD = [0]
    let point = try #require(
      try CapitalFrontier.frontiers(of: [Self.pool(10)], on: losses, level: 0.5)?.first?.points[5])
    // 0, 0, 10, 40 again.
    expectClose(point.lockedUSD, 10)
    expectClose(point.uncoveredUSD.standardError, (268.75 / 4).squareRoot())
    #expect(point.uncoveredUSD.count == 4)
  }
}

/// `COR1` of the worked examples: three protocols lose 20 with probability 0.1 each; a
/// pool of 30 or silos of 10.
struct `A correlation of 0` {
  static let markets: [InsuredMarket] = [
    InsuredMarket("A"), InsuredMarket("B"), InsuredMarket("C"),
  ]
  static let pool = InsuranceProgramme(
    "pool", design: RuleChoice("layered-tower"),
    layers: [InsuranceLayer("pool", payer: .junior, terms: Fixture.excess(30, xs: 0))])
  static let silos = InsuranceProgramme(
    "silos", design: RuleChoice("reserve-buffer"),
    silos: ["A": .init(["buffer": 10]), "B": .init(["buffer": 10]), "C": .init(["buffer": 10])])

  /// `half_common_shock`: with probability 1/2 the three lose together.
  static var losses: LossScenarios {
    var set = LossScenarios("COR1", markets: markets, scenarios: [])
    for hit in 0..<8 {
      let hits = (0..<3).map { (hit >> $0) & 1 == 1 }
      let apart = hits.reduce(1.0) { $0 * ($1 ? 0.1 : 0.9) }
      let together = hit == 7 ? 0.1 : hit == 0 ? 0.9 : 0
      set.scenarios.append(
        LossScenario(
          "\(hit)", probability: (apart + together) / 2,
          events: [LossEvent("x", realizedUSD: hits.map { $0 ? 20 : 0 })]))
    }
    return set
  }

  @Test func `COR1: is told beside a correlation of 1 and what is there`() throws {
    let rows = try Self.losses.sensitivities(of: [Self.pool, Self.silos])
    expectClose(rows[0].uncoveredUSD[.base] ?? -1, 1.65)
    expectClose(rows[0].uncoveredUSD[.independent] ?? -1, 0.3)
    expectClose(rows[0].uncoveredUSD[.comonotone] ?? -1, 3)
    for kind in [DesignSensitivity.Case.base, .independent, .comonotone] {
      expectClose(rows[1].uncoveredUSD[kind] ?? -1, 3)
    }
    #expect(rows[0].standardErrorUSD.isEmpty)
    #expect(rows[1].rank[.comonotone] == 1)
    #expect(rows[1].rank[.independent] == 2)
  }

  /// Draws of A and B that always lose together: 20 each in draws 0 and 2 of eight. Taken
  /// four draws apart they never do: a pool of 20 leaves nothing, and silos of 10 what
  /// they leave in any case.
  @Test func `takes the markets of draws from others`() throws {
    let losses = LossScenarios(
      "eight", markets: [InsuredMarket("A"), InsuredMarket("B")],
      scenarios: (0..<8).map { draw in
        let usd = draw == 0 || draw == 2 ? 20.0 : 0
        return LossScenario(
          "\(draw)", probability: 0.125, events: [LossEvent("x", realizedUSD: [usd, usd])])
      }, isSampled: true)
    let pool = InsuranceProgramme(
      "pool", design: RuleChoice("layered-tower"),
      layers: [InsuranceLayer("pool", payer: .junior, terms: Fixture.excess(20, xs: 0))])
    let silos = InsuranceProgramme(
      "silos", design: RuleChoice("reserve-buffer"),
      silos: ["A": .init(["buffer": 10]), "B": .init(["buffer": 10])])
    let rows = try losses.sensitivities(of: [pool, silos])
    expectClose(rows[0].uncoveredUSD[.base] ?? -1, 5)
    expectClose(rows[0].uncoveredUSD[.independent] ?? -1, 0)
    expectClose(rows[1].uncoveredUSD[.base] ?? -1, 5)
    expectClose(rows[1].uncoveredUSD[.independent] ?? -1, 5)
    // Draws 0 to 3 with 4 to 7 beside them: four groups that leave 20, 0, 20, 0 of two
    // draws, so 10, 0, 10, 0 on average: a variance of 25 over four.
    expectClose(rows[1].standardErrorUSD[.independent] ?? -1, 2.5)
    // 20, 0, 20 and five zeros: 5 on average, a variance of 75 over eight.
    expectClose(rows[1].standardErrorUSD[.base] ?? -1, (75.0 / 8).squareRoot())
    #expect(rows[1].standardErrorUSD[.comonotone] == nil)
  }

  /// A pool held in ETH falls with the sum of losses, also when these come on their own.
  @Test func `leaves prices with the sum of losses`() throws {
    var losses = Self.losses
    for place in losses.scenarios.indices where place > 0 {
      losses.scenarios[place].events[0].priceFactors = ["ETH": 0.5]
    }
    var pool = Self.pool
    pool.layers[0].asset = "ETH"
    let found = try losses.sensitivities(of: [pool])[0].uncoveredUSD
    // The price is halved with probability (0.271 + 0.1) / 2 = 0.1855, in the largest sums: of the
    // chance of 0.243 of one loss, 0.1855 − 0.028 = 0.1575 have a pool of 15 and leave 5; two
    // losses (0.027) leave 25 of 40, three (0.001) 45 of 60.
    expectClose(found[.independent] ?? -1, 0.1575 * 5 + 0.027 * 25 + 0.001 * 45)
  }
}

struct `What a bad year takes of the capital` {
  /// A tower of 60 on the base fixture: 1 in 200 takes all, 6 a year bring it back in ten years,
  /// and ten scenarios with a chance of 0.02 each use it up with 1 − 0.98¹⁰.
  @Test func `is refilled by what is paid for it`() throws {
    var tower = try #require(Fixture.designs["D7_TOW"])
    let unpaid = try Fixture.losses.compared([tower]).designs[1].metrics.reliability
    #expect(unpaid.replenishmentYears == nil)
    expectClose(unpaid.exhaustedWithinTen, 0.18292719, within: 1e-7)
    tower.annualCostUSD = 6
    let found = try Fixture.losses.compared([tower]).designs[1].metrics.reliability
    expectClose(try #require(found.replenishmentYears), 10)
  }
}
