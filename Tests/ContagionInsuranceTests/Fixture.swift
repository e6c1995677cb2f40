import ContagionInsurance
import ContagionModel
import OrderedCollections

/// The base fixture of the insurance examples: three protocols, six scenarios,
/// and eight designs that lock 60 each.
enum Fixture {
  static let names: [InsuredID] = ["A", "B", "C"]

  static let markets = zip(names, [1000.0, 500, 300]).map { InsuredMarket($0, depositsUSD: $1) }

  static let scenarios: [LossScenario] = [
    scenario("s0", 0.8, [0, 0, 0], token: 1, eth: 1, debt: 0, equity: 600),
    scenario("s1", 0.1, [4, 0, 0], token: 0.95, eth: 1, debt: 100, equity: 400),
    scenario("s2", 0.05, [0, 20, 0], token: 0.9, eth: 1, debt: 200, equity: 300),
    scenario("s3", 0.03, [30, 10, 5], token: 0.7, eth: 0.8, debt: 450, equity: 150),
    scenario("s4", 0.015, [60, 40, 20], token: 0.5, eth: 0.6, debt: 600, equity: 90),
    scenario("s5", 0.005, [150, 90, 60], token: 0.3, eth: 0.45, debt: 1200, equity: 40),
  ]

  static let losses = LossScenarios("base", markets: markets, scenarios: scenarios)
  static let totals = [0.0, 4, 20, 45, 120, 300]
  static let weights = [0.8, 0.1, 0.05, 0.03, 0.015, 0.005]

  /// Liquidated debt is bad debt over 1 − recovery.
  private static func scenario(
    _ id: String, _ probability: Double, _ badDebt: [Double], token: Double, eth: Double,
    debt: Double, equity: Double
  ) -> LossScenario {
    LossScenario(
      id, probability: probability,
      events: [
        LossEvent(
          id, realizedUSD: badDebt, priceFactors: ["TOKEN": token, "ETH": eth],
          liquidatedDebtUSD: debt, borrowerEquityUSD: equity)
      ])
  }

  static func silos(_ amounts: OrderedDictionary<String, [Double]>)
    -> OrderedDictionary<InsuredID, InsuranceProgramme.Silo>
  {
    var silos: OrderedDictionary<InsuredID, InsuranceProgramme.Silo> = [:]
    for (place, name) in names.enumerated() {
      silos[name] = InsuranceProgramme.Silo(
        Dictionary(uniqueKeysWithValues: amounts.map { ($0.key, $0.value[place]) }))
    }
    return silos
  }

  static func layer(
    _ name: String, _ payer: InsurancePayer, _ limit: Double, xs attachment: Double
  ) -> InsuranceLayer {
    InsuranceLayer(name, payer: payer, terms: excess(limit, xs: attachment))
  }

  static func excess(_ limit: Double, xs attachment: Double, share: Double = 1) -> RuleChoice {
    RuleChoice(
      "excess-of-loss",
      ["attachment": .number(attachment), "limit": .number(limit), "share": .number(share)])
  }

  /// The eight designs by their key in the examples.
  static let designs: OrderedDictionary<String, InsuranceProgramme> = [
    "D1_SOC": InsuranceProgramme("D1_SOC", design: RuleChoice("lender-socialisation")),
    "D2_BUF": InsuranceProgramme(
      "D2_BUF", design: RuleChoice("reserve-buffer"),
      silos: silos(["buffer": [30, 18, 12], "depth": [40, 20, 10]]), token: "TOKEN"),
    "D3_SM": InsuranceProgramme(
      "D3_SM", design: RuleChoice("native-token-module"),
      silos: silos(["stake": [30, 18, 12], "depth": [40, 20, 10]]), token: "TOKEN"),
    "D4_UMB": InsuranceProgramme(
      "D4_UMB", design: RuleChoice("asset-matched-stake"),
      silos: silos(["stake": [29, 17, 11], "offset": [1, 1, 1]])),
    "D5_SP": InsuranceProgramme(
      "D5_SP", design: RuleChoice("stability-pool", ["pool": .number(60)])),
    "D6_MUT": InsuranceProgramme(
      "D6_MUT", design: RuleChoice("leveraged-mutual"),
      silos: silos(["limit": [60, 40, 30], "deductible": [3, 2, 1.5]]),
      capital: [.init(usd: 15), .init(usd: 45, asset: "ETH")]),
    "D7_TOW": InsuranceProgramme(
      "D7_TOW", design: RuleChoice("layered-tower"),
      layers: [
        layer("retention", .treasury, 5, xs: 0), layer("junior", .junior, 15, xs: 5),
        layer("senior", .senior, 20, xs: 20), layer("cat bond", .catBond, 20, xs: 40),
      ]),
    "D8_CCP": InsuranceProgramme(
      "D8_CCP", design: RuleChoice("clearing-house", ["skinInTheGame": .number(3)]),
      silos: silos(["margin": [18, 9, 6], "fund": [12, 7, 5]])),
  ]

  static func event(_ losses: [Double]) -> LossEvent { LossEvent("event", realizedUSD: losses) }
}
