import ContagionEngine
import ContagionInsurance
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

struct `An insured ensemble` {
  /// One of each design that looks at prices, at debt or at equity.
  private static let designs = [
    InsuranceProgramme(
      "buffer", design: RuleChoice("reserve-buffer"), silos: ["alpha": .init(["buffer": 3e4])]),
    InsuranceProgramme(
      "module", design: RuleChoice("native-token-module"),
      silos: ["alpha": .init(["stake": 3e4, "depth": 1e6])], token: "ETH"),
    InsuranceProgramme(
      "pool", design: RuleChoice("stability-pool", ["pool": .number(3e4)])),
    InsuranceProgramme(
      "tower", design: RuleChoice("layered-tower"), settles: .realizedAndLatent,
      layers: [
        InsuranceLayer(
          "held in ETH", payer: .junior,
          terms: RuleChoice("excess-of-loss", ["limit": .number(3e4)]), asset: "ETH")
      ]),
  ]

  /// Every point of a grid, insured as one set and one by one.
  @Test func `of a grid equals insured single runs, scenario by scenario`() throws {
    let network = Network.threeProtocols
    let compiled = try network.compiled()
    var runner = try ScenarioRunner(compiled, choices: network.choices)
    let shocks = (0..<20).map { [Shock.priceChange("ETH", -0.03 * Double($0))] }
    let markets = LossScenarios.markets(of: network, try compiled.cascade(after: []))
    #expect(markets.map(\.id.name) == runner.axes.reserves.map(\.description))
    var set = LossScenarios("grid", markets: markets, scenarios: [])
    for (place, shock) in shocks.enumerated() {
      let outcome = try runner.outcome(after: shock)
      set.scenarios.append(
        LossScenario(
          "\(place)", probability: 1 / Double(shocks.count),
          events: [LossEvent(outcome, "\(place)", axes: runner.axes)]))
    }
    let designs = Self.designs.map { design in
      var design = design
      if design.silos["alpha"] != nil, let first = network.protocols.keys.first {
        design.silos = [InsuredID(first.name): design.silos["alpha"] ?? .init([:])]
      }
      return design
    }
    let together = try set.compared(designs, allowsUnequal: true)
    #expect(together.designs[0].grossUSD.contains { $0 > 1000 })
    for (place, shock) in shocks.enumerated() {
      let single = try LossScenarios(try compiled.cascade(after: shock), in: network)
        .compared(designs, allowsUnequal: true)
      for (whole, one) in zip(together.designs, single.designs) {
        expectClose(whole.grossUSD[place], one.grossUSD[0])
        expectClose(whole.uncoveredUSD[place], one.uncoveredUSD[0])
        let (found, expected) = (whole.settlements[place][0], one.settlements[0][0])
        expectClose(found.capitalAtPayoutUSD, expected.capitalAtPayoutUSD)
        expectClose(found.frictionUSD, expected.frictionUSD)
        for (payer, paid) in expected.allocation {
          expectClose(found.allocation[payer]?.reduce(0, +) ?? 0, paid.reduce(0, +))
        }
      }
    }
    let module = try #require(together.designs.first { $0.programme.name == "module" })
    #expect((module.metrics.capitalAtPayoutRatio ?? 1) < 0.7)
  }
}
