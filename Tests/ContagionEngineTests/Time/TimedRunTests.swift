import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

@testable import ContagionEngine

/// Runs that play a path of prices (`model.md` §4, timed).
struct `A timed run` {
  /// One account of 1,000 ETH against 1.15 m USD at a threshold of 0.8, in a protocol
  /// that reads a feed; ETH is priced outside at 2,000 and nothing is sold.
  static func network(_ rule: RuleChoice, debt: Double = 1.15e6) -> Network {
    Network(
      name: "one",
      assets: ["ETH": Asset(kind: .base, price: 2000), "USD": Asset(kind: .stable, price: 1)],
      oracles: ["eth": OracleFeed(asset: "ETH", rule: rule)],
      protocols: [
        "alpha": LendingProtocol(
          kind: .isolated,
          liquidation: RuleChoice(
            "fixed-spread",
            [
              "closeFactor": .rule(RuleChoice("full")), "bonus": .number(0.05),
              "liquidationThreshold": .number(0.8),
            ]),
          recognition: .sharePrice,
          reserves: ["ETH": Reserve(oracle: "eth"), "USD": Reserve()])
      ],
      accounts: AccountBook([
        Account("a", at: "alpha", collateral: [Holding("ETH", 1000)], debt: [Holding("USD", debt)])
      ]))
  }

  /// ETH at a price from a time on, in seconds.
  static func path(_ prices: [(Double, Double)], step: Double, horizon: Double) -> Timing {
    Timing(
      PricePath(assets: ["ETH"], times: prices.map(\.0), prices: prices.map(\.1)), step: step,
      horizon: horizon)
  }

  static func run(
    _ network: Network, _ timing: Timing, _ choices: Choices = Choices(), after shocks: [Shock] = []
  ) throws -> Cascade {
    try network.compiled().cascade(after: shocks, choices: choices, timing: timing)
  }

  /// 1,400 · 0.8 < 1.15 m: the account is called once its feed says so.
  static let fall = [(0.0, 2000.0), (3600, 1400)]

  @Test(
    arguments: [
      ("spot", [:], 3600.0), ("delayed", ["delay": 1800], 5400),
      ("deviation-heartbeat", ["deviation": 0.4, "heartbeat": 7200], 7200),
    ] as [(String, [String: Double], Double)])
  func `calls when the feed reports, by its own clock`(
    name: String, values: [String: Double], at seconds: Double
  ) throws {
    let rule = RuleChoice(name, values.mapValues { .number($0) })
    let cascade = try Self.run(
      Self.network(rule), Self.path(Self.fall, step: 600, horizon: 10_800))
    #expect(cascade.steps.count == 19)
    #expect(cascade.steps.filter { $0.calls > 0 }.map(\.seconds) == [seconds])
    #expect(cascade.rounds.map(\.seconds) == [seconds])
    #expect(cascade.steps[6].prices[0].outside == 1400)
  }

  /// The mean over an hour falls below 1.15 m / 0.8 / 1,000 = 1,437.5 when
  /// 2,000 − 600·x < 1,437.5, x > 0.9375: 56.25 minutes after the fall.
  @Test func `calls when an average over time has fallen`() throws {
    let rule = RuleChoice("twap", ["window": .number(3600)])
    let cascade = try Self.run(
      Self.network(rule), Self.path(Self.fall, step: 60, horizon: 10_800))
    #expect(cascade.steps.filter { $0.calls > 0 }.map(\.seconds) == [7020])
  }

  /// A low between two reports of an hourly feed is never seen.
  @Test func `misses a low that a late feed never saw`() throws {
    let dip = [(0.0, 2000.0), (3600, 1400), (5400, 2000)]
    let timing = Self.path(dip, step: 600, horizon: 14_400)
    let seen = try Self.run(Self.network(RuleChoice("spot")), timing)
    #expect(seen.steps.contains { $0.calls > 0 })
    let slow = RuleChoice(
      "deviation-heartbeat", ["deviation": .number(0.5), "heartbeat": .number(7200)])
    let missed = try Self.run(Self.network(slow), timing)
    #expect(missed.rounds.isEmpty)
  }

