import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

@testable import ContagionEngine

/// Those who buy a receipt below what its issuer pays for it, against a pencil.
struct `Redeemers` {
  /// 1,000 staked tokens of 1 ETH; a pool of 100 of them and 81 ETH, so that one trades at 0.81.
  static func network(
    capital: Double = 1e9, margin: Double = 0.1, redemption: Double? = 120, flipped: Bool = false
  ) -> Network {
    let formula = RuleChoice("constant-product")
    var network = Network(
      name: "redeemers",
      assets: [
        "ETH": Asset(kind: .base, price: 1000),
        "stk": Asset(kind: .receipt, issuer: .issuer("stake"), marketPool: "pool"),
      ],
      pools: [
        "pool": flipped
          ? LiquidityPool(
            base: "ETH", quote: "stk", formula: formula, baseReserve: 81, quoteReserve: 100)
          : LiquidityPool(
            base: "stk", quote: "ETH", formula: formula, baseReserve: 100, quoteReserve: 81)
      ],
      issuers: [
        "stake": Issuer(
          kind: .staking, supply: 1000, holdings: [Holding("ETH", 1000)], redemption: redemption)
      ])
    network.agents = Agents(redeemers: Agents.Redeemers(capital: capital, margin: margin))
    return network
  }

  static let timing = Timing(
    PricePath(assets: ["ETH"], times: [0], prices: [1000]), step: 60, horizon: 240)

  static func price(_ cascade: Cascade) -> Double {
    let stk = cascade.assets.first { $0.asset == "stk" }
    return (stk?.marketEnd ?? .nan) / 1000
  }

  /// To 0.9: x = √(8100/0.9) = 94.868…, so 5.1317 tokens are bought for 85.3815 − 81 = 4.3815 ETH,
  /// and 5.1317 ETH come out of the stake; the others' tokens stay at 1 ETH.
  @Test(arguments: [false, true])
  func `buy until the discount is their margin`(flipped: Bool) throws {
    let cascade = try Self.network(flipped: flipped).compiled().cascade(
      after: [], timing: Self.timing)
    let left = (8100 / 0.9).squareRoot()
    expectClose(Self.price(cascade), 0.9, within: 1e-9)
    let paid = (8100 / left - 81) * 1000
    #expect(cascade.steps[0].redeemedUSD == 0)
    expectClose(cascade.steps[1].redeemedUSD, paid, within: 1e-9)
    #expect(cascade.steps.dropFirst(2).allSatisfy { $0.redeemedUSD < 1e-6 })
    let redeemers = try #require(cascade.parties.firstIndex { $0.kind == .redeemers })
    var gained = 0.0
    for entry in cascade.ledger where cascade.assets[entry.asset].asset == "ETH" {
      gained += entry.to == redeemers ? entry.units : entry.from == redeemers ? -entry.units : 0
    }
    expectClose(gained, 100 - left - paid / 1000, within: 1e-9)
    let nav = try #require(cascade.assets.first { $0.asset == "stk" })
    expectClose(nav.end, 1000, within: 1e-12)
    // They do the same without a shock, so none of it is the shock's.
    expectClose(cascade.finalLossUSD + 1, 1, within: 1e-9)
  }

  /// 2,000 USD wait two steps for each redemption: they buy in steps 1 and 3.
  @Test func `wait for what they are owed`() throws {
    let cascade = try Self.network(capital: 2000).compiled().cascade(
      after: [], timing: Self.timing)
    let paid = cascade.steps.map(\.redeemedUSD)
    expectClose(paid[1], 2000, within: 1e-9)
    expectClose(paid[3], 2000, within: 1e-9)
    #expect(paid[0] == 0 && paid[2] == 0 && paid[4] == 0)
    // 81 + 4 = 85 ETH against 8100/85 tokens.
    expectClose(Self.price(cascade), 85 * 85 / 8100, within: 1e-9)
  }

  @Test
  func `find nothing in a pool at its worth, in one moment, or at an issuer that gives none out`()
    throws
  {
    let dear = try Self.network(margin: 0.19).compiled().cascade(after: [], timing: Self.timing)
    #expect(dear.steps.allSatisfy { $0.redeemedUSD < 1e-6 })
    let instant = try Self.network().compiled().cascade(after: [])
    expectClose(Self.price(instant), 0.81, within: 1e-12)
    let closed = try Self.network(redemption: nil).compiled().cascade(
      after: [], timing: Self.timing)
    #expect(closed.steps.allSatisfy { $0.redeemedUSD == 0 })
  }

