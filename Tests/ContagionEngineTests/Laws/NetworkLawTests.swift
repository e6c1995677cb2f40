import ContagionEngine
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

/// What holds for every network, on seeded random ones; `theory.md` §6 lists
/// what does not, and none of that is asserted here.
///
/// Units, reserves, debt and value are checked by the engine in every run: each
/// of these runs would throw an `IdentityViolation`.
struct `Every network` {
  static let clearings = Choices.Clearing.allCases
  static let limit = 300

  func run(
    _ network: Network, _ shocks: [Shock], _ clearing: Choices.Clearing
  ) throws -> Cascade {
    try network.compiled().cascade(
      after: shocks, choices: Choices(clearing: clearing, roundLimit: Self.limit))
  }

  @Test(arguments: clearings)
  func `gives the same run twice, and the same under other orders`(
    clearing: Choices.Clearing
  ) throws {
    for seed in UInt64(10_000)..<11_000 {
      let (network, shocks) = RandomNetworks.network(seed: seed)
      let cascade = try run(network, shocks, clearing)
      if seed % 10 == 0 { #expect(try run(network, shocks, clearing) == cascade, "seed \(seed)") }
      let other = try run(network.reversed(), shocks, clearing)
      #expect(other.rounds.count == cascade.rounds.count, "seed \(seed)")
      for debt in cascade.badDebt {
        let found = other.badDebt.first { $0.reserve == debt.reserve }
        expectNear(found?.totalUSD, debt.totalUSD, "\(debt.reserve), seed \(seed)")
      }
      for prices in cascade.assets {
        let found = other.assets.first { $0.asset == prices.asset }
        expectNear(found?.marketEnd, prices.marketEnd, "\(prices.asset), seed \(seed)")
      }
      expectNear(other.finalLossUSD, cascade.finalLossUSD, "loss, seed \(seed)", scale: 1e6)
    }
  }

  /// Every pool has a twin with other reserves; with `split` every sale is split over
  /// both. Units, debt and value are checked in each run.
  @Test(arguments: clearings, Choices.Routing.allCases)
  func `keeps its books where a pair has two pools`(
    clearing: Choices.Clearing, routing: Choices.Routing
  ) throws {
    var sales = 0
    for seed in UInt64(15_000)..<15_060 {
      let (plain, shocks) = RandomNetworks.network(seed: seed)
      let network = plain.withTwinPools()
      let choices = Choices(clearing: clearing, routing: routing, roundLimit: Self.limit)
      let cascade = try network.compiled().cascade(after: shocks, choices: choices)
      if seed % 10 == 0 {
        #expect(
          try network.compiled().cascade(after: shocks, choices: choices) == cascade, "seed \(seed)"
        )
      }
      sales += cascade.rounds.count { round in
        round.poolMoves.contains { $0.pool.name.hasSuffix("-twin") && $0.netSoldUnits != 0 }
      }
      let other = try network.reversed().compiled().cascade(after: shocks, choices: choices)
      #expect(other.rounds.count == cascade.rounds.count, "seed \(seed)")
      expectNear(other.badDebtUSD, cascade.badDebtUSD, "bad debt, seed \(seed)", scale: 1e6)
    }
    #expect(routing == .split ? sales > 20 : sales == 0)
  }

  /// Twins with other reserves are at other prices after every sale: arbitrageurs bring them
  /// together. Units, debt and value are checked in each run, orders do not matter.
  @Test(arguments: clearings, [Choices.Arbitrage.unlimited, .capital])
  func `keeps its books where twin pools are brought to one price`(
    clearing: Choices.Clearing, arbitrage: Choices.Arbitrage
  ) throws {
    var moved = 0
    for seed in UInt64(17_000)..<17_020 {
      let (plain, shocks) = RandomNetworks.network(seed: seed)
      var network = plain.withTwinPools()
      network.agents.arbitrageurs = Agents.Arbitrageurs(capital: 1e4)
      let compiled = try network.compiled()
      let cascade = try compiled.cascade(
        after: shocks,
        choices: Choices(clearing: clearing, arbitrage: arbitrage, roundLimit: Self.limit))
      let left = try compiled.cascade(
        after: shocks, choices: Choices(clearing: clearing, roundLimit: Self.limit))
      moved += zip(cascade.assets, left.assets).count {
        network.outsidePrice(of: $0.asset) == nil && $0.marketEnd != $1.marketEnd
      }
      let other = try network.reversed().compiled().cascade(
        after: shocks,
        choices: Choices(clearing: clearing, arbitrage: arbitrage, roundLimit: Self.limit))
      expectNear(other.badDebtUSD, cascade.badDebtUSD, "bad debt, seed \(seed)", scale: 1e6)
    }
    #expect(moved > 10)
  }