  /// Played in one moment a path that stands still adds nothing to a shock.
  @Test(arguments: Choices.Clearing.allCases)
  func `of a path that stands still is the instant run`(clearing: Choices.Clearing) throws {
    for seed in UInt64(50_000)..<50_060 {
      let (network, shocks) = RandomNetworks.network(seed: seed)
      guard let compiled = try? network.compiled(), let asset = compiled.assets.first else {
        continue
      }
      let choices = Choices(clearing: clearing, roundLimit: 300)
      let still = Timing(
        PricePath(assets: [asset], times: [0], prices: [1]), step: 60, horizon: 60)
      let instant = try compiled.cascade(after: shocks, choices: choices)
      var timed = try compiled.cascade(after: shocks, choices: choices, timing: still)
      timed.steps = []
      timed.timing = nil
      for row in timed.rounds.indices { timed.rounds[row].seconds = nil }
      #expect(timed == instant, "seed \(seed)")
    }
  }

  /// `MP-CASCADE` with the fall at the end of a step instead of before the first round.
  @Test func `of a path that falls at once is the worked cascade`() throws {
    let network = Network.threeProtocols
    let timing = Self.path([(0, 1), (60, 0.81)], step: 60, horizon: 60)
    let cascade = try Self.run(network, timing)
    let shocked = try network.compiled().cascade(after: [.priceChange("ETH", -0.19)])
    #expect(cascade.rounds.count == 7)
    #expect(abs(cascade.realizedBadDebtUSD - 57_972.214087922673) < 1e-6)
    #expect(abs(cascade.finalLossUSD - shocked.finalLossUSD) < 1e-6)
    #expect(abs(cascade.directLossUSD - shocked.directLossUSD) < 1e-6)
  }

  /// Identities are checked within every run; the same input gives the same result.
  @Test(arguments: Choices.Arbitrage.allCases, Choices.Liquidators.allCases)
  func `keeps its books on random networks`(
    arbitrage: Choices.Arbitrage, liquidators: Choices.Liquidators
  ) throws {
    var calls = 0
    for seed in UInt64(51_000)..<51_060 {
      var (network, shocks) = RandomNetworks.network(seed: seed)
      network.agents = Agents(
        liquidators: Agents.Liquidators(
          capital: 50_000, callsPerStep: 3, cost: 5, margin: 0.001),
        arbitrageurs: Agents.Arbitrageurs(capital: 20_000))
      guard let compiled = try? network.compiled(),
        let asset = network.assets.keys.first(where: { network.outsidePrice(of: $0) != nil })
      else { continue }
      let prices = (0..<6).map { 1 - 0.09 * Double($0) }
      let timing = Timing(
        PricePath(assets: [asset], times: (0..<6).map { 60 * Double($0) }, prices: prices),
        step: 30, horizon: 330)
      let choices = Choices(arbitrage: arbitrage, liquidators: liquidators, roundLimit: 500)
      let first = try compiled.cascade(after: shocks, choices: choices, timing: timing)
      #expect(try compiled.cascade(after: shocks, choices: choices, timing: timing) == first)
      #expect(first.steps.count == 12 || first.stop == .roundLimit)
      calls += first.steps.reduce(0) { $0 + $1.calls }
    }
    #expect(calls > 100)
  }

  @Test func `says what a network cannot follow`() {
    let network = Self.network(RuleChoice("spot"))
    func messages(_ timing: Timing) -> [String] { timing.findings(for: network).map(\.message) }
    let path = PricePath(assets: ["ETHH"], times: [0], prices: [-1])
    #expect(
      messages(Timing(path, step: 60, horizon: 60)) == [
        "no asset is called 'ETHH' (did you mean 'ETH'?); known: ETH, USD",
        "price 1 of the path is -1; accepted: above 0",
      ])
    let good = PricePath(assets: ["ETH"], times: [0], prices: [1])
    #expect(
      messages(Timing(good, step: 0, horizon: 60)) == ["the step is 0 s; accepted: above 0"])
    #expect(
      messages(Timing(good, step: 60, horizon: 30)) == [
        "the horizon is 30 s; accepted: at least one step of 60 s"
      ])
    #expect(
      messages(Timing(good, step: 0.001, horizon: 1e5)) == [
        "the horizon has 100000000 steps; accepted: 1000000 or fewer"
      ])
  }
}
