import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

@testable import ContagionEngine

/// Collateral that goes to auction in a timed run.
struct `Auctions in a timed run` {
  /// Two vaults of 100 ETH against 12,000 DAI at a ratio of 150 %, put up when ETH is at
  /// 170: 17,000 / 1.5 < 12,000. Keepers sell in a pool so deep that prices stand.
  static func network(_ rule: RuleChoice, _ agents: Agents, surplus: Double = 0) -> Network {
    var network = Network(
      name: "vaults",
      assets: [
        "ETH": Asset(kind: .base, price: 200), "DAI": Asset(kind: .stable, price: 1, peg: 1),
      ],
      pools: [
        "eth-dai": LiquidityPool(
          base: "ETH", quote: "DAI", formula: RuleChoice("constant-product"), baseReserve: 1e12,
          quoteReserve: 2e14)
      ],
      protocols: [
        "maker": LendingProtocol(
          kind: .cdp, liquidation: rule, recognition: .reserves,
          reserves: [
            "ETH": Reserve(liquidationThreshold: 2 / 3.0),
            "DAI": Reserve(protocolReserves: surplus),
          ])
      ],
      accounts: AccountBook(
        (0..<2).map {
          Account(
            "v\($0)", at: "maker", collateral: [Holding("ETH", 100)],
            debt: [Holding("DAI", 12_000)])
        }))
    network.agents = agents
    return network
  }

  static let english = RuleChoice(
    "english-auction",
    ["lot": .number(50), "bidDuration": .number(600), "penalty": .number(0.13)])

  static func run(
    _ network: Network, without channels: Set<Channel> = [], horizon: Double = 3600
  ) throws -> Cascade {
    let timing = Timing(
      PricePath(assets: ["ETH"], times: [0, 60], prices: [200, 170]), step: 60, horizon: horizon)
    return try network.compiled().cascade(
      after: [], choices: Choices(without: channels), timing: timing)
  }

  /// 6,000 DAI a lot and 13 % are less than 50 · 170: each of four lots raises 6,780 for
  /// 6,780 / 170 ETH, ten minutes after it was put up.
  @Test func `by rising bids raise debt and penalty where keepers have cash`() throws {
    let cascade = try Self.run(Self.network(Self.english, Agents()))
    let count = try #require(cascade.auctions.first)
    #expect([count.started, count.ended, count.forNothing] == [4, 4, 0])
    #expect(count.words == "English auction: 4 lots")
    #expect(cascade.steps.filter { $0.calls > 0 }.map(\.seconds) == [60, 660])
    #expect(abs(cascade.liquidatedUSD - 24_000) < 1e-9)
    #expect(cascade.realizedBadDebtUSD == 0)
    let fees = cascade.ledger.filter { $0.kind == .fee }.reduce(0) { $0 + $1.units }
    #expect(abs(fees - 4 * 780) < 1e-9)
    let seized = cascade.ledger.filter { $0.kind == .seizure }.reduce(0) { $0 + $1.units }
    #expect(abs(seized - 4 * 6780 / 170) < 1e-6)
  }

  /// 7,000 DAI bid for one lot whole; the rest of them, 220, for a part of the next. Two
  /// lots find nobody. What the first two raise comes back too late.
  @Test func `go for nothing when cash runs out`() throws {
    let agents = Agents(liquidators: Agents.Liquidators(capital: 7000))
    let cascade = try Self.run(Self.network(Self.english, agents, surplus: 1000))
    let count = try #require(cascade.auctions.first)
    #expect([count.started, count.ended, count.forNothing] == [4, 4, 2])
    let lost = 12_000.0 + 6000 - 220
    #expect(abs(cascade.realizedBadDebtUSD - lost) < 1e-6)
    #expect(abs(count.debtForNothingUSD - 12_000) < 1e-9)
    #expect(abs(count.collateralForNothingUSD - 100 * 170) < 1e-6)
    #expect(count.words == "English auction: 4 lots, 2 for nothing")
    let free = try Self.run(
      Self.network(Self.english, agents, surplus: 1000), without: [.capacity])
    #expect(free.auctions.first?.forNothing == 0)
  }

  @Test func `go for nothing when no bid fits into a block`() throws {
    let agents = Agents(liquidators: Agents.Liquidators(callsPerStep: 0))
    let cascade = try Self.run(Self.network(Self.english, agents))
    #expect(cascade.auctions.first?.forNothing == 4)
    #expect(abs(cascade.realizedBadDebtUSD - 24_000) < 1e-9)
  }

  /// From 1.2 · 170 the price falls by 1 % every 90 s and is below 170 after 19 steps:
  /// 1.2 · 0.99^19 = 0.991.
  @Test func `by a falling price wait until it pays`() throws {
    let dutch = RuleChoice("dutch-auction", ["lot": .number(50)])
    let cascade = try Self.run(Self.network(dutch, Agents()))
    let times: [Double] = [60, 1800]
    #expect(cascade.steps.filter { $0.calls > 0 }.map(\.seconds) == times)
    let price = 1.2 * 170 * 0.826_168_623_835_586_8
    let seized = cascade.ledger.filter { $0.kind == .seizure }.reduce(0) { $0 + $1.units }
    #expect(abs(seized - 4 * 6780 / price) < 1e-6)
    #expect(cascade.realizedBadDebtUSD == 0)
  }

  @Test func `are unsold at the horizon, and the run says so`() throws {
    let cascade = try Self.run(Self.network(Self.english, Agents()), horizon: 300)
    #expect(cascade.auctions.first?.words == "English auction: 4 lots, 4 unsold")
    #expect(cascade.stop == .horizon)
    #expect(cascade.badDebtUSD == 0)
  }

  /// In one moment everybody bids: 13,560 / 170 ETH clear a vault.
  @Test func `are one sale at the oracle's price in one moment`() throws {
    let cascade = try Self.network(Self.english, Agents()).compiled()
      .cascade(after: [.price("ETH", 170)])
    #expect(cascade.auctions.isEmpty)
    let seized = cascade.ledger.filter { $0.kind == .seizure }.reduce(0) { $0 + $1.units }
    #expect(abs(seized - 2 * 13_560 / 170) < 1e-9)
    let short = try Self.network(Self.english, Agents()).compiled()
      .cascade(after: [.price("ETH", 100)])
    #expect(abs(short.realizedBadDebtUSD - 2 * 2000) < 1e-9)
  }
}
