import ContagionCoupling
import ContagionEngine
import ContagionEnsemble
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

/// `C1_second_round` of the worked examples as an ensemble: 20 m are raised from a
/// pool of 1 m tokens and 100 m USD, the price falls to 64, and a cohort with 0.5 m
/// tokens against 36 m leaves 36 − 32 = 4 m.
struct `Payers who sell in every scenario of an ensemble` {
  static let million = 1e6

  static func network() -> Network {
    func lending(_ collateral: AssetID) -> LendingProtocol {
      LendingProtocol(
        kind: .isolated,
        liquidation: RuleChoice(
          "fixed-spread",
          [
            "closeFactor": .rule(RuleChoice("full")), "bonus": .number(0),
            "liquidationThreshold": .number(1),
          ]),
        recognition: .sharePrice, reserves: [collateral: Reserve(), "USD": Reserve()])
    }
    return Network(
      name: "module",
      assets: [
        "T": Asset(kind: .base, marketPool: "t-usd"),
        "X": Asset(kind: .base, price: 100 * million),
        "USD": Asset(kind: .stable, price: 1, peg: 1),
      ],
      pools: [
        "t-usd": LiquidityPool(
          base: "T", quote: "USD", formula: RuleChoice("constant-product"),
          baseReserve: million, quoteReserve: 100 * million)
      ],
      protocols: ["insured": lending("X"), "elsewhere": lending("T")],
      accounts: AccountBook([
        Account(
          "x", at: "insured", collateral: [Holding("X", 1)],
          debt: [Holding("USD", 100 * million)]),
        Account(
          "cohort", at: "elsewhere", collateral: [Holding("T", 0.5 * million)],
          debt: [Holding("USD", 36 * million)]),
      ]))
  }

  static let programmes = [
    InsuranceProgramme(
      "module",
      design: RuleChoice("native-token-module", ["maxSlash": .number(0.9)]),
      silos: [
        "insured": InsuranceProgramme.Silo(["stake": 200 * million, "depth": 100 * million])
      ], token: "T"),
    InsuranceProgramme(
      "cash", design: RuleChoice("asset-matched-stake"),
      silos: ["insured": InsuranceProgramme.Silo(["stake": 60 * million], asset: "USD")]),
  ]

  /// The asset falls by 0, 20, 0 and 10 per cent.
  private static let falls = [0.0, 0.2, 0, 0.1]

  static func outcomes(workers: Int, repeats: Int = 1) async throws -> [InsuredEnsemble.Outcome] {
    let ensemble = try InsuredEnsemble(try network().compiled(), under: programmes)
    let scenarios = (0..<repeats).flatMap { turn in
      falls.indices.filter { falls[$0] > 0 }.map {
        InsuredEnsemble.Scenario(
          number: turn * falls.count + $0, shocks: [.priceChange("X", -falls[$0])],
          programmes: [0, 1])
      }
    }
    var outcomes: [InsuredEnsemble.Outcome] = []
    try await ensemble.run(scenarios, workers: workers) {
      outcomes += $0
      return true
    }
    return outcomes
  }

  private static func summary(
    _ place: Int, isSampled: Bool
  ) async throws -> SecondRoundSummary {
    var rounds = [SecondRound?](repeating: nil, count: falls.count)
    for outcome in try await outcomes(workers: 2) { rounds[outcome.number] = outcome.rounds[place] }
    return SecondRoundSummary(
      programmes[place], rounds: rounds, probabilities: falls.map { _ in 0.25 },
      isSampled: isSampled, level: 0.75)
  }

  /// 10 m take 1/9 m tokens: the price falls to 100·0.9² = 81, and 40.5 m stay above
  /// 36. So (20 + 10)/4 = 7.5 m are paid, 4/4 = 1 m come on top, and lenders keep
  /// those 4 m, which nobody insures.
  @Test func `add what the pencil says, on average`() async throws {
    let found = try await Self.summary(0, isSampled: true)
    #expect(found.runs == 2)
    expectClose(found.firstBadDebtUSD.value, 7.5 * Self.million, within: 1e-9)
    expectClose(found.paidUSD.value, 7.5 * Self.million, within: 1e-9)
    expectClose(found.addedBadDebtUSD.value, 1 * Self.million, within: 1e-9)
    expectClose(found.uncoveredUSD.value, 1 * Self.million, within: 1e-9)
    expectClose(found.tailUncoveredUSD.value, 4 * Self.million, within: 1e-9)
    // Sold at 100: 0.25 m and 1/9 m tokens.
    expectClose(found.soldUSD.value, (25 + 100.0 / 9) / 4 * Self.million, within: 1e-9)
    expectClose(found.raisedUSD.value, 7.5 * Self.million, within: 1e-9)
    // 4, 0, 0, 0 around 1: a variance of 3 over 4 scenarios.
    expectClose(found.addedBadDebtUSD.standardError, 0.75.squareRoot() * Self.million, within: 1e-9)
    let ratio = try #require(found.addedPerPaid)
    expectClose(ratio.value, 2.0 / 15, within: 1e-9)
    // Residuals 4 − 20·2/15 = 4/3, −10·2/15 = −4/3 and twice 0.
    let error = (2 * 16.0 / 9 / 4 / 4).squareRoot() / 7.5
    expectClose(ratio.standardError, error, within: 1e-9)
    // Liquidators redeem what they seize; no lender is paid out.
    #expect(found.withdrawnUSD.value == 0)
    // The one ratio of new to old bad debt is 4/20.
    expectClose(try #require(found.leastShrinkage), 0.8, within: 1e-9)
    #expect(found.lacksEquilibrium.value == 0)
    #expect(found.mostSettlements == 2)
    // The cover's own costs: 5 m and 10/9 m of slippage.
    expectClose(
      found.netUSD.value, (30 - 4 - 5 - 10.0 / 9) / 4 * Self.million, within: 1e-9)
  }

  @Test func `add nothing where cover is the lent asset, and have no error if all is known`()
    async throws
  {
    let found = try await Self.summary(1, isSampled: false)
    expectClose(found.paidUSD.value, 7.5 * Self.million, within: 1e-9)
    #expect(found.addedBadDebtUSD.value == 0)
    #expect(found.addedPerPaid?.value == 0)
    #expect(found.leastShrinkage == nil)
    #expect(found.paidUSD.standardError == 0)
    #expect(found.soldUSD.value == 0)
  }

  @Test func `come to the same bits on any number of workers, and as single runs`() async throws {
    let one = try await Self.outcomes(workers: 1, repeats: 20)
    let three = try await Self.outcomes(workers: 3, repeats: 20)
    let numbers: [Int] = (0..<20).flatMap { [4 * $0 + 1, 4 * $0 + 3] }
    #expect(one.map(\.number) == numbers)
    #expect(one == three)
    let compiled = try Self.network().compiled()
    for (place, programme) in Self.programmes.enumerated() {
      for outcome in one {
        let fall = Self.falls[outcome.number % Self.falls.count]
        let single = try InsuredRun(compiled, under: programme)
          .outcome(of: [.priceChange("X", -fall)])
        #expect(SecondRound(single) == outcome.rounds[place])
      }
    }
  }
}