  /// Under every rule of sharing what is drained from a bridge: units, debt and value are
  /// checked in each run, orders do not matter, and twice the network loses twice as much.
  @Test(arguments: clearings, Catalog.bridgeLosses.entries.map(\.name))
  func `keeps its books when a bridge is drained`(
    clearing: Choices.Clearing, rule: String
  ) throws {
    var losses = 0
    for seed in UInt64(16_000)..<16_030 {
      let (plain, shocks) = RandomNetworks.network(
        seed: seed,
        options: RandomNetworks.Options(scaleFree: true, issuerLosses: false, otherShocks: false))
      let network = plain.withBridge()
      let drain: [Shock] = [
        .bridgeDrained("bridge", Double(seed % 10 + 1) / 10), .bridgeAllocation("bridge", rule),
      ]
      let cascade = try run(network, shocks + drain, clearing)
      losses += cascade.finalLossUSD == (try run(network, shocks, clearing)).finalLossUSD ? 0 : 1
      let other = try run(network.reversed(), drain.reversed() + shocks, clearing)
      expectNear(other.badDebtUSD, cascade.badDebtUSD, "seed \(seed)", scale: 1e6)
      let twice = try run(network.scaled(by: 2), shocks + drain, clearing)
      expectNear(twice.badDebtUSD, 2 * cascade.badDebtUSD, "seed \(seed)", scale: 1e6)
    }
    #expect(losses == 30)
  }

  /// Where no rule has a limit in dollars, eight times the network loses eight
  /// times as much at the same prices.
  @Test(arguments: clearings)
  func `scales`(clearing: Choices.Clearing) throws {
    let options = RandomNetworks.Options(scaleFree: true, issuerLosses: false, otherShocks: false)
    for seed in UInt64(20_000)..<20_400 {
      let (network, shocks) = RandomNetworks.network(seed: seed, options: options)
      #expect(try network.compiled().isScaleFree)
      let one = try run(network, shocks, clearing)
      let eight = try run(network.scaled(by: 8), shocks, clearing)
      #expect(one.rounds.count == eight.rounds.count, "seed \(seed)")
      expectNear(eight.badDebtUSD, 8 * one.badDebtUSD, "bad debt, seed \(seed)")
      expectNear(eight.finalLossUSD, 8 * one.finalLossUSD, "loss, seed \(seed)", scale: 1e6)
      for (left, right) in zip(one.assets, eight.assets) {
        expectNear(right.marketEnd, left.marketEnd, "\(left.asset), seed \(seed)")
      }
    }
  }

  @Test(arguments: clearings)
  func `repays, writes off or keeps every debt, and loses nothing without a shock`(
    clearing: Choices.Clearing
  ) throws {
    for seed in UInt64(30_000)..<30_300 {
      let (network, shocks) = RandomNetworks.network(seed: seed)
      let quiet = try run(network, [], clearing)
      #expect(quiet.rounds.isEmpty, "seed \(seed)")
      #expect(quiet.finalLossUSD == 0 && quiet.badDebtUSD == 0, "seed \(seed)")
      let cascade = try run(network, shocks, clearing)
      for entry in cascade.ledger {
        #expect(entry.units >= 0 && entry.units.isFinite, "seed \(seed)")
        #expect(entry.from != entry.to, "seed \(seed)")
        #expect(entry.cause < cascade.ledger.count, "seed \(seed)")
      }
      for debt in cascade.badDebt {
        #expect(debt.realizedUnits >= 0 && debt.latentUSD >= -1e-6, "seed \(seed)")
      }
    }
  }

