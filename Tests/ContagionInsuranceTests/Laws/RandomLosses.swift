import ContagionInsurance
import ContagionModel
import OrderedCollections

/// Random programmes and events, the same for the same seed.
struct RandomLosses {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

  /// Marsaglia's xorshift64.
  mutating func unit() -> Double {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Double(state >> 11) * 0x1p-53
  }

  mutating func amount(_ most: Double) -> Double { unit() < 0.2 ? 0 : unit() * most }

  mutating func event() -> LossEvent {
    let losses = Fixture.names.map { _ in amount(200) }
    let total = losses.reduce(0, +)
    return LossEvent(
      "random", realizedUSD: losses, priceFactors: ["TOKEN": 0.05 + unit(), "ETH": unit()],
      liquidatedDebtUSD: total * (1 + 5 * unit()), borrowerEquityUSD: amount(100))
  }

  private mutating func amounts(_ most: Double) -> [Double] {
    Fixture.names.map { _ in amount(most) }
  }

  /// A programme of one design with amounts up to those of the fixture, times 2.
  mutating func programme(_ design: String) -> InsuranceProgramme {
    switch design {
    case "reserve-buffer":
      InsuranceProgramme(
        design, design: RuleChoice(design, ["premium": .number(0.2 * unit())]),
        silos: Fixture.silos(["buffer": amounts(60), "depth": amounts(80)]), token: "TOKEN")
    case "native-token-module":
      InsuranceProgramme(
        design, design: RuleChoice(design),
        silos: Fixture.silos(["stake": amounts(60), "depth": amounts(80)]), token: "TOKEN")
    case "asset-matched-stake":
      InsuranceProgramme(
        design, design: RuleChoice(design, ["fee": .number(0.2 * unit())]),
        silos: Fixture.silos(["stake": amounts(60), "offset": amounts(5)]))
    case "stability-pool":
      InsuranceProgramme(design, design: RuleChoice(design, ["pool": .number(amount(120))]))
    case "leveraged-mutual":
      InsuranceProgramme(
        design, design: RuleChoice(design, ["gearing": .number(100)]),
        silos: Fixture.silos(["limit": amounts(80), "deductible": amounts(5)]),
        capital: [.init(usd: 5 + amount(30)), .init(usd: amount(60), asset: "ETH")])
    case "layered-tower":
      InsuranceProgramme(
        design, design: RuleChoice(design),
        layers: [
          Fixture.layer("first", .junior, amount(60), xs: amount(20)),
          InsuranceLayer(
            "each", payer: .senior, terms: Fixture.excess(amount(60), xs: amount(20)),
            basis: .market, priority: 2, annualDeductibleUSD: amount(10)),
        ])
    case "clearing-house":
      InsuranceProgramme(
        design, design: RuleChoice(design, ["skinInTheGame": .number(amount(10))]),
        silos: Fixture.silos(["margin": amounts(30), "fund": amounts(30)]))
    default: InsuranceProgramme(design, design: RuleChoice(design))
    }
  }
}
