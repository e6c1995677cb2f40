import ContagionEngine
import ContagionModel
import ContagionTestSupport
import RealModule
import Testing

/// Pool formulas against `CPMM`, `IMPACT-FUNCTIONS` and `TOXIC-AMM`.
struct `Pool formulas` {
  static let impacts = Catalog<any PriceImpact>.priceImpacts

  func rule(_ name: String, depth: Double? = nil) throws -> any PriceImpact {
    let known: [String: RuleValue] =
      name == "square-root"
      ? ["volume": .number(depth ?? 1), "volatility": .number(0.05)]
      : depth.map { ["depth": .number($0)] } ?? [:]
    return try Self.impacts.rule(RuleChoice(name, known))
  }

  /// `CPMM`: 500 of 10,000 ETH into 20 M USD.
  @Test func `trade at constant product`() throws {
    let cpmm = try rule("constant-product")
    let pool = PoolState(base: 10_000, quote: 20_000_000)
    let sale = cpmm.sale(of: 500, into: pool)
    expectClose(sale.quoteOut, 20_000_000.0 / 21)
    expectClose(cpmm.price(in: sale.pool), 800_000.0 / 441)
    expectClose(cpmm.depth(to: 0.02, of: pool), 101.52544552210749144)
    let withFee = cpmm.sale(of: 500, into: PoolState(base: 10_000, quote: 20_000_000, fee: 0.003))
    expectClose(withFee.quoteOut, 19_940_000_000.0 / 20_997)
  }

  /// `IMPACT-FUNCTIONS`: the fall of the price after 1, 10 and 50 units, depth
  /// 100; for constant product a base reserve of 200.
  @Test(arguments: [
    (1.0, 0.01, 0.0099501662508319464261, 401.0 / 40401),
    (10.0, 0.1, 0.095162581964040426836, 41.0 / 441),
    (50.0, 0.5, 0.3934693402873665764, 9.0 / 25),
  ])
  func `fall by their own law`(
    volume: Double, linear: Double, exponential: Double, product: Double
  ) throws {
    for (name, depth, pool, fall) in [
      ("linear", 100.0, PoolState(base: 0, quote: 1), linear),
      ("exponential", 100.0, PoolState(base: 0, quote: 1), exponential),
      ("constant-product", nil, PoolState(base: 200, quote: 200), product),
    ] as [(String, Double?, PoolState, Double)] {
      let impact = try rule(name, depth: depth)
      let after = impact.sale(of: volume, into: pool).pool
      expectClose(1 - impact.price(in: after) / impact.price(in: pool), fall, within: 1e-15 * 4)
    }
  }

  /// A table of average prices: (0, 10), (100, 9), (300, 6). Selling 200 fetches
  /// 200·7.5 = 1,500; the price there is 7.5 − 200·0.015 = 4.5.
  @Test func `read a depth table as average prices`() throws {
    let table = try rule("depth-table")
    let pool = table.opening(
      of: LiquidityPool(
        base: "A", quote: "B", formula: RuleChoice("depth-table"), price: 10,
        quotes: [DepthQuote(size: 100, price: 9), DepthQuote(size: 300, price: 6)]))
    let sale = table.sale(of: 200, into: pool)
    expectClose(sale.quoteOut, 1500)
    expectClose(table.price(in: sale.pool), 4.5)
    expectClose(table.price(in: pool), 10)
    // s·(10.5 − 0.015·s) peaks at s = 350; nothing is paid beyond it.
    expectClose(table.sale(of: 1000, into: pool).quoteOut, 350 * (10.5 - 0.015 * 350))
    expectClose(table.sale(of: 50, into: table.sale(of: 400, into: pool).pool).quoteOut, 0)
  }

