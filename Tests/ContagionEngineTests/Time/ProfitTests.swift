import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

@testable import ContagionEngine

/// Liquidators who call for a profit, and arbitrageurs with capital.
struct `Agents with a purse` {
  /// 1,000 ETH against 1.15 m USD, called at a pool price of 1,400 for a bonus of 5 %;
  /// what is seized is sold into the pool that prices it.
  static func network(_ agents: Agents, base: Double, accounts: Int = 1) -> Network {
    var network = `A timed run`.network(RuleChoice("spot"))
    network.assets["ETH"] = Asset(kind: .base, marketPool: "pool")
    network.pools = [
      "pool": LiquidityPool(
        base: "ETH", quote: "USD", formula: RuleChoice("constant-product"), baseReserve: base,
        quoteReserve: base * 2000)
    ]
    network.accounts = AccountBook(
      (0..<accounts).map {
        Account(
          "a\($0)", at: "alpha", collateral: [Holding("ETH", 1000)],
          debt: [Holding("USD", 1.15e6 + Double($0))])
      })
    network.agents = agents
    return network
  }

  static func run(_ network: Network) throws -> Cascade {
    try network.compiled().cascade(
      after: [.priceChange("ETH", -0.3)], choices: Choices(liquidators: .profitable))
  }

  /// A part f of the call sells s·f = 1.15 m · 1.05 / 1,400 · f for Q s f / (B + s f),
  /// which covers 1.15 m · f (1 + m) as long as s f ≤ Q s / (1.15 m (1 + m)) − B.
  @Test(arguments: [0.0, 0.02])
  func `call the part that pays at the price at which it sells`(margin: Double) throws {
    let agents = Agents(liquidators: Agents.Liquidators(margin: margin))
    let network = Self.network(agents, base: 8_000)
    let first = try #require(try Self.run(network).rounds.first)
    let k = 8_000.0 * 16e6
    let (b, q) = ((k / 1400).squareRoot(), (k * 1400).squareRoot())
    let s = 1.15e6 * 1.05 / 1400
    let sold = q * s / (1.15e6 * (1 + margin)) - b
    let seized = try #require(first.sales.first).units
    #expect(abs(seized / sold - 1) < 1e-9)
    #expect(sold < s)
  }

  /// In a pool of no depth to speak of nothing pays; in a deep one all does.
  @Test func `leave what does not pay, and take all that does`() throws {
    let agents = Agents(liquidators: Agents.Liquidators(margin: 0.03))
    let shallow = try Self.run(Self.network(agents, base: 1))
    #expect(shallow.rounds.isEmpty)
    #expect(shallow.latentBadDebtUSD == 1.15e6 - 1000 * 1400 || shallow.latentBadDebtUSD == 0)
    let deep = try Self.run(Self.network(agents, base: 1e7))
    #expect(abs(deep.liquidatedUSD - 1.15e6) < 1e-3)
  }

  @Test func `repay no more in a step than they have`() throws {
    let agents = Agents(liquidators: Agents.Liquidators(capital: 400_000))
    var network = Self.network(agents, base: 1e7)
    let timing = Timing(
      PricePath(assets: ["ETH"], times: [0, 60], prices: [1, 0.7]), step: 60, horizon: 300)
    network.choices.liquidators = .profitable
    let cascade = try network.compiled().cascade(after: [], timing: timing)
    // After each step the account is nearer to 1: it is above it once
    // 0.8 · 1,400 · (1,000 − 1.05 x / 1,400) ≥ 1.15 m − x, x ≥ 187,500: one call.
    #expect(cascade.steps.map(\.calls) == [0, 1, 0, 0, 0, 0])
    #expect(abs(cascade.liquidatedUSD - 400_000) < 1e-6)
    network.agents.liquidators?.capital = 100_000
    let slow = try network.compiled().cascade(after: [], timing: timing)
    #expect(slow.steps.map(\.calls) == [0, 1, 1, 0, 0, 0])
    #expect(slow.steps.map(\.waiting) == [0, 1, 0, 0, 0, 0])
    #expect(abs(slow.liquidatedUSD - 200_000) < 1e-6)
  }

  @Test func `make no more calls in a step than fit`() throws {
    let agents = Agents(liquidators: Agents.Liquidators(callsPerStep: 2))
    var network = Self.network(agents, base: 1e8, accounts: 5)
    let timing = Timing(
      PricePath(assets: ["ETH"], times: [0, 60], prices: [1, 0.7]), step: 60, horizon: 300)
    network.choices.liquidators = .profitable
    let cascade = try network.compiled().cascade(after: [], timing: timing)
    #expect(cascade.steps.map(\.calls) == [0, 2, 2, 1, 0, 0])
    #expect(cascade.steps.map(\.waiting) == [0, 3, 1, 0, 0, 0])
    // The worst first: the largest debt.
    #expect(cascade.topAccounts.map(\.account).count == 5)
    network.choices.without = [.capacity]
    let free = try network.compiled().cascade(after: [], timing: timing)
    #expect(free.steps.map(\.calls) == [0, 5, 0, 0, 0, 0])
  }

  /// Arbitrageurs buy Δ ETH with Δ · 1,000 USD = 100,000 at the outside price of 1,000
  /// in a pool at 980: the pool's base falls by 100, and the outside price by
  /// 100,000 / 1 m per cent.
  @Test func `bring a pool as far as their capital goes, and the outside price gives way`() throws {
    let k = 10_000.0 * 9_800_000
    var network = Network(
      name: "n",
      assets: ["ETH": Asset(kind: .base, price: 1000), "USD": Asset(kind: .stable, price: 1)],
      pools: [
        "pool": LiquidityPool(
          base: "ETH", quote: "USD", formula: RuleChoice("constant-product"), baseReserve: 10_000,
          quoteReserve: 9_800_000)
      ],
      externalMarkets: [
        "ETH": ExternalMarket(
          price: 1000, depth: RuleChoice("linear", ["usdPerPercent": .number(1e6)]))
      ])
    network.agents.arbitrageurs = Agents.Arbitrageurs(capital: 100_000)
    network.choices.arbitrage = .capital
    let compiled = try network.compiled()
    var run = CascadeRun(compiled, CascadeRun.Options(choices: network.choices))
    run.arbitrage(round: 1)
    #expect(abs(run.state.pools[0].base - 9900) < 1e-6)
    #expect(abs(run.state.pools[0].quote - k / 9900) < 1e-3)
    #expect(abs(run.state.outsidePrice[0] - 999) < 1e-6)
    #expect(abs(run.budget.arbitrageUSD) < 1e-3)
  }
}
