import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

@testable import ContagionEngine

/// Looking only at the accounts that prices can have brought below health 1 finds,
/// to the bit, what looking at everybody finds.
struct `A look through the index` {
  /// Every movement, round, loss and price of both ways is the same.
  func compare(
    _ network: CompiledNetwork, _ shocks: [Shock], _ options: CascadeRun.Options, _ label: Comment
  ) throws {
    var plain = options
    plain.looksAtAll = true
    let (run, values) = try network.valued(shocks, options)
    let (plainRun, plainValues) = try network.valued(shocks, plain)
    #expect(
      Cascade(run, values, title: nil, shocks: shocks)
        == Cascade(plainRun, plainValues, title: nil, shocks: shocks), label)
    #expect(run.accounts.accounts == plainRun.accounts.accounts, label)
    for account in run.accounts.accounts.map(Int.init) {
      #expect(
        run.accounts.units[run.accounts.range(of: account, in: network)]
          == plainRun.accounts.units[plainRun.accounts.range(of: account, in: network)], label)
    }
  }

  static let arbitrages = [Choices.Arbitrage.none, .unlimited]

  @Test(arguments: Choices.Clearing.allCases, arbitrages)
  func `finds whom a look at everybody finds on random networks`(
    clearing: Choices.Clearing, arbitrage: Choices.Arbitrage
  ) throws {
    let seeds: Range<UInt64> = arbitrage == .none ? 30_000..<31_000 : 31_000..<31_200
    for seed in seeds {
      let (network, shocks) = RandomNetworks.network(seed: seed)
      guard let compiled = try? network.compiled() else { continue }
      try compare(
        compiled, shocks,
        CascadeRun.Options(
          choices: Choices(clearing: clearing, arbitrage: arbitrage, roundLimit: 300)),
        "seed \(seed)")
    }
  }

  @Test(arguments: Channel.allCases, Choices.Opening.allCases)
  func `finds them with a channel off`(channel: Channel, opening: Choices.Opening) throws {
    for seed in UInt64(32_000)..<32_100 {
      let (network, shocks) = RandomNetworks.network(seed: seed)
      guard let compiled = try? network.compiled() else { continue }
      try compare(
        compiled, shocks,
        CascadeRun.Options(choices: Choices(opening: opening, without: [channel], roundLimit: 300)),
        "seed \(seed)")
    }
  }

  /// Thresholds are lowered in the file, so that some accounts open below 1.
  @Test(arguments: Choices.Opening.allCases, Choices.Clearing.allCases)
  func `finds them when some are below 1 before the shock`(
    opening: Choices.Opening, clearing: Choices.Clearing
  ) throws {
    var found = 0
    for seed in UInt64(33_000)..<33_100 {
      let (drawn, shocks) = RandomNetworks.network(seed: seed)
      var network = drawn
      for (id, lending) in network.protocols {
        for (asset, reserve) in lending.reserves {
          network.protocols[id]?.reserves[asset]?.liquidationThreshold =
            reserve.liquidationThreshold.map { $0 * 0.8 }
        }
      }
      guard let compiled = try? network.compiled() else { continue }
      let choices = Choices(clearing: clearing, opening: opening, roundLimit: 300)
      found += CascadeRun(compiled, CascadeRun.Options(choices: choices)).openingUnhealthy.count
      try compare(compiled, shocks, CascadeRun.Options(choices: choices), "seed \(seed)")
    }
    #expect(found > 0)
  }

  @Test(arguments: Choices.Clearing.allCases)
  func `finds them in isolated and frozen runs`(clearing: Choices.Clearing) throws {
    for seed in UInt64(34_000)..<34_100 {
      let (network, shocks) = RandomNetworks.network(seed: seed)
      guard let compiled = try? network.compiled() else { continue }
      let choices = Choices(clearing: clearing, roundLimit: 300)
      for row in compiled.protocols.indices {
        var options = CascadeRun.Options(choices: choices)
        options.onlyProtocol = row
        try compare(compiled, shocks, options, "seed \(seed), only \(row)")
      }
      var options = CascadeRun.Options(choices: choices)
      options.isFrozen = true
      try compare(compiled, shocks, options, "seed \(seed), frozen")
    }
  }

  /// Thresholds lowered and raised, beside a fall.
  @Test(arguments: [0.3, 0.7, 1.0])
  func `finds them when a threshold changes`(threshold: Double) throws {
    for seed in UInt64(35_000)..<35_200 {
      let (network, shocks) = RandomNetworks.network(seed: seed)
      guard let compiled = try? network.compiled() else { continue }
      let changes = compiled.reserves.map {
        Shock.reserveParameter($0.id, .liquidationThreshold, threshold)
      }
      try compare(
        compiled, changes + shocks, CascadeRun.Options(choices: Choices(roundLimit: 300)),
        "seed \(seed)")
      try compare(
        compiled, [changes[Int(seed) % changes.count]],
        CascadeRun.Options(choices: Choices(roundLimit: 300)), "seed \(seed), alone")
    }
  }
}