  /// A bridge gives its lock back after its delay, unless it is halted and that counts.
  @Test func `are kept out by a halted bridge`() throws {
    var network = Self.network(redemption: nil)
    network.issuers["stake"]?.kind = .bridge
    network.bridges["arch"] = Bridge(
      locks: "ETH", issuers: ["stake"], allocation: RuleChoice("bridged-holders"), delay: 60)
    let compiled = try network.compiled()
    let halt = try Shock(parsing: "bridge:arch.halted")
    let open = try compiled.cascade(after: [], timing: Self.timing)
    #expect(open.steps[1].redeemedUSD > 4000)
    let halted = try compiled.cascade(after: [halt], timing: Self.timing)
    #expect(halted.steps.allSatisfy { $0.redeemedUSD == 0 })
    expectClose(Self.price(halted), 0.81, within: 1e-9)
    let honoured = try compiled.cascade(
      after: [halt], choices: Choices(without: [.bridge]), timing: Self.timing)
    #expect(honoured.steps[1].redeemedUSD == open.steps[1].redeemedUSD)
    // Drained of a third: a token is worth 0.667 ETH and nobody buys it at 0.81.
    let drained = try compiled.cascade(
      after: [.bridgeDrained("arch", 1.0 / 3)], timing: Self.timing)
    #expect(drained.steps.allSatisfy { $0.redeemedUSD == 0 })
  }

  /// On random networks: units, supplies and value are checked within each run, orders do not
  /// matter, twice is the same, and short capital is shared.
  @Test(arguments: Choices.Clearing.allCases)
  func `keep the books of random networks`(clearing: Choices.Clearing) throws {
    var runs = 0
    for seed in UInt64(56_000)..<56_040 {
      let (plain, shocks) = RandomNetworks.network(seed: seed)
      guard plain.assets["ETH"] != nil, plain.assets["USDC"] != nil else { continue }
      var network = plain.withBridge()
      for place in 0...1 {
        network.assets[AssetID("bridged-\(place)")]?.marketPool = PoolID("bridged-pool-\(place)")
        network.pools[PoolID("bridged-pool-\(place)")]?.quoteReserve = 80
      }
      network.bridges["bridge"]?.delay = 120
      network.agents.redeemers = Agents.Redeemers(capital: 4000, margin: 0.01)
      let timing = try #require(`Rules of timed runs on random networks`.timing(network))
      let choices = Choices(clearing: clearing, roundLimit: 300)
      let cascade = try network.compiled().cascade(after: shocks, choices: choices, timing: timing)
      #expect(
        try network.compiled().cascade(after: shocks, choices: choices, timing: timing) == cascade)
      let other = try network.reversed().compiled().cascade(
        after: shocks, choices: choices, timing: timing)
      for (left, right) in zip(cascade.steps, other.steps) {
        #expect(
          abs(right.redeemedUSD - left.redeemedUSD) < 1e-3, "step \(left.number), seed \(seed)")
      }
      #expect(abs(other.finalLossUSD - cascade.finalLossUSD) < 1e-2, "seed \(seed)")
      runs += cascade.steps.contains { $0.redeemedUSD > 0 } ? 1 : 0
    }
    #expect(runs > 20)
  }

  @Test func `are refused what cannot be meant`() {
    var network = Self.network(margin: 1.5)
    #expect(network.findings().map(\.path) == ["agents.redeemers.margin"])
    network = Self.network()
    network.protocols["P"] = LendingProtocol(
      kind: .isolated, liquidation: RuleChoice("fixed-spread"), recognition: .sharePrice,
      reserves: ["ETH": Reserve(deposits: 10)])
    network.issuers["stake"]?.allocations = [Allocation(ReserveID("P", "ETH"), 10)]
    #expect(network.findings().map(\.path) == ["issuers.stake.redemption"])
    network = Self.network()
    network.issuers["stake"]?.kind = .bridge
    network.bridges["arch"] = Bridge(
      locks: "ETH", issuers: ["stake"], allocation: RuleChoice("bridged-holders"))
    #expect(network.findings().map(\.path) == ["issuers.stake.redemption"])
  }
}
