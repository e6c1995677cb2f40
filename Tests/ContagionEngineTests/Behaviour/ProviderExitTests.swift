import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

@testable import ContagionEngine

/// Liquidity providers who leave in a timed run, against a pencil.
struct `Providers who leave` {
  /// ETH at 2,000 in a pool of 1,000 ETH that follows the outside price.
  static func network(_ pool: LiquidityPool, share: Double = 0.1) -> Network {
    var network = Network(
      name: "pool",
      assets: [
        "ETH": Asset(kind: .base, price: 2000, marketPool: "pool"),
        "USD": Asset(kind: .stable, price: 1),
      ],
      pools: ["pool": pool])
    network.agents = Agents(
      providers: RuleChoice(
        "leave-on-loss", ["from": .number(0.15), "share": .number(share)]))
    return network
  }

  static let product = LiquidityPool(
    base: "ETH", quote: "USD", formula: RuleChoice("constant-product"), baseReserve: 1000,
    quoteReserve: 2e6)

  /// At 0.81 of the price a product pool holds 2 · √(0.81) · 2 m = 3.6 m USD. From the
  /// second minute a tenth leaves: 360,000, then a tenth of 3.24 m.
  @Test func `take out a share after a fall and leave the price`() throws {
    let timing = `A timed run`.path([(0, 1), (60, 0.9), (120, 0.81)], step: 60, horizon: 180)
    let cascade = try Self.network(Self.product).compiled().cascade(after: [], timing: timing)
    let exited = cascade.steps.map(\.exitedUSD)
    #expect(exited.count == 4 && exited[0] == 0 && exited[1] == 0)
    #expect(abs(exited[2] - 360_000) < 1e-6 && abs(exited[3] - 324_000) < 1e-6)
    #expect(abs(cascade.assets[0].marketEnd - 1620) < 1e-9)
    #expect(cascade.steps.map(\.poolsLeft) == [0, 0, 1, 1])
    let exits = cascade.ledger.filter { $0.kind == .providerExit }
    #expect(exits.count == 4 && exits.allSatisfy { $0.channel == .depth })
  }

  /// The same pool with its assets the other way round.
  @Test func `whichever asset is the base`() throws {
    let pool = LiquidityPool(
      base: "USD", quote: "ETH", formula: RuleChoice("constant-product"), baseReserve: 2e6,
      quoteReserve: 1000)
    let timing = `A timed run`.path([(0, 1), (60, 0.81)], step: 60, horizon: 60)
    let cascade = try Self.network(pool).compiled().cascade(after: [], timing: timing)
    #expect(abs(cascade.steps[1].exitedUSD - 360_000) < 1e-6)
  }

  @Test func `stay where depth does not transmit`() throws {
    let timing = `A timed run`.path([(0, 1), (60, 0.5)], step: 60, horizon: 120)
    let cascade = try Self.network(Self.product).compiled().cascade(
      after: [], choices: Choices(without: [.depth]), timing: timing)
    #expect(cascade.steps.allSatisfy { $0.exitedUSD == 0 })
    #expect(!cascade.ledger.contains { $0.kind == .providerExit })
  }

  /// A curve that sales have moved keeps its price when its depth shrinks.
  static let curves = [
    `Every rule of markets`.pool("linear", ["depth": 4000]),
    `Every rule of markets`.pool("exponential", ["depth": 4000]),
    `Every rule of markets`.pool("cont-schaanning", ["depth": 4000]),
    `Every rule of markets`.pool("square-root", ["volume": 1e5, "volatility": 1.8]),
    `Every rule of markets`.pool(
      "depth-table",
      quotes: [DepthQuote(size: 500, price: 1900), DepthQuote(size: 4000, price: 1200)]),
  ]

  @Test(arguments: curves)
  func `leave the price of a curve`(pool: LiquidityPool) throws {
    let compiled = try Self.network(pool, share: 0.5).compiled()
    var options = CascadeRun.Options(choices: Choices())
    options.timing = `A timed run`.path([(0, 1)], step: 60, horizon: 60)
    var run = CascadeRun(compiled, options)
    run.state.pools[0].base = 1000
    let price = compiled.pools[0].impact.price(in: run.state.pools[0])
    #expect(price < 1700)
    _ = run.behave(step: 1)
    #expect(run.state.pools[0].depthScale == 0.5)
    #expect(abs(compiled.pools[0].impact.price(in: run.state.pools[0]) / price - 1) < 1e-12)
  }

  /// Liquidity over ranges of prices has no units sold behind its price.
  @Test func `leave the price of concentrated liquidity`() throws {
    let pool = `Every rule of markets`.pool(
      "concentrated", ranges: [LiquidityRange(price: 0, liquidity: 20_000)])
    let compiled = try Self.network(pool, share: 0.5).compiled()
    var options = CascadeRun.Options(choices: Choices())
    options.timing = `A timed run`.path([(0, 1)], step: 60, horizon: 60)
    var run = CascadeRun(compiled, options)
    run.state.pools[0] = compiled.pools[0].impact.sale(of: 100, into: run.state.pools[0]).pool
    let price = compiled.pools[0].impact.price(in: run.state.pools[0])
    #expect(price < 1700)
    let depth = compiled.pools[0].impact.depth(to: 0.1, of: run.state.pools[0])
    _ = run.behave(step: 1)
    #expect(compiled.pools[0].impact.price(in: run.state.pools[0]) == price)
    let after = compiled.pools[0].impact.depth(to: 0.1, of: run.state.pools[0])
    #expect(abs(after / depth - 0.5) < 1e-12)
  }
}
