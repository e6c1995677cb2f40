import ContagionEngine
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

/// Small analyses against worked examples.
struct `Measures of a network` {
  /// `CONCENTRATION`: 60, 25, 10, 5.
  @Test func `tell how concentrated sizes are`() {
    let sizes = Concentration(sizes: [10, 60, 5, 25, 0])
    expectClose(sizes.index, 87.0 / 200)
    expectClose(sizes.effectiveNumber, 200.0 / 87)
    expectClose(sizes.gini, 9.0 / 20)
    expectClose(sizes.top(1), 3.0 / 5)
    expectClose(sizes.top(2), 17.0 / 20)
    #expect(Concentration(sizes: []).index == 0)
  }

  /// `KELP-AAVE-2026`: bad debt by reserve under both rules, million USD.
  @Test func `tell how concentrated the bad debt of Kelp was`() {
    // The published indices divide the listed rows by the published totals of
    // 123.7 and 230.1, so the rest counts as spread out.
    let uniform = Concentration(sizes: [91.79, 10.38, 10.3, 6.12, 3.07])
    let l2Only = Concentration(sizes: [77.71, 88.41, 47.5, 13.93])
    expectClose(uniform.index * (121.66 / 123.7) * (121.66 / 123.7), 0.5676574156187977)
    expectClose(l2Only.index * (227.55 / 230.1) * (227.55 / 230.1), 0.30796403921655285)
  }

  /// `LOOP-MULTIPLIER`: loan-to-value 0.69 and 0.93; twelvefold at 11/12.
  @Test func `multiply a looped deposit`() {
    let loop = LoopLeverage(loanToValue: 0.69)
    let expected = [
      1, 1.69, 2.1661, 2.494609, 2.72128021, 2.8776833449, 2.985601507981,
    ]
    for (loops, multiple) in expected.enumerated() {
      expectClose(loop.multiple(after: loops), multiple)
    }
    expectClose(loop.limit, 100.0 / 31)
    expectClose(LoopLeverage(loanToValue: 0.93).limit, 100.0 / 7)
    // 1 + 1/2 + 1/4 times 8 units; 1.25 is owed for each of the 6 bought.
    let twice = Account(
      "a", at: "P", looping: "wstETH", owing: "ETH", own: 8,
      leverage: LoopLeverage(loanToValue: 0.5), loops: 2, price: 1.25)
    #expect(twice.collateral == [Holding("wstETH", 14)])
    #expect(twice.debt == [Holding("ETH", 7.5)])
    expectClose(LoopLeverage.loanToValue(ofLimit: 12), 11.0 / 12)
  }

  /// `BRANCHING-CPMM`: density, R at the first price, resting price, R there,
  /// units sold. Pool 20,000 at 2,000, first price 1,800, prices 1,000…1,900.
  static let branching: [(Double, Double, Double, Double, Double)] = [
    (
      1, 0.17076299364909248393, 1779.6179446151514931, 0.16787080250240516476,
      120.38205538484850685
    ),
    (
      2, 0.34152598729818496786, 1749.7684073731721214, 0.32733003297323964209,
      300.46318525365575729
    ),
    (
      3, 0.51228898094727745178, 1703.3209128833259809, 0.4715752186466660117, 590.03726135002205716
    ),
    (
      4, 0.68305197459636993571, 1627.1830945842775383, 0.58708316764058650104, 1091.267621662889847
    ),
    (
      5, 0.85381496824546241964, 1504.536206826371065, 0.65246763202246158795, 1977.3189658681446751
    ),
    (6, 1.0245779618945549036, 1337.456267699940088, 0.65622933129886082759, 3375.2623938003594719),
    (
      8, 1.3661039491927398714, 1000.3942974060656619, 0.56602003037089261478, 7196.8456207514747052
    ),
  ]

  @Test(arguments: branching)
  func `tell where a uniform book comes to rest`(
    density: Double, first: Double, price: Double, resting: Double, sold: Double
  ) {
    let book = LiquidationDensity(unitsPerUSD: density, low: 1000, high: 1900)
    let product = 20_000.0 * 40_000_000
    expectClose(book.branchingRatio(at: 1800, product: product), first)
    let found = book.restingPrice(from: 1800, product: product)
    expectClose(found, price)
    expectClose(book.branchingRatio(at: found, product: product), resting)
    expectClose(book.sold(at: found), sold)
  }