  /// `IMPACT-FUNCTIONS`: Cont–Schaanning with floor ½, and the square-root law with
  /// Y = 1, σ = 5 % and a volume of 100.
  @Test(arguments: [
    (1.0, 0.0099006633466223488896, 0.005), (10.0, 0.090634623461009070665, 0.01581138830084189666),
    (50.0, 0.3160602794142788392, 0.03535533905932737622),
  ])
  func `fall to a floor or by a root`(volume: Double, floored: Double, root: Double) throws {
    let pool = PoolState(base: 0, quote: 1)
    let rules = [
      (RuleChoice("cont-schaanning", ["depth": .number(100), "floor": .number(0.5)]), floored),
      (RuleChoice("square-root", ["volume": .number(100), "volatility": .number(0.05)]), root),
    ]
    for (choice, fall) in rules {
      let impact = try Self.impacts.rule(choice)
      let after = impact.sale(of: volume, into: pool).pool
      #expect(abs(1 - impact.price(in: after) - fall) < 4e-16)
    }
  }

  /// `STABLESWAP`: 10,000 stETH into 60,000 ETH and 140,000 stETH; base is stETH. The
  /// spot rate of the example is that of selling 0.0001; here it is the invariant's
  /// derivative, worked out with 60 digits.
  @Test(arguments: [
    (30.0, 199391.06627931272726, 9566.0398964541607806, 0.96485452497407124013),
    (100.0, 199811.93858521299763, 9861.2254777271315602, 0.98891343625239348062),
    (200.0, 199905.36984178549313, 9929.6086719170809085, 0.99439463858265493871),
  ])
  func `trade on Curve's invariant`(
    amplification: Double, total: Double, out: Double, spot: Double
  ) throws {
    let rule = try Self.impacts.rule(
      RuleChoice("stable-swap", ["amplification": .number(amplification)]))
    let pool = PoolState(base: 140_000, quote: 60_000)
    let invariant = StableSwapInvariant(amplification: amplification, coins: 2)
    expectClose(invariant.total(of: [60_000, 140_000]), total)
    expectClose(rule.price(in: pool), spot)
    expectClose(rule.sale(of: 10_000, into: pool).quoteOut, out)
    let withFee = PoolState(base: 140_000, quote: 60_000, fee: 0.0004)
    expectClose(rule.sale(of: 10_000, into: withFee).quoteOut, out * 0.9996)
  }

  /// Three equal balances of 100 have D = 300 and price 1 whatever A is. Moved to
  /// 130, 90, y the balance of the third coin must satisfy the invariant as
  /// written: `Ann·Σx + D − Ann·D − D⁴ / (27·Πx) = 0`.
  @Test func `hold three coins on the invariant`() {
    let invariant = StableSwapInvariant(amplification: 50, coins: 3)
    expectClose(invariant.total(of: [100, 100, 100]), 300)
    expectClose(invariant.price(of: 0, in: 2, [100, 100, 100]), 1)
    let third = invariant.balance(keeping: 300, others: [130, 90])
    let residual =
      150 * (220 + third) + 300 - 150 * 300 - 300 * 300 * 300 * 300 / (27 * 130 * 90 * third)
    #expect(abs(residual) < 1e-8)
    expectClose(invariant.total(of: [130, 90, third]), 300)
  }

  /// `UNIV3`: 500 units into one range of L = 1,000,000 at 2,000.
  @Test func `trade within one range of Uniswap v3`() throws {
    let rule = try Self.impacts.rule(RuleChoice("concentrated"))
    let pool = PoolState(
      base: 0, quote: 2000, ranges: [LiquidityRange(price: 0, liquidity: 1_000_000)])
    let sale = rule.sale(of: 500, into: pool)
    expectClose(sale.quoteOut, 978128.38441721070839, within: 4e-15)
    expectClose(rule.price(in: sale.pool), 1913.4702728052454563, within: 4e-15)
    // The same trade on the virtual reserves L/√P and L·√P.
    let product = try self.rule("constant-product").sale(
      of: 500, into: PoolState(base: 22360.679774997896964, quote: 44721359.549995793928))
    expectClose(sale.quoteOut, product.quoteOut)
  }

