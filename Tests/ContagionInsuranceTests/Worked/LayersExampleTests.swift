import ContagionInsurance
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

struct `Six designs on one joint loss` {
  static let names: [InsuredID] = ["Aave", "Morpho", "Maker"]

  static let losses = LossScenarios(
    "layers", markets: names.map { InsuredMarket($0) },
    scenarios: zip(
      [0.7, 0.15, 0.1, 0.04, 0.01],
      [[0.0, 0, 0], [2, 1, 0], [10, 6, 3], [40, 15, 20], [120, 60, 70]]
    ).enumerated().map { place, scenario in
      LossScenario(
        "s\(place)", probability: scenario.0,
        events: [LossEvent("s\(place)", realizedUSD: scenario.1)])
    })

  private static func silos(_ capital: [Double]) -> InsuranceProgramme {
    InsuranceProgramme(
      "silos", design: RuleChoice("reserve-buffer"),
      silos: OrderedDictionary(
        uniqueKeysWithValues: zip(names, capital).map { ($0, .init(["buffer": $1])) }))
  }

  private static func pool(_ name: String, _ capital: Double) -> InsuranceProgramme {
    InsuranceProgramme(
      name, design: RuleChoice("layered-tower"),
      layers: [Fixture.layer("pool", .capitalProviders, capital, xs: 0)])
  }

  private func check(
    _ programme: InsuranceProgramme, _ expected: Double, tail: Double, worst: Double,
    probability: Double, capital: Double
  ) throws {
    let metrics = try Self.losses.compared([programme], level: 0.95).designs[1].metrics
    expectClose(metrics.notPaidByLockedUSD.value, expected)
    expectClose(metrics.lockedCapitalUSD, capital)
    guard programme.design.name != "asset-matched-stake" else { return }
    expectClose(metrics.tailValueAtRiskUSD.value, tail)
    expectClose(metrics.worstUSD, worst)
    expectClose(metrics.probabilityUncovered.value, probability)
    expectClose(
      (110 - metrics.tailValueAtRiskUSD.value) / capital, (110 - tail) / capital)
  }

  @Test func `INSURANCE-LAYERS: nobody, silos, a pool and a fund for two`() throws {
    let control = try Self.losses.compared([], level: 0.95).designs[0].metrics
    expectClose(control.uncoveredUSD.value, 7.85)
    expectClose(control.tailValueAtRiskUSD.value, 110)
    expectClose(control.worstUSD, 250)
    expectClose(control.probabilityUncovered.value, 0.3)
    try check(
      Self.silos([20, 20, 20]), 2.7, tail: 54, worst: 190, probability: 0.05, capital: 60)
    try check(
      Self.silos([4920.0 / 157, 2340.0 / 157, 2160.0 / 157]), 2.5, tail: 50, worst: 190,
      probability: 0.05, capital: 60)
    try check(
      Self.pool("pool", 60), 2.5, tail: 50, worst: 190, probability: 0.05, capital: 60)
    try check(
      Self.pool("cover2", 190), 0.6, tail: 12, worst: 60, probability: 0.01, capital: 190)
  }

  /// The example counts the offset, which the treasury keeps, as not covered.
  @Test func `INSURANCE-LAYERS: an umbrella of 20 each above an offset of 1`() throws {
    let umbrella = InsuranceProgramme(
      "umbrella", design: RuleChoice("asset-matched-stake", ["offsetFunded": .number(0)]),
      silos: OrderedDictionary(
        uniqueKeysWithValues: Self.names.map { ($0, .init(["stake": 20, "offset": 1])) }))
    try check(umbrella, 3.38, tail: 55.6, worst: 190, probability: 0.3, capital: 60)
    let result = try Self.losses.compared([umbrella], level: 0.95).designs[1]
    let left = WeightedSample(
      result.settlements.map { $0[0].grossUSD.reduce(0, +) - $0[0].paidByLockedUSD },
      weights: Self.losses.scenarios.map(\.probability))
    expectClose(left.expectedShortfall(0.95).value, 55.6)
    expectClose(left.largest, 190)
    expectClose(left.probability(above: 0).value, 0.3)
  }