/// One runner for many scenarios gives what single runs give.
struct `A scenario runner` {
  @Test(arguments: Choices.Clearing.allCases)
  func `gives for each scenario in turn what a run of its own gives`(
    clearing: Choices.Clearing
  ) throws {
    for seed in UInt64(36_000)..<36_060 {
      let (network, shocks) = RandomNetworks.network(seed: seed)
      guard let compiled = try? network.compiled() else { continue }
      let choices = Choices(clearing: clearing, roundLimit: 300)
      var runner = try ScenarioRunner(compiled, choices: choices)
      let first = try runner.outcome(after: shocks)
      _ = try runner.outcome(after: [.priceChange(compiled.assets[0], -0.9)])
      #expect(try runner.outcome(after: shocks) == first, "seed \(seed)")
      let cascade = try compiled.cascade(after: shocks, choices: choices)
      #expect(first.realizedBadDebtUSD == cascade.badDebt.map(\.realizedUSD), "seed \(seed)")
      #expect(first.latentBadDebtUSD == cascade.badDebt.map(\.latentUSD), "seed \(seed)")
      #expect(first.rounds == cascade.rounds.count, "seed \(seed)")
      var lost = first.finalLossUSD.map { _ in 0.0 }
      for loss in cascade.losses { lost[loss.party] += loss.finalUSD }
      #expect(first.finalLossUSD == lost, "seed \(seed)")
    }
  }
}

/// Bad debt by account, and feeds that remember.
struct `A scenario outcome` {
  /// What accounts leave behind is what reserves lack.
  @Test(arguments: Choices.Clearing.allCases)
  func `tells at which accounts the bad debt arose`(clearing: Choices.Clearing) throws {
    var (booked, hidden) = (0, 0)
    for seed in UInt64(37_000)..<37_100 {
      let (network, shocks) = RandomNetworks.network(seed: seed)
      guard let compiled = try? network.compiled() else { continue }
      var runner = try ScenarioRunner(
        compiled, choices: Choices(clearing: clearing, roundLimit: 300), keepsAccounts: true)
      let outcome = try runner.outcome(after: shocks)
      let byAccount = outcome.accountBadDebtUSD.reduce(0) { $0 + $1.usd }
      let size = max(1, outcome.badDebtUSD)
      #expect(abs(byAccount - outcome.badDebtUSD) <= 1e-9 * size, "seed \(seed)")
      if outcome.realizedBadDebtUSD.contains(where: { $0 > 0 }) { booked += 1 }
      if outcome.latentBadDebtUSD.contains(where: { $0 > 0 }) { hidden += 1 }
    }
    #expect(booked > 0)
    #expect(hidden > 0)
  }

  /// The feed of ETH reports from 30 % on: a fall of 20 % touches nobody, in the
  /// first scenario of a runner and in those after it. Without a feed it does.
  @Test func `reads feeds against their opening in every scenario`() throws {
    func network(_ rule: RuleChoice) throws -> CompiledNetwork {
      var network = Network(name: "feed", title: "One account", source: "illustrative")
      network.assets["ETH"] = Asset(kind: .base, price: 2000)
      network.assets["USDC"] = Asset(kind: .stable, price: 1, peg: 1)
      network.oracles["eth"] = OracleFeed(asset: "ETH", rule: rule)
      network.protocols["lender"] = LendingProtocol(
        kind: .isolated,
        liquidation: RuleChoice("fixed-spread", ["closeFactor": .number(0.5)]),
        recognition: .sharePrice,
        reserves: [
          "ETH": Reserve(liquidationThreshold: 0.8, oracle: "eth"), "USDC": Reserve(),
        ])
      network.accounts.append(
        Account(
          "a", at: "lender", collateral: [Holding("ETH", 1)], debt: [Holding("USDC", 1500)]))
      return try network.compiled()
    }
    let shock = Shock.priceChange("ETH", -0.2)
    let slow = RuleChoice("deviation-heartbeat", ["deviation": .number(0.3)])
    var deaf = try ScenarioRunner(try network(slow), choices: Choices())
    var spot = try ScenarioRunner(try network(RuleChoice("spot")), choices: Choices())
    for _ in 0..<3 {
      #expect(try deaf.outcome(after: [shock]).calls == [0])
      #expect(try spot.outcome(after: [shock]).calls.allSatisfy { $0 > 0 })
    }
  }
}