  /// L = 100 from 1 to 4 and 50 from 4 to 9, at 9: to 4 it takes 50·(1/2 − 1/3) base
  /// for 50·(3 − 2) quote; on to 1 100·(1 − 1/2) for 100·(2 − 1). There the ranges end:
  /// what is sold beyond is paid nothing.
  @Test func `cross from range to range and run out of them`() throws {
    let rule = try Self.impacts.rule(RuleChoice("concentrated"))
    let ranges = [
      LiquidityRange(price: 1, liquidity: 100), LiquidityRange(price: 4, liquidity: 50),
      LiquidityRange(price: 9, liquidity: 0),
    ]
    let pool = PoolState(base: 0, quote: 9, ranges: ranges)
    let toFour = 50 * (1.0 / 2 - 1.0 / 3)
    expectClose(rule.sale(of: toFour, into: pool).quoteOut, 50)
    let all = rule.sale(of: toFour + 50, into: pool)
    expectClose(all.quoteOut, 150)
    expectClose(rule.price(in: all.pool), 1)
    let beyond = rule.sale(of: 1000, into: pool)
    expectClose(beyond.quoteOut, 150)
    #expect(rule.price(in: beyond.pool) == 0)
    let back = rule.purchase(of: 1000, from: all.pool)
    expectClose(-back.baseIn, toFour + 50, within: 2e-3)
    expectClose(rule.depth(to: 5.0 / 9, of: pool), toFour)
  }

  /// Weight 0.8 of 100 against 25 has price 25/0.2 ÷ 100/0.8 = 1. Selling 25 makes
  /// x 125: y = 25·(4/5)⁴ = 10.24.
  @Test func `trade on unequal weights`() throws {
    let rule = try Self.impacts.rule(RuleChoice("weighted", ["weight": .number(0.8)]))
    let pool = PoolState(base: 100, quote: 25)
    expectClose(rule.price(in: pool), 1)
    expectClose(rule.sale(of: 25, into: pool).quoteOut, 25 - 10.24)
  }

  /// 10,000 against 20 M: the price rises by 21 % when 2 M are paid in for 10,000/11
  /// units worth 2,000 each: the cost is 2 M·(1 − 10/11), with a fee of 0.3 % also
  /// 2 M·0.003/0.997.
  @Test func `cost whoever moves them`() throws {
    let rule = try self.rule("constant-product")
    let cost = rule.manipulationCost(of: PoolState(base: 10_000, quote: 20_000_000), to: 2420)
    expectClose(cost, 2_000_000.0 / 11)
    let withFee = PoolState(base: 10_000, quote: 20_000_000, fee: 0.003)
    expectClose(
      rule.manipulationCost(of: withFee, to: 2420), 2_000_000.0 / 11 + 2_000_000 * 0.003 / 0.997)
  }

  static let pools: [(name: String, depth: Double?, pool: PoolState)] = [
    ("constant-product", nil, PoolState(base: 1000, quote: 2_000_000)),
    ("weighted", nil, PoolState(base: 1000, quote: 2_000_000)),
    ("stable-swap", nil, PoolState(base: 6000, quote: 7000)),
    (
      "concentrated", nil,
      PoolState(
        base: 0, quote: 2000,
        ranges: [
          LiquidityRange(price: 0, liquidity: 20_000),
          LiquidityRange(price: 1500, liquidity: 45_000),
          LiquidityRange(price: 1980, liquidity: 90_000),
          LiquidityRange(price: 2100, liquidity: 30_000),
        ])
    ),
    ("cont-schaanning", 700, PoolState(base: 0, quote: 2000)),
    ("square-root", 5000, PoolState(base: 0, quote: 2000)),
    ("linear", 5000, PoolState(base: 0, quote: 2000)),
    ("exponential", 700, PoolState(base: 0, quote: 2000)),
    (
      "depth-table", nil,
      PoolState(
        base: 0, quote: 2000,
        quotes: [DepthQuote(size: 100, price: 0.99), DepthQuote(size: 900, price: 0.8)])
    ),
  ]

  /// Every formula in the catalog is in the list, so that the laws hold for all.
  @Test func `are all held to the laws`() {
    #expect(Set(Self.pools.map(\.name)) == Set(Self.impacts.entries.map(\.name)))
  }

