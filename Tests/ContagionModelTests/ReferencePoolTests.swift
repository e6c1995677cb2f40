import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

/// 100 ETH at 10 USD against 900 USD; at −20 % all are seized for 800 USD and
/// sold, 100 USD are written off. The numbers are worked out by pencil.
struct `A pool of the reference` {
  static func network(_ pool: LiquidityPool, _ account: Account) -> Network {
    Network(
      name: "one-pool",
      assets: [
        "ETH": Asset(kind: .base, marketPool: "pool"), "USD": Asset(kind: .stable, price: 1),
      ],
      pools: ["pool": pool],
      protocols: [
        "P": LendingProtocol(
          kind: .isolated,
          liquidation: RuleChoice(
            "fixed-spread",
            [
              "closeFactor": .rule(RuleChoice("full")), "bonus": .number(0),
              "liquidationThreshold": .number(0.95), "protocolFee": .number(0),
            ]),
          recognition: .deficit, reserves: ["ETH": Reserve(), "USD": Reserve()])
      ],
      accounts: AccountBook([account]))
  }

  static func sale(_ pool: LiquidityPool) -> (proceeds: Double, price: Double) {
    let account = Account(
      "a", at: "P", collateral: [Holding("ETH", 100)], debt: [Holding("USD", 900)])
    let result = ReferenceCascade.run(network(pool, account), [.priceChange("ETH", -0.2)])
    return (
      800 + (result.liquidatorInventory["USD"] ?? .nan), result.finalPoolPrices["pool"] ?? .nan
    )
  }

  /// Proceeds 8·(100 − 100²/2000), price 8·0.9.
  @Test func `falls in a straight line by its depth`() {
    let sale = Self.sale(
      LiquidityPool(
        base: "ETH", quote: "USD", formula: RuleChoice("linear", ["depth": .number(1_000)]),
        price: 10))
    #expect(abs(sale.proceeds - 760) < 1e-9)
    #expect(abs(sale.price - 7.2) < 1e-12)
  }

  /// Proceeds 8000·(1 − e^−0.1), price 8·e^−0.1.
  @Test func `falls exponentially by its depth`() {
    let sale = Self.sale(
      LiquidityPool(
        base: "ETH", quote: "USD", formula: RuleChoice("exponential", ["depth": .number(1_000)]),
        price: 10))
    #expect(abs(sale.proceeds - 761.3006557123239) < 1e-9)
    #expect(abs(sale.price - 7.238699344287677) < 1e-12)
  }

  /// Quotes scaled by 0.8: 7.6 at 50, 6.4 at 200; 7.2 on average at 100. The
  /// next unit fetches 7.2 − 100·0.008.
  @Test func `reads average prices between the sizes of a depth table`() {
    let sale = Self.sale(
      LiquidityPool(
        base: "ETH", quote: "USD", formula: RuleChoice("depth-table"), price: 10,
        quotes: [DepthQuote(size: 50, price: 9.5), DepthQuote(size: 200, price: 8)]))
    #expect(abs(sale.proceeds - 720) < 1e-9)
    #expect(abs(sale.price - 6.4) < 1e-12)
  }

  /// Quotes scaled by 0.8: 4 at 20, and 2 less for every 10 more. With the line
  /// 8 − s/5 on, a unit fetches nothing from 20 on: 80 in all.
  @Test func `pays nothing more where a depth table runs out`() {
    let sale = Self.sale(
      LiquidityPool(
        base: "ETH", quote: "USD", formula: RuleChoice("depth-table"), price: 10,
        quotes: [DepthQuote(size: 10, price: 7.5), DepthQuote(size: 20, price: 5)]))
    #expect(abs(sale.proceeds - 80) < 1e-9)
    #expect(sale.price == 0)
  }

  /// With x = 1000/√0.8 and y = 10000·√0.8, 99 of 100 units are priced.
  @Test func `keeps the fee on what is sold`() {
    let sale = Self.sale(
      LiquidityPool(
        base: "ETH", quote: "USD", formula: RuleChoice("constant-product"), fee: 0.01,
        baseReserve: 1_000, quoteReserve: 10_000))
    #expect(abs(sale.proceeds - 727.5745190974176) < 1e-9)
    #expect(abs(sale.price - 6.745868725169801) < 1e-9)
  }

  /// 600 USD against 50 ETH; at 12.5 USD they repay 48 ETH, which are bought
  /// exactly from x = 1000/√1.25, y = 10000·√1.25 at a fee of 1 %.
  @Test func `sells exactly the debt that is repaid`() {
    let account = Account(
      "a", at: "P", collateral: [Holding("USD", 600)], debt: [Holding("ETH", 50)])
    let pool = LiquidityPool(
      base: "ETH", quote: "USD", formula: RuleChoice("constant-product"), fee: 0.01,
      baseReserve: 1_000, quoteReserve: 10_000)
    let result = ReferenceCascade.run(
      Self.network(pool, account), [.priceChange("ETH", 0.25)])
    #expect(abs((result.realizedUnits["P/ETH"] ?? 0) - 2) < 1e-12)
    #expect(abs(result.liquidatorInventory["ETH"] ?? 1) < 1e-9)
    #expect(abs((result.liquidatorInventory["USD"] ?? 0) - (600 - 640.4296686335404)) < 1e-9)
  }

  /// 48 ETH bought at 12.5: cost 12.5·(48 + 48²/2000), price 12.5·1.048.
  @Test func `rises in a straight line when it is bought from`() {
    let account = Account(
      "a", at: "P", collateral: [Holding("USD", 600)], debt: [Holding("ETH", 50)])
    let pool = LiquidityPool(
      base: "ETH", quote: "USD", formula: RuleChoice("linear", ["depth": .number(1_000)]),
      price: 10)
    let result = ReferenceCascade.run(Self.network(pool, account), [.priceChange("ETH", 0.25)])
    #expect(abs((result.liquidatorInventory["USD"] ?? 0) - (600 - 614.4)) < 1e-9)
    #expect(abs((result.finalPoolPrices["pool"] ?? 0) - 13.1) < 1e-12)
  }

  /// 540 DAI at 1.1 are repaid for 594 USD, which all buy ETH (1000·594/10594)
  /// that is all sold for DAI (10000·x/(1000 + x)).
  @Test func `is bought from with all there is on the way to the debt`() {
    let account = Account(
      "a", at: "P", collateral: [Holding("USD", 600)], debt: [Holding("DAI", 540)])
    let pool = LiquidityPool(
      base: "ETH", quote: "USD", formula: RuleChoice("constant-product"), baseReserve: 1_000,
      quoteReserve: 10_000)
    var network = Self.network(pool, account)
    network.assets["DAI"] = Asset(kind: .stable, price: 1)
    network.pools["other"] = LiquidityPool(
      base: "ETH", quote: "DAI", formula: RuleChoice("constant-product"), baseReserve: 1_000,
      quoteReserve: 10_000)
    network.protocols["P"]?.reserves["DAI"] = Reserve()
    let result = ReferenceCascade.run(network, [.priceChange("DAI", 0.1)])
    let ether = 1_000.0 * 594 / 10_594
    let dai = 10_000 * ether / (1_000 + ether)
    #expect(abs((result.liquidatorInventory["DAI"] ?? 0) - (dai - 540)) < 1e-9)
    #expect(abs(result.liquidatorInventory["USD"] ?? 1) < 1e-9)
    #expect(abs(result.liquidatorInventory["ETH"] ?? 1) < 1e-9)
  }
}
