import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

@testable import ContagionEngine

/// Two pools of a pair of which one asset has no outside price: 100 A against 200 USD and
/// 100 A against 100 USD.
struct `Arbitrage between the pools of a pair` {
  static func network(flipped: Bool, outside: Double? = nil) -> Network {
    let pool = { (quote: Double) in
      LiquidityPool(
        base: "A", quote: "USD", formula: RuleChoice("constant-product"), baseReserve: 100,
        quoteReserve: quote)
    }
    let other =
      flipped
      ? LiquidityPool(
        base: "USD", quote: "A", formula: RuleChoice("constant-product"), baseReserve: 100,
        quoteReserve: 100) : pool(100)
    return Network(
      name: "n",
      assets: [
        "A": outside.map { Asset(kind: .base, price: $0) }
          ?? Asset(kind: .base, marketPool: "dear"),
        "USD": Asset(kind: .stable, price: 1),
      ],
      pools: ["dear": pool(200), "cheap": other],
      externalMarkets: outside.map { ["A": ExternalMarket(price: $0)] } ?? [:])
  }

  /// A and USD in both pools after arbitrage.
  static func reserves(
    _ network: Network, flipped: Bool, capital: Double? = nil
  ) throws -> (dear: (Double, Double), cheap: (Double, Double), left: Double) {
    var network = network
    network.choices.arbitrage = capital == nil ? .unlimited : .capital
    network.agents.arbitrageurs = capital.map { Agents.Arbitrageurs(capital: $0) }
    var run = CascadeRun(
      try network.compiled(), CascadeRun.Options(choices: network.choices))
    run.arbitrage(round: 1)
    let (dear, cheap) = (run.state.pools[0], run.state.pools[1])
    return (
      (dear.base, dear.quote), flipped ? (cheap.quote, cheap.base) : (cheap.base, cheap.quote),
      run.budget.arbitrageUSD
    )
  }

  /// x A are bought in the cheap pool and sold in the dear one. At one price p the pools hold
  /// √(20,000/p) and √(10,000/p) A, together still 200: √p = (√20,000 + √10,000)/200.
  @Test(arguments: [false, true])
  func `brings both to one price`(flipped: Bool) throws {
    let root = (20_000.0.squareRoot() + 10_000.0.squareRoot()) / 200
    let found = try Self.reserves(Self.network(flipped: flipped), flipped: flipped)
    #expect(abs(found.dear.0 - 20_000.0.squareRoot() / root) < 1e-9)
    #expect(abs(found.dear.1 - 20_000.0.squareRoot() * root) < 1e-9)
    #expect(abs(found.cheap.0 - 100 / root) < 1e-9)
    #expect(abs(found.cheap.1 - 100 * root) < 1e-9)
  }

  /// 10 USD buy 100 − 10,000/110 = 9.0909 A, which are sold in the dear pool.
  @Test(arguments: [false, true])
  func `goes as far as the capital`(flipped: Bool) throws {
    let found = try Self.reserves(Self.network(flipped: flipped), flipped: flipped, capital: 10)
    #expect(abs(found.cheap.1 - 110) < 1e-9)
    #expect(abs(found.cheap.0 - 10_000.0 / 110) < 1e-9)
    #expect(abs(found.dear.0 - (200 - 10_000.0 / 110)) < 1e-9)
    #expect(abs(found.dear.1 - 20_000 / (200 - 10_000.0 / 110)) < 1e-9)
    #expect(abs(found.left) < 1e-9)
  }

  /// With capital for all that is bought, what is left is the capital less 100 √p − 100.
  @Test func `takes what is spent off the capital`() throws {
    let root = (20_000.0.squareRoot() + 10_000.0.squareRoot()) / 200
    let found = try Self.reserves(Self.network(flipped: false), flipped: false, capital: 1000)
    #expect(abs(found.left - (1000 - 100 * (root - 1))) < 1e-9)
  }

  /// With an outside market both pools go to its price.
  @Test func `gives way to an outside price`() throws {
    let found = try Self.reserves(Self.network(flipped: false, outside: 4), flipped: false)
    #expect(abs(found.dear.1 / found.dear.0 - 4) < 1e-9)
    #expect(abs(found.cheap.1 / found.cheap.0 - 4) < 1e-9)
  }
}