  @Test(arguments: pools.indices)
  func `pay the same in two parts, take back what they gave, and never pay more than there is`(
    row: Int
  ) throws {
    let (name, depth, pool) = Self.pools[row]
    let impact = try rule(name, depth: depth)
    var draws = Draws(seed: 7, stream: UInt64(row))
    for _ in 0..<200 {
      let (first, second) = (draws.uniform() * 200, draws.uniform() * 200)
      let whole = impact.sale(of: first + second, into: pool)
      let half = impact.sale(of: first, into: pool)
      let rest = impact.sale(of: second, into: half.pool)
      expectClose(half.quoteOut + rest.quoteOut, whole.quoteOut, within: 1e-10)
      #expect(whole.quoteOut <= (first + second) * impact.price(in: pool) * (1 + 1e-12))
      #expect(impact.price(in: whole.pool) <= impact.price(in: half.pool))
      let back = impact.purchase(of: first + second, from: whole.pool)
      expectClose(-back.quoteOut, whole.quoteOut, within: 1e-9)
      let spent = impact.spending(of: -back.quoteOut, in: whole.pool)
      expectClose(-spent.baseIn, first + second, within: 1e-9)
      let target = impact.price(in: pool) * (0.5 + draws.uniform())
      expectClose(impact.price(in: impact.moved(pool, to: target).pool), target)
      let fall = 0.3 * draws.uniform()
      let deep = impact.sale(of: impact.depth(to: fall, of: pool), into: pool).pool
      #expect(impact.price(in: deep) <= impact.price(in: pool) * (1 - fall) * (1 + 1e-9))
    }
  }

  /// x·y stays in a pool without fee and grows in one with a fee.
  @Test func `keep the product`() throws {
    let cpmm = try rule("constant-product")
    var free = PoolState(base: 1000, quote: 2_000_000)
    var paid = PoolState(base: 1000, quote: 2_000_000, fee: 0.003)
    var draws = Draws(seed: 3)
    for _ in 0..<100 {
      let units = draws.uniform() * 50
      free = cpmm.sale(of: units, into: free).pool
      expectClose(free.base * free.quote / 2e9, 1)
      let before = paid.base * paid.quote
      paid = cpmm.purchase(of: min(units, 10), from: paid).pool
      #expect(paid.base * paid.quote > before)
    }
  }

  /// `TOXIC-AMM`: with collateral worth 1,000 in all, a quote reserve of 20,000 and
  /// an incentive of 8 %, λ = 1 + 2c/y = 11/10 and liquidation is toxic above the
  /// loan-to-value 1/((1 + i)·λ) = 250/297. Selling a little and valuing the rest at
  /// the new price leaves health above the frontier lower, below it higher.
  @Test(arguments: [(250.0 / 297 + 0.01, true), (250.0 / 297 - 0.01, false)])
  func `make liquidation toxic sooner than a market without slippage`(
    loanToValue: Double, isToxic: Bool
  ) throws {
    let cpmm = try rule("constant-product")
    let pool = PoolState(base: 20_000, quote: 20_000)
    let lambda = 1 + 2 * 1000.0 / 20_000
    expectClose(lambda, 11.0 / 10)
    expectClose(1 / (1.08 * lambda), 250.0 / 297)
    let (collateral, debt) = (1000.0, 1000 * loanToValue)
    let repaid = 1e-3
    let seized = repaid * 1.08
    let after = cpmm.sale(of: seized, into: pool).pool
    let valueAfter = (collateral - seized) * cpmm.price(in: after)
    let isWorse = (debt - repaid) / valueAfter > debt / collateral
    #expect(isWorse == isToxic)
  }
  /// `TOXIC-AMM`: at a debt of 900 and a threshold of 85 % the first unit repaid
  /// lowers the health factor by 7.2617…e-5: `0.85·(C/q − (1 + i)·λ)/q`.
  @Test func `lower health by the published slope`() throws {
    let cpmm = try rule("constant-product")
    let pool = PoolState(base: 20_000, quote: 20_000)
    let (collateral, debt, repaid) = (1000.0, 900.0, 1e-3)
    let seized = repaid * 1.08
    let after = cpmm.sale(of: seized, into: pool).pool
    let before = 0.85 * collateral / debt
    let health = 0.85 * (collateral - seized) * cpmm.price(in: after) / (debt - repaid)
    let slope = (health - before) / repaid
    let published = -0.000072617283950617385942
    #expect(abs(slope / published - 1) < 1e-4)
  }
}
