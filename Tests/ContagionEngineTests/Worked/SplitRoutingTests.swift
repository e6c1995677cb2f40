import ContagionEngine
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import RealModule
import Testing

@testable import ContagionEngine

/// A hop split over pools of one pair: marginal prices are equal afterwards.
struct `A sale split over pools` {
  private typealias Gain = (Double) -> Double

  private static func sale(_ formula: RuleChoice, _ pool: LiquidityPool) throws -> Gain {
    let impact = try Catalog.priceImpacts.rule(formula)
    let opening = impact.opening(of: pool)
    return { impact.sale(of: $0, into: opening).quoteOut }
  }

  private static func product(_ base: Double, _ quote: Double, fee: Double = 0) throws -> Gain {
    let formula = RuleChoice("constant-product")
    return try sale(
      formula,
      LiquidityPool(
        base: "A", quote: "USD", formula: formula, fee: fee, baseReserve: base, quoteReserve: quote)
    )
  }

  /// `y·x / (x + s)²` equal: `s_i = √(x_i·y_i)·(S + Σx) / Σ√(x·y) − x_i`, without fee.
  @Test func `of constant products has the closed form`() throws {
    let reserves: [(base: Double, quote: Double)] = [
      (1_000, 2_000_000), (3_000, 5_900_000), (200, 410_000),
    ]
    let gains = try reserves.map { try Self.product($0.base, $0.quote) }
    let total = 400.0
    let roots = reserves.map { ($0.base * $0.quote).squareRoot() }
    let factor = (total + reserves.reduce(0) { $0 + $1.base }) / roots.reduce(0, +)
    let expected = zip(reserves, roots).map { $1 * factor - $0.base }
    let parts = EqualMargins.parts(of: total, caps: reserves.map { _ in total }, gains)
    for (part, wanted) in zip(parts, expected) { expectClose(part, wanted, within: 1e-6) }
    expectClose(parts.reduce(0, +), total, within: 1e-12)
  }

  /// A pool far below the others gets nothing of a small sale.
  @Test func `leaves out a pool whose first unit brings less`() throws {
    let gains = [try Self.product(1_000, 2_000_000), try Self.product(1_000, 1_000_000)]
    let parts = EqualMargins.parts(of: 10, caps: [10, 10], gains)
    expectClose(parts[0], 10, within: 1e-12)
    #expect(parts[1] == 0)
  }

  /// Two straight lines of one slope share what is left in proportion.
  @Test func `of equal slopes hands out everything`() {
    let parts = EqualMargins.parts(of: 8, caps: [8, 8], [{ 3 * $0 }, { 3 * $0 }])
    expectClose(parts.reduce(0, +), 8, within: 1e-12)
  }

  @Test func `is as much as there is at most`() {
    #expect(EqualMargins.parts(of: 8, caps: [2, 3], [{ $0 }, { $0 }]) == [2, 3])
  }

  /// A slow solver of the same concave problem: as long as it helps, amounts go from one
  /// pool to another, in steps that halve.
  private static func exchanged(_ total: Double, _ gains: [Gain]) -> Double {
    var parts = gains.map { _ in total / Double(gains.count) }
    var step = total / 2
    while step > total * 1e-9 {
      var isBetter = false
      for from in gains.indices {
        for to in gains.indices where to != from && parts[from] >= step {
          let now = gains[from](parts[from]) + gains[to](parts[to])
          let then = gains[from](parts[from] - step) + gains[to](parts[to] + step)
          if then > now {
            parts[from] -= step
            parts[to] += step
            isBetter = true
          }
        }
      }
      if !isBetter { step /= 2 }
    }
    return zip(gains, parts).reduce(0) { $0 + $1.0($1.1) }
  }

  @Test(arguments: [1.0, 50, 400, 3_000])
  func `of any formulas brings what a slow solver finds`(total: Double) throws {
    func curve(_ name: String, _ values: [String: RuleValue]) throws -> Gain {
      let formula = RuleChoice(name, values)
      return try Self.sale(
        formula, LiquidityPool(base: "A", quote: "USD", formula: formula, fee: 0.001, price: 2_010))
    }
    let weighted = RuleChoice("weighted", ["weight": .number(0.8)])
    let gains: [Gain] = [
      try Self.product(1_000, 2_000_000, fee: 0.003),
      try Self.sale(
        weighted,
        LiquidityPool(
          base: "A", quote: "USD", formula: weighted, fee: 0.01, baseReserve: 4_000,
          quoteReserve: 2_050_000)),
      try curve("linear", ["depth": .number(9_000)]),
      try curve("exponential", ["depth": .number(5_000)]),
    ]
    let parts = EqualMargins.parts(of: total, caps: gains.map { _ in total }, gains)
    let brought = zip(gains, parts).reduce(0) { $0 + $1.0($1.1) }
    expectClose(parts.reduce(0, +), total, within: 1e-12)
    expectClose(brought, Self.exchanged(total, gains), within: 1e-10)
  }

  /// Constant products without a fee at one price are one pool: the worked cascade
  /// `MP-CASCADE` comes out of two parts of its pool as it does of the whole.
  @Test(arguments: Choices.Clearing.allCases)
  func `over two parts of a pool is a sale into the whole`(clearing: Choices.Clearing) throws {
    var parts = Network.threeProtocols
    let whole = try #require(parts.pools["eth-usd"])
    parts.assets["ETH"]?.price = 2_000
    for (name, share) in [("eth-usd", 0.75), ("second", 0.25)] as [(PoolID, Double)] {
      parts.pools[name] = LiquidityPool(
        base: whole.base, quote: whole.quote, formula: whole.formula,
        baseReserve: share * 20_000, quoteReserve: share * 40_000_000)
    }
    let shocks = [Shock.priceChange("ETH", -0.19)]
    let split = try parts.compiled().cascade(
      after: shocks, choices: Choices(clearing: clearing, routing: .split))
    let joint = try Network.threeProtocols.compiled().cascade(
      after: shocks, choices: Choices(clearing: clearing))
    #expect(split.rounds.count == joint.rounds.count)
    expectClose(split.assets[0].marketEnd, joint.assets[0].marketEnd, within: 1e-9)
    expectClose(split.realizedBadDebtUSD, joint.realizedBadDebtUSD, within: 1e-8)
    expectClose(split.liquidatedUSD, joint.liquidatedUSD, within: 1e-9)
    if clearing == .synchronous {
      expectClose(split.assets[0].marketEnd, 974.19473116280924158, within: 1e-9)
    }
    // Into the larger part alone it goes deeper.
    let alone = try parts.compiled().cascade(after: shocks, choices: Choices(clearing: clearing))
    #expect(alone.assets[0].marketEnd < split.assets[0].marketEnd)
  }

  /// Debt that is not collateral is bought exactly, over both pools.
  @Test func `buys from every pool as much as is cheapest`() throws {
    let formula = RuleChoice("constant-product")
    let impact = try Catalog.priceImpacts.rule(formula)
    let states = [(1_000.0, 2_000_000.0), (500.0, 1_000_000.0)].map {
      PoolState(base: $0.0, quote: $0.1)
    }
    let gains: [Gain] = states.map { state in { impact.purchase(of: $0, from: state).quoteOut } }
    let parts = EqualMargins.parts(of: 300, caps: [300, 300], gains)
    // One price and no fee: in proportion to the reserves.
    expectClose(parts[0], 200, within: 1e-6)
    expectClose(parts[1], 100, within: 1e-6)
  }
}
