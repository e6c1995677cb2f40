import ContagionInsurance
import ContagionModel
import ContagionTestSupport
import Testing

struct `Exceedance before and after cover` {
  /// Losses of 0, 10 and 40 with chances 0.7, 0.2 and 0.1: at least 10 in 30 % of
  /// cases, at least 40 in 10 %. A layer of 15 leaves 25 in 10 %.
  @Test func `counts what is left to lenders`() throws {
    let losses = LossScenarios(
      "pencil", markets: [InsuredMarket("A")],
      scenarios: [(0.7, 0), (0.2, 10), (0.1, 40)].enumerated().map { place, scenario in
        LossScenario(
          "s\(place)", probability: scenario.0,
          events: [LossEvent("s\(place)", realizedUSD: [scenario.1])])
      })
    let tower = InsuranceProgramme(
      "tower", design: RuleChoice("layered-tower"),
      layers: [
        InsuranceLayer(
          "pool", payer: .capitalProviders,
          terms: RuleChoice("excess-of-loss", ["attachment": .number(0), "limit": .number(15)]))
      ])
    let curves = try losses.compared([tower]).exceedance
    #expect(curves.map(\.title) == ["no-insurance", "tower"])
    #expect(curves[0].points.map(\.loss) == [10, 40])
    expectClose(curves[0].points[0].probability, 0.3)
    expectClose(curves[0].points[1].probability, 0.1)
    #expect(curves[1].points.map(\.loss) == [25])
    expectClose(curves[1].points[0].probability, 0.1)
    #expect(curves[1].points[0].low == curves[1].points[0].high)
  }
}