  /// 9,000 accounts whose liquidation prices lie evenly on 1,000…1,900, one unit
  /// per USD, sold whole at the common price, come to rest where the density
  /// does, to the width of an account.
  @Test func `agree with the engine on a fine book`() throws {
    var network = Network(
      name: "fine",
      assets: [
        "ETH": Asset(kind: .base, marketPool: "pool"), "USD": Asset(kind: .stable, price: 1),
      ],
      pools: [
        "pool": LiquidityPool(
          base: "ETH", quote: "USD", formula: RuleChoice("constant-product"), baseReserve: 20_000,
          quoteReserve: 40_000_000)
      ],
      protocols: [
        "P": LendingProtocol(
          kind: .isolated, liquidation: RuleChoice("fixed-spread"), recognition: .sharePrice,
          reserves: ["ETH": Reserve(liquidationThreshold: 0.5), "USD": Reserve()])
      ])
    network.accounts = AccountBook(
      (0..<9000).map { row in
        let price = 1000 + (Double(row) + 0.5) / 10
        return Account(
          "a\(row)", at: "P", collateral: [Holding("ETH", 0.1)],
          debt: [Holding("USD", 0.1 * 0.5 * price)])
      })
    let compiled = try network.compiled()
    let cascade = try compiled.cascade(
      after: [.priceChange("ETH", -0.1)], choices: Choices(clearing: .uniform))
    let price = try #require(cascade.assets.first).marketEnd
    #expect(abs(price - 1779.6179446151514931) < 0.1)
    let overview = compiled.overview(window: 0.1)
    let eth = try #require(overview.branching.first)
    // From 1,900 to 1,800, 100 of the 200 USD of the window: half the density.
    expectClose(eth.unitsPerUSD, 0.5, within: 1e-9)
    expectClose(eth.ratio, 2 * 2000 * 0.5 / 20_000, within: 1e-9)
  }

  /// `TVL-TVR-CHAIN`: 1,000 ETH at Lido, its receipt in a Maker vault, 1 M DAI
  /// against it lent to Aave, the claim on that held by a Curve pool.
  func chain(price: Double) -> Network {
    var network = Network(
      name: "chain",
      assets: [
        "ETH": Asset(kind: .base, price: price), "DAI": Asset(kind: .stable, price: 1),
        "stETH": Asset(kind: .receipt, issuer: .issuer("lido")),
        "aDAI": Asset(kind: .receipt, issuer: .reserve(ReserveID("aave", "DAI"))),
        "crv": Asset(kind: .receipt, issuer: .issuer("curve")),
      ],
      issuers: [
        "lido": Issuer(kind: .staking, supply: 1000, holdings: [Holding("ETH", 1000)]),
        "curve": Issuer(kind: .vault, supply: 1_000_000, holdings: [Holding("aDAI", 1_000_000)]),
      ],
      protocols: [
        "maker": LendingProtocol(
          kind: .cdp,
          liquidation: RuleChoice("fixed-spread", ["closeFactor": .rule(RuleChoice("full"))]),
          recognition: .reserves,
          reserves: [
            "stETH": Reserve(liquidationThreshold: 2.0 / 3, bonus: 0.13),
            "DAI": Reserve(),
          ]),
        "aave": LendingProtocol(
          kind: .pooled, liquidation: RuleChoice("fixed-spread"), recognition: .deficit,
          reserves: ["DAI": Reserve(deposits: 1_000_000, cash: 1_000_000)]),
      ])
    network.accounts = AccountBook([
      Account(
        "vault", at: "maker", collateral: [Holding("stETH", 1000)],
        debt: [Holding("DAI", 1_000_000)])
    ])
    return network
  }

  @Test(arguments: [(2000.0, 6e6, 2e6), (1600.0, 5.2e6, 1.6e6)])
  func `count every layer in one total and plain tokens in the other`(
    price: Double, locked: Double, redeemable: Double
  ) throws {
    let overview = try chain(price: price).compiled().overview()
    expectClose(overview.totalValueRedeemableUSD, redeemable)
    // The DAI that backs the vault's loan is a claim on Maker, not a deposit.
    expectClose(overview.totalValueLockedUSD, locked)
  }

  /// At −30 % the vault is below 150 %: 1.13 M of its 1.4 M is taken, all DAI is
  /// repaid, and of the 6 M locked 1.4 M + 0.27 M are left, of the 2 M redeemable
  /// 1.4 M.
  @Test func `fall further than what is behind them when a vault is liquidated`() throws {
    let cascade = try chain(price: 2000).compiled().cascade(after: [.priceChange("ETH", -0.3)])
    #expect(cascade.rounds.count == 1)
    let seized = cascade.ledger.filter { $0.kind == .seizure }.reduce(0) { $0 + $1.units } * 1400
    let repaid = cascade.ledger.filter { $0.kind == .repayment }.reduce(0) { $0 + $1.units }
    expectClose(seized, 1_130_000)
    expectClose(repaid, 1_000_000)
    let lido = 1000.0 * 1400
    let maker = lido - seized
    let aboveDAI = 2 * (1_000_000 - repaid)
    expectClose(lido + maker + aboveDAI, 1_670_000)
    expectClose(6e6 - (lido + maker + aboveDAI) - (2e6 - lido), 3_730_000)
  }
}