  @Test func `INSURANCE-LAYERS: 190 against 60 is refused unless asked for`() throws {
    let designs = [Self.pool("pool", 60), Self.pool("cover2", 190)]
    let error = #expect(throws: ComparisonError.self) { try Self.losses.compared(designs) }
    #expect(
      error?.description
        == "the designs lock different capital: 'pool' 60.0 USD, 'cover2' 190.0 USD; give them the"
        + " same, or ask for an unequal comparison")
    let comparison = try Self.losses.compared(designs, allowsUnequal: true)
    #expect(comparison.poolingBoundUSD == nil)
    #expect(comparison.designs.count == 3)
  }

  /// 20,000 draws of the five scenarios: every mean and tail within three standard
  /// errors of the exact figures, which themselves are above 0.
  @Test func `INSURANCE-LAYERS: sampled, within three standard errors`() throws {
    var random = RandomLosses(seed: 11)
    var drawn = Self.losses
    drawn.isSampled = true
    let edges = [0.7, 0.85, 0.95, 0.99]
    drawn.scenarios = (0..<20_000).map { draw in
      let level = random.unit()
      let place = edges.count { level >= $0 }
      return LossScenario(
        "\(draw)", probability: 1 / 20_000, events: Self.losses.scenarios[place].events)
    }
    let designs = [
      Self.silos([20, 20, 20]), Self.silos([4920.0 / 157, 2340.0 / 157, 2160.0 / 157]),
      Self.pool("pool", 60), Self.pool("cover2", 190),
    ]
    let results = try drawn.compared(designs, level: 0.95, allowsUnequal: true).designs
    for (result, exact) in zip(
      results,
      [(7.85, 110.0, 0.3), (2.7, 54, 0.05), (2.5, 50, 0.05), (2.5, 50, 0.05), (0.6, 12, 0.01)])
    {
      let metrics = result.metrics
      for (found, worked) in [
        (metrics.uncoveredUSD, exact.0), (metrics.tailValueAtRiskUSD, exact.1),
        (metrics.probabilityUncovered, exact.2),
      ] {
        #expect(found.standardError > 0 && found.standardError < worked)
        #expect(abs(found.value - worked) < 3 * found.standardError, "\(result.programme.name)")
      }
    }
  }
}

struct `The cover of Aave in April 2026` {
  static let markets = [
    InsuredMarket("aave-ethereum/WETH"), InsuredMarket("aave-mantle/WETH"),
    InsuredMarket("aave-arbitrum/WETH"), InsuredMarket("aave-base/WETH"),
    InsuredMarket("aave-ethereum/wstETH"), InsuredMarket("other reserves"),
  ]

  /// m USD: the listed rows, and what the published totals have besides.
  static let uniform = LossEvent(
    "uniform", realizedUSD: [91.79, 10.38, 10.3, 6.12, 3.07, 123.7 - 121.66])

  private func stake(_ usd: Double) -> InsuranceProgramme {
    InsuranceProgramme(
      "umbrella", design: RuleChoice("asset-matched-stake"),
      silos: ["aave-ethereum/WETH": .init(["stake": usd])])
  }

  @Test func `KELP-AAVE-2026: Umbrella covers 58.9 % of Ethereum's WETH, or 11.5 %`() throws {
    let full = try CompiledProgramme(stake(54.06), insuring: Self.markets)
      .settlement(of: Self.uniform)
    expectClose(full.payments[1].totalUSD / 91.79, 0.588953044994008)
    let left = (23_507.63 - 18_922) / 23_507.63 * 54.06
    let run = try CompiledProgramme(stake(left), insuring: Self.markets)
      .settlement(of: Self.uniform)
    expectClose(run.payments[1].totalUSD / 91.79, 0.1148869857027643)
  }

  @Test func `KELP-AAVE-2026: the treasury closes the first case and 49.1 m stay of the second`()
    throws
  {
    let treasury = InsuranceProgramme(
      "treasury", design: RuleChoice("layered-tower"),
      layers: [Fixture.layer("treasury", .treasury, 181, xs: 0)])
    let second = LossEvent("l2-only", realizedUSD: [230.1, 0, 0, 0, 0, 0])
    let compiled = try CompiledProgramme(treasury, insuring: Self.markets)
    expectClose(compiled.settlement(of: second).uncoveredUSD[0], 49.1)
    #expect(compiled.settlement(of: Self.uniform).uncoveredUSD.allSatisfy { $0 == 0 })
  }
}
