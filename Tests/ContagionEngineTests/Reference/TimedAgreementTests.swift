import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

@testable import ContagionEngine

/// The engine in time against the slow cascade on dictionaries, on seeded random networks.
///
/// Both add up in other orders, and interest is kept as an index here and paid into every
/// debt there; 1e-9 of the amount is what a hundred such sums lose at most.
struct `The engine and the slow reference in time` {
  @Test(arguments: Choices.Clearing.allCases, [Choices.Arbitrage.none, .unlimited, .capital])
  func `agree where all are called`(
    clearing: Choices.Clearing, arbitrage: Choices.Arbitrage
  ) throws {
    for seed in UInt64(0)..<50 {
      try compare(
        RandomNetworks.timed(seed: seed),
        Choices(clearing: clearing, arbitrage: arbitrage, roundLimit: 2_000), "seed \(seed)")
    }
  }

  @Test(arguments: [Choices.Arbitrage.none, .unlimited, .capital], [false, true])
  func `agree where only those who profit call`(
    arbitrage: Choices.Arbitrage, isFree: Bool
  ) throws {
    for seed in UInt64(1_000)..<1_080 {
      try compare(
        RandomNetworks.timed(seed: seed),
        Choices(
          arbitrage: arbitrage, liquidators: .profitable, without: isFree ? [.capacity] : [],
          roundLimit: 2_000), "seed \(seed)")
    }
  }

  @Test(
    arguments: [Choices.Clearing.synchronous, .sequential], [Choices.Arbitrage.none, .capital])
  func `agree where collateral is auctioned`(
    clearing: Choices.Clearing, arbitrage: Choices.Arbitrage
  ) throws {
    for seed in UInt64(3_000)..<3_100 {
      try compare(
        RandomNetworks.timed(seed: seed, auctions: true),
        Choices(clearing: clearing, arbitrage: arbitrage, roundLimit: 2_000), "seed \(seed)")
    }
  }

  @Test(arguments: [false, true])
  func `agree where some is auctioned and only those who profit call`(isFree: Bool) throws {
    for seed in UInt64(4_000)..<4_100 {
      try compare(
        RandomNetworks.timed(seed: seed, auctions: true),
        Choices(
          arbitrage: .capital, liquidators: .profitable, without: isFree ? [.capacity] : [],
          roundLimit: 2_000), "seed \(seed)")
    }
  }

  @Test(arguments: Channel.allCases)
  func `agree with a channel off`(channel: Channel) throws {
    for seed in UInt64(2_000)..<2_020 {
      try compare(
        RandomNetworks.timed(seed: seed), Choices(without: [channel], roundLimit: 2_000),
        "seed \(seed)")
    }
  }

  func compare(_ timed: RandomNetworks.Timed, _ choices: Choices, _ label: Comment) throws {
    let compiled = try timed.network.compiled()
    var run = CascadeRun(compiled, CascadeRun.Options(choices: choices, timing: timed.timing))
    try run.run(after: timed.shocks)
    let slow = ReferenceCascade.run(timed.network, timed.shocks, choices, timing: timed.timing)
    #expect(run.rounds.count == slow.rounds.count, label)
    #expect(run.steps.map(\.calls) == slow.steps.map(\.calls), label)
    #expect(run.steps.map(\.waiting) == slow.steps.map(\.waiting), label)
    try `The engine and the slow reference`().compare(run, slow, compiled, label)
  }
}
