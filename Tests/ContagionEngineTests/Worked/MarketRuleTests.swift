import ContagionEngine
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

/// Liquidation rules of single markets, one call at a time.
struct `Liquidation rules of markets` {
  static func mechanism(_ name: String, _ values: [String: Double] = [:]) throws
    -> any LiquidationMechanism
  {
    try Catalog.liquidationMechanisms.rule(RuleChoice(name, values.mapValues { .number($0) }))
  }

  static func account(
    health: Double, collateral: Double, at price: Double = 1, debt: Double, debtPrice: Double = 1,
    bonus: Double = 0, threshold: Double
  ) -> LiquidationCase {
    LiquidationCase(
      healthFactor: health, collateralUnits: collateral, collateralPrice: price, debtUnits: debt,
      debtPrice: debtPrice, totalDebtUSD: debt * debtPrice, bonus: bonus,
      collateralThreshold: threshold)
  }

  /// `TARGET-HF`: 10,000 against 8,400 (LT 0.83, bonus 5 %) back to 1.05.
  @Test func `restore a target health factor`() throws {
    let mechanism = try Catalog.liquidationMechanisms.rule(
      RuleChoice(
        "fixed-spread",
        ["closeFactor": .rule(RuleChoice("target-health", ["target": .number(1.05)]))]))
    let taken = mechanism.liquidation(
      of: Self.account(
        health: 8300.0 / 8400, collateral: 10_000, debt: 8400, bonus: 0.05, threshold: 0.83))
    expectClose(taken.repaid, 1_040_000.0 / 357)
    expectClose(taken.seized, 52_000.0 / 17)
    expectClose(0.83 * (10_000 - taken.seized) / (8400 - taken.repaid), 1.05)
  }

  /// LT·(1 + b) = 1.08 is above the target of 1.05: everything may go.
  @Test func `give up on a target that no repayment reaches`() throws {
    let rule = try Catalog.closeFactors.rule(RuleChoice("target-health"))
    let account = Self.account(
      health: 0.99, collateral: 10_000, debt: 8400, bonus: 0.2, threshold: 0.9)
    #expect(rule.repayment(of: account) == 8400)
  }

  /// `QIN-OPT`: 10,000 against 8,100, LT 0.8, spread 10 %, half of the debt.
  @Test func `take two steps`() throws {
    let account = Self.account(
      health: 80.0 / 81, collateral: 10_000, debt: 8100, bonus: 0.1, threshold: 0.8)
    let plain = try Catalog.closeFactors.rule(RuleChoice("plain"))
    expectClose(plain.repayment(of: account) * 0.1, 405)
    let rule = try Catalog.closeFactors.rule(RuleChoice("optimal-two-step"))
    expectClose(rule.repayment(of: account), 13_400.0 / 3)
    let first = try #require(rule as? TwoStepCloseFactor).firstStep(of: account)
    expectClose(first, 2500.0 / 3)
    expectClose(0.8 * (10_000 - first * 1.1) / (8100 - first), 1)
  }

  static let incentives: [(Double, Double)] = [
    (0.385, 23.0 / 20), (0.625, 80.0 / 71), (0.77, 1000.0 / 931), (0.86, 500.0 / 479),
    (0.915, 2000.0 / 1949), (0.945, 2000.0 / 1967), (0.965, 2000.0 / 1979), (0.98, 500.0 / 497),
  ]

  /// `MORPHO-LIF`.
  @Test(arguments: incentives)
  func `pay Morpho's incentive`(threshold: Double, factor: Double) throws {
    let rule = try #require(try Self.mechanism("morpho") as? MorphoIncentive)
    expectClose(rule.incentive(at: threshold), factor)
  }

  static func morpho(at price: Double) -> Network {
    var network = Network(
      name: "morpho",
      assets: [
        "ETH": Asset(kind: .base, price: price), "USD": Asset(kind: .stable, price: 1),
      ],
      protocols: [
        "M": LendingProtocol(
          kind: .isolated, liquidation: RuleChoice("morpho"), recognition: .sharePrice,
          reserves: [
            "ETH": Reserve(liquidationThreshold: 0.86), "USD": Reserve(deposits: 1_000_000),
          ])
      ])
    network.accounts = AccountBook([
      Account("a", at: "M", collateral: [Holding("ETH", 10)], debt: [Holding("USD", 17_000)])
    ])
    return network
  }

