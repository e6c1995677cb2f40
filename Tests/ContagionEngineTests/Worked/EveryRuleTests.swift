import ContagionEngine
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

/// Each rule of the catalogs in a whole run, whose identities the engine checks.
struct `Every rule of markets` {
  /// Every pool formula, ETH at 2,000 in about the same depth.
  static let pools: [LiquidityPool] = [
    pool("constant-product", reserves: (1000, 2e6)), pool("weighted", reserves: (1000, 2e6)),
    pool("stable-swap", reserves: (1e6, 1e6)),
    pool("linear", ["depth": 4000]), pool("exponential", ["depth": 4000]),
    pool("cont-schaanning", ["depth": 4000]),
    pool("square-root", ["volume": 1e5, "volatility": 0.05]),
    pool("depth-table", quotes: [DepthQuote(size: 100, price: 1980)]),
    pool(
      "concentrated",
      ranges: [
        LiquidityRange(price: 0, liquidity: 20_000), LiquidityRange(price: 1500, liquidity: 60_000),
      ]),
  ]

  static func pool(
    _ name: String, _ values: [String: Double] = [:], reserves: (Double, Double)? = nil,
    quotes: [DepthQuote] = [], ranges: [LiquidityRange] = []
  ) -> LiquidityPool {
    LiquidityPool(
      base: "ETH", quote: "USD", formula: RuleChoice(name, values.mapValues { .number($0) }),
      fee: 0.003, baseReserve: reserves?.0, quoteReserve: reserves?.1,
      price: reserves == nil ? 2000 : nil, quotes: quotes, ranges: ranges)
  }

  /// Twenty accounts of 10 ETH each, health 1.00 to 1.19 at the opening.
  static func network(_ pool: LiquidityPool, _ liquidation: RuleChoice, price: Double) -> Network {
    var network = Network(
      name: "every-rule",
      assets: [
        "ETH": Asset(kind: .base, price: price, marketPool: "pool"),
        "USD": Asset(kind: .stable, price: 1),
      ],
      pools: ["pool": pool],
      protocols: [
        "P": LendingProtocol(
          kind: .isolated, liquidation: liquidation, recognition: .reserves,
          reserves: [
            "ETH": Reserve(liquidationThreshold: 0.85), "USD": Reserve(deposits: 1e7),
          ])
      ])
    network.accounts = AccountBook(
      (0..<20).map { row in
        Account(
          "a\(row)", at: "P", collateral: [Holding("ETH", 10)],
          debt: [Holding("USD", 8.5 * price / (1.005 + 0.01 * Double(row)))])
      })
    return network
  }

  static let mechanisms =
    Catalog<any LiquidationMechanism>.liquidationMechanisms.entries.map { RuleChoice($0.name) }
    + Catalog<any CloseFactor>.closeFactors.entries.map {
      RuleChoice(
        "fixed-spread", ["closeFactor": .rule(RuleChoice($0.name)), "bonus": .number(0.05)])
    }

  /// After a fall of 20 % accounts are called in every mode, the pool ends below the
  /// outside price, and nobody is paid by nobody: the identities hold.
  @Test(arguments: pools, Choices.Clearing.allCases)
  func `settles in pools of any formula`(pool: LiquidityPool, clearing: Choices.Clearing) throws {
    let price = pool.formula.name == "stable-swap" ? 1.0 : 2000
    let compiled = try Self.network(pool, RuleChoice("fixed-spread"), price: price).compiled()
    var choices = Choices()
    choices.clearing = clearing
    let cascade = try compiled.cascade(after: [.priceChange("ETH", -0.2)], choices: choices)
    #expect(cascade.rounds.contains { !$0.sales.isEmpty })
    let moves = cascade.rounds.flatMap(\.poolMoves)
    #expect(moves.allSatisfy { $0.closingPrice <= $0.openingPrice * (1 + 1e-12) })
    let shallow = try compiled.cascade(
      after: [.poolDepth("pool", -0.5), .priceChange("ETH", -0.2)], choices: choices)
    #expect(shallow.badDebtUSD >= cascade.badDebtUSD * (1 - 1e-9))
  }

  /// The same for every way to liquidate; at −40 % everybody is under water.
  @Test(arguments: mechanisms, Choices.Clearing.allCases)
  func `liquidates by any mechanism`(choice: RuleChoice, clearing: Choices.Clearing) throws {
    let compiled = try Self.network(Self.pools[0], choice, price: 2000).compiled()
    var choices = Choices()
    choices.clearing = clearing
    for fall in [0.05, 0.2, 0.4] {
      let cascade = try compiled.cascade(after: [.priceChange("ETH", -fall)], choices: choices)
      #expect(cascade.rounds.contains { !$0.liquidations.isEmpty })
      #expect(fall < 0.4 || cascade.badDebtUSD > 0)
    }
  }

  static let misfits: [(LiquidityPool, String, String)] = [
    (
      LiquidityPool(base: "ETH", quote: "USD", formula: RuleChoice("stable-swap"), price: 2000),
      "pools.pool", "formula 'stable-swap' needs 'reserves: {BASE: units, QUOTE: units}'"
    ),
    (
      pool("exponential", ["depth": 100], reserves: (100, 200_000)), "pools.pool",
      "formula 'exponential' needs 'pair: [BASE, QUOTE]' and 'price', the price at size 0"
    ),
    (
      pool("concentrated"), "pools.pool",
      "formula 'concentrated' needs 'ranges': a list of {price, liquidity}"
    ),
    (
      pool("linear", ["depth": 100], ranges: [LiquidityRange(price: 0, liquidity: 5)]),
      "pools.pool.ranges", "formula 'linear' has no 'ranges'; formula 'concentrated' has"
    ),
  ]

  @Test(arguments: misfits)
  func `says what a pool lacks`(pool: LiquidityPool, path: String, message: String) {
    let findings = Self.network(pool, RuleChoice("fixed-spread"), price: 2000).ruleFindings()
    #expect(findings == [Finding(at: path, message)])
  }

  /// Every formula is in the list.
  @Test func `is tried`() {
    let tried = Set(Self.pools.map(\.formula.name))
    #expect(tried == Set(Catalog.priceImpacts.entries.map(\.name)))
  }
}