  /// Only collateral is sold, for one stable asset: prices never rise, and a run
  /// without feedback never loses more than one with it.
  ///
  /// Depth tables are left out of the first: where their slope flattens, straight
  /// averages make the marginal price step up.
  @Test(arguments: clearings)
  func `only loses by feedback where only collateral is sold`(clearing: Choices.Clearing) throws {
    let options = RandomNetworks.Options(
      sellOnly: true, receipts: false, issuerLosses: false, otherShocks: false, oracles: false)
    for seed in UInt64(40_000)..<40_200 {
      let (network, shocks) = RandomNetworks.network(seed: seed, options: options)
      let study = try network.compiled().study(
        of: shocks, choices: Choices(clearing: clearing, roundLimit: Self.limit))
      for round in study.joint.rounds {
        for move in round.poolMoves where network.pools[move.pool]?.quotes.isEmpty == true {
          #expect(move.closingPrice <= move.openingPrice * (1 + 1e-12), "seed \(seed)")
        }
      }
      let slack = 1e-6 + 1e-9 * study.joint.liquidatedUSD
      #expect(
        study.joint.realizedBadDebtUSD >= study.noFeedback.realizedBadDebtUSD - slack,
        "seed \(seed): \(study.joint.realizedBadDebtUSD), \(study.noFeedback.realizedBadDebtUSD)")
      guard clearing == .uniform else { continue }
      let isolated = study.isolated.reduce(0) { $0 + $1.realizedBadDebtUSD }
      #expect(study.joint.realizedBadDebtUSD >= isolated - slack, "seed \(seed)")
    }
  }

  /// Uniform clearing has a greatest fixed point where debts and quote assets are
  /// never sold, so a larger shock never loses less.
  @Test func `loses more by a larger shock under uniform clearing`() throws {
    let options = RandomNetworks.Options(
      sellOnly: true, receipts: false, issuerLosses: false, otherShocks: false, oracles: false)
    for seed in UInt64(50_000)..<50_100 {
      let (network, _) = RandomNetworks.network(seed: seed, options: options)
      let compiled = try network.compiled()
      let asset = try #require(network.assets.keys.first { network.assets[$0]?.kind == .base })
      var last = 0.0
      for fall in [0.05, 0.1, 0.2, 0.3, 0.4, 0.5] {
        let cascade = try compiled.cascade(
          after: [.priceChange(asset, -fall)], choices: Choices(clearing: .uniform))
        #expect(cascade.realizedBadDebtUSD >= last * (1 - 1e-9) - 1e-6, "seed \(seed), \(fall)")
        last = cascade.realizedBadDebtUSD
      }
    }
  }

  func expectNear(_ found: Double?, _ expected: Double, _ label: String, scale: Double = 1) {
    let found = found ?? .nan
    let isNear = abs(found - expected) <= 1e-8 * max(abs(expected), scale)
    #expect(isNear, "\(label): \(found), not \(expected)")
  }
}

/// Every mechanism of the catalog, whatever it is asked.
struct `Every liquidation mechanism` {
  static let catalog = Catalog<any LiquidationMechanism>.liquidationMechanisms
  static let closeFactors = Catalog<any CloseFactor>.closeFactors.entries.map(\.name)

  @Test(arguments: catalog.entries.map(\.name), closeFactors)
  func `takes no more than is there, and nothing from the healthy`(
    name: String, closeFactor: String
  ) throws {
    let values: [String: RuleValue] =
      name == FixedSpread.name ? ["closeFactor": .rule(RuleChoice(closeFactor))] : [:]
    let mechanism = try Self.catalog.rule(RuleChoice(name, values))
    var draws = Draws(seed: 1)
    for _ in 0..<500 {
      let debt = draws.uniform() * 1e7
      let account = LiquidationCase(
        healthFactor: draws.uniform() * 1.2, collateralUnits: draws.uniform() * 1e4,
        collateralPrice: draws.uniform() * 2000, debtUnits: debt, debtPrice: 1,
        totalDebtUSD: debt * (1 + draws.uniform()), bonus: draws.uniform() * 0.2,
        protocolFee: draws.uniform(), collateralThreshold: draws.uniform())
      let liquidation = mechanism.liquidation(of: account)
      #expect(liquidation.repaid >= 0 && liquidation.repaid <= account.debtUnits)
      #expect(liquidation.seized >= 0 && liquidation.seized <= account.collateralUnits)
      #expect(liquidation.fee >= 0 && liquidation.fee <= liquidation.seized)
      #expect(liquidation == .none || account.healthFactor < 1)
    }
  }
}