  /// `MORPHO-LIF`: at 1,800 the whole 17,000 is repaid for 42,500/4,311 units, no
  /// bad debt. `MORPHO-BADDEBT`: at 1,700 all 10 go for 16,286, and 714 are lost
  /// by the suppliers at once.
  @Test(arguments: [(1800.0, 17_000.0, 0.0), (1700, 16_286, 714)])
  func `socialise bad debt as Morpho does`(price: Double, repaid: Double, bad: Double) throws {
    let cascade = try Self.morpho(at: 2000).compiled().cascade(after: [.price("ETH", price)])
    let calls = try #require(cascade.rounds.first?.liquidations.first)
    expectClose(calls.repaidUSD, repaid)
    expectClose(calls.seizedUSD, repaid * 500 / 479)
    expectClose(cascade.badDebtUSD, bad)
    expectClose(calls.badDebtUSD, bad)
  }

  /// `EULER-V2`: debt, its price, collateral, its price, LTV; health, repaid, yield.
  static let euler: [([Double], Double, Double, Double)] = [
    ([5, 2.5, 100, 0.4, 0.3], 24.0 / 25, 5, 3125.0 / 96),
    ([17, 2.7, 100, 0.4, 0.99], 44.0 / 51, 17_600.0 / 1377, 100),
    ([5, 2.2, 100, 0.4, 0.0001], 1.0 / 2750, 5, 275.0 / 8),
    ([20, 2.2, 10, 15.5, 0.28], 217.0 / 220, 20, 19_360.0 / 6727),
    ([0.45, 2.2, 2.7, 0.3, 0.99], 81.0 / 100, 6561.0 / 22_000, 2.7),
  ]

  @Test(arguments: euler)
  func `discount as Euler v2 does`(
    inputs: [Double], health: Double, repaid: Double, yield: Double
  ) throws {
    let (debt, debtPrice, collateral, price, ltv) = (
      inputs[0], inputs[1], inputs[2], inputs[3], inputs[4]
    )
    let found = collateral * price * ltv / (debt * debtPrice)
    expectClose(found, health)
    let taken = try Self.mechanism("euler-v2").liquidation(
      of: Self.account(
        health: found, collateral: collateral, at: price, debt: debt, debtPrice: debtPrice,
        threshold: ltv))
    expectClose(taken.repaid, repaid)
    expectClose(taken.seized, yield)
  }

  /// `COMET` quotes: USD, price, store-front factor, liquidation factor, units.
  static let quotes: [[Double]] = [
    [200, 200, 0.5, 0.6, 1.25], [810, 9, 0.5, 0.8, 100], [50, 1, 0.5, 0.8, 500.0 / 9],
    [200, 200, 0, 0.6, 1], [1e15, 200, 0.8, 0.75, 6_250_000_000_000],
  ]

  @Test(arguments: quotes)
  func `quote collateral as Compound v3 does`(numbers: [Double]) throws {
    let rule = try #require(
      try Self.mechanism(
        "compound-v3", ["storeFrontFactor": numbers[2], "liquidationFactor": numbers[3]])
        as? StoreFront)
    expectClose(rule.quote(for: numbers[0], at: numbers[1]), numbers[4])
  }

  /// `COMET` absorb: 10 at 1,750 against 16,500 are credited 16,275; 225 are bad.
  /// Resold at 1,676.50 all 10 bring 16,765: the protocol is 265 up.
  @Test func `absorb as Compound v3 does`() throws {
    let taken = try Self.mechanism("compound-v3").liquidation(
      of: Self.account(health: 0.9, collateral: 10, at: 1750, debt: 16_500, threshold: 0.85))
    #expect(taken.seized == 10)
    expectClose(taken.repaid, 16_275)
    let resale = 1676.5
    expectClose((taken.seized - taken.fee) * resale, 16_275)
    expectClose(taken.repaid + taken.fee * resale - 16_500, 265)
  }
}
