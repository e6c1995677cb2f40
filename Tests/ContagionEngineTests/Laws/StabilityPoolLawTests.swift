import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

@testable import ContagionEngine

/// Protocols with a stability pool on seeded random books, alone against a slow program
/// and beside a lender whose sales move the price.
///
/// Units, reserves, debt and value are checked by the engine in every run.
struct `Every stability pool` {
  typealias Run = (run: CascadeRun, cascade: Cascade)

  /// Between 2 and 30 accounts, some in pairs, at ratios of 1.12 to 2.4 and 110 USD an
  /// ETH; where a pool prices ETH, ten accounts of another protocol sell into it.
  static func network(seed: UInt64, hasMarket: Bool) -> (network: Network, fall: Double) {
    var draws = Draws(seed: seed)
    var accounts: [Account] = []
    let count = 2 + Int(28 * draws.uniform())
    func add(_ name: String, at id: String, _ ratio: Double, _ debt: Double) {
      accounts.append(
        Account(
          name, at: id, collateral: [Holding("ETH", ratio * debt / 110)],
          debt: [Holding("LUSD", debt)]))
    }
    while accounts.count < count {
      let (ratio, debt) = (1.12 + 1.28 * draws.uniform(), 100 + 9900 * draws.uniform())
      add("t\(accounts.count)", at: "L", ratio, debt)
      if draws.uniform() < 0.2 { add("t\(accounts.count)", at: "L", ratio, debt) }
    }
    let pool = draws.uniform()
    let rule = RuleChoice(
      "stability-pool",
      [
        "poolShare": .number(pool < 0.3 ? 0 : pool * draws.uniform()),
        "criticalRatio": .number(1.2 + 0.6 * draws.uniform()),
        "gasShare": .number(draws.uniform() < 0.5 ? 0.005 : 0),
      ])
    var network = Network(
      name: "liquity",
      assets: [
        "ETH": Asset(kind: .base, price: hasMarket ? nil : 110, marketPool: hasMarket ? "m" : nil),
        "LUSD": Asset(kind: .stable, price: 1, peg: 1),
      ],
      protocols: [
        "L": LendingProtocol(
          kind: .cdp, liquidation: rule, recognition: .reserves,
          reserves: ["ETH": Reserve(liquidationThreshold: 1 / 1.1), "LUSD": Reserve()])
      ])
    if hasMarket {
      network.pools["m"] = LiquidityPool(
        base: "ETH", quote: "LUSD", formula: RuleChoice("constant-product"), baseReserve: 5000,
        quoteReserve: 550_000)
      network.protocols["M"] = LendingProtocol(
        kind: .isolated, liquidation: RuleChoice("fixed-spread"), recognition: .sharePrice,
        reserves: [
          "ETH": Reserve(liquidationThreshold: 0.8, bonus: 0.05), "LUSD": Reserve(deposits: 1e6),
        ])
      for row in 0..<10 {
        add("m\(row)", at: "M", 1.26 + 0.5 * draws.uniform(), 1000 + 20_000 * draws.uniform())
      }
    }
    network.accounts = AccountBook(accounts)
    return (network, 0.02 + 0.6 * draws.uniform() * draws.uniform())
  }

  static func run(
    _ network: Network, _ fall: Double, _ clearing: Choices.Clearing, looksAtAll: Bool = false
  ) throws -> Run {
    var options = CascadeRun.Options(choices: Choices(clearing: clearing, roundLimit: 300))
    options.looksAtAll = looksAtAll
    let shocks = [Shock.priceChange("ETH", -fall)]
    let (run, values) = try network.compiled().valued(shocks, options)
    return (run, Cascade(run, values, title: nil, shocks: shocks))
  }

  /// Collateral and debt of the accounts of the protocol at the end, by name.
  static func positions(_ run: CascadeRun) -> [String: Redistribution.Position] {
    let network = run.network
    let owner = network.protocols.firstIndex(of: "L")
    var positions: [String: Redistribution.Position] = [:]
    for account in 0..<network.accountCount where Int(network.accountProtocol[account]) == owner {
      positions[network.names[account]] = Redistribution.Position(
        collateral: run.accounts.collateralUnits(
          network.collateralRows[account].lowerBound, of: account, in: network),
        debt: run.accounts.debtUnits(
          network.debtRows[account].lowerBound, of: account, in: network))
    }
    return positions
  }

  /// Collateral ends with owners, the pool and whoever closed; debt is owed or paid by
  /// the pool; nothing is negative, and nothing is written off.
  @Test(arguments: [true, false], Choices.Clearing.allCases)
  func `keeps every unit`(hasMarket: Bool, clearing: Choices.Clearing) throws {
    var closed = 0
    for seed in UInt64(60_000)..<60_300 {
      let (network, fall) = Self.network(seed: seed, hasMarket: hasMarket)
      let (run, cascade) = try Self.run(network, fall, clearing)
      let compiled = run.network
      let owner = try #require(compiled.protocols.firstIndex(of: "L"))
      let eth = try #require(network.assets.index(forKey: "ETH"))
      let end = Self.positions(run).values
      #expect(end.allSatisfy { $0.collateral >= 0 && $0.debt >= 0 }, "seed \(seed)")
      let stability = try #require(compiled.stability[owner])
      let pool = run.state.stabilityPools[owner].total
      #expect(pool >= 0 && pool <= stability.deposits, "seed \(seed)")
      let held =
        end.reduce(0) { $0 + $1.collateral }
        + run.ledger.gain(of: run.parties.stabilityPool(owner), eth)
        + run.ledger.gain(of: run.parties.liquidators(owner), eth)
      let opening = compiled.openingTotals
      expectClose(held / opening.collateral[stability.collateral], 1, within: 1e-11)
      let owed = end.reduce(0) { $0 + $1.debt } + stability.deposits - pool
      expectClose(owed / opening.debt[stability.debt], 1, within: 1e-11)
      #expect(run.state.writtenOffUnits[stability.debt] == 0, "seed \(seed)")
      #expect(
        cascade.ledger.allSatisfy {
          $0.units >= 0 && $0.from != $0.to && $0.cause < cascade.ledger.count
        }, "seed \(seed)")
      closed += end.count { $0.debt == 0 }
      let quiet = try network.compiled().cascade(after: [], choices: Choices(clearing: clearing))
      #expect(quiet.rounds.isEmpty && quiet.finalLossUSD == 0, "seed \(seed)")
    }
    #expect(closed > 500)
  }

  @Test(arguments: [true, false], Choices.Clearing.allCases)
  func `gives the same under other orders, other looks and other sizes`(
    hasMarket: Bool, clearing: Choices.Clearing
  ) throws {
    for seed in UInt64(61_000)..<61_200 {
      let (network, fall) = Self.network(seed: seed, hasMarket: hasMarket)
      let one = try Self.run(network, fall, clearing)
      #expect(try Self.run(network, fall, clearing).cascade == one.cascade, "seed \(seed)")
      let all = try Self.run(network, fall, clearing, looksAtAll: true)
      #expect(all.cascade == one.cascade, "seed \(seed)")
      #expect(Self.positions(all.run) == Self.positions(one.run), "seed \(seed)")
      let reversed = try Self.run(network.reversed(), fall, clearing)
      #expect(reversed.cascade.rounds.count == one.cascade.rounds.count, "seed \(seed)")
      let eight = try Self.run(network.scaled(by: 8), fall, clearing)
      #expect(eight.cascade.rounds.count == one.cascade.rounds.count, "seed \(seed)")
      let others = (Self.positions(reversed.run), Self.positions(eight.run))
      for (name, position) in Self.positions(one.run) {
        let (mirrored, scaled) = (try #require(others.0[name]), try #require(others.1[name]))
        for (found, expected) in [
          (mirrored.collateral, position.collateral), (mirrored.debt, position.debt),
          (scaled.collateral / 8, position.collateral), (scaled.debt / 8, position.debt),
        ] {
          #expect(abs(found - expected) <= 1e-8 * max(1, expected), "\(name), seed \(seed)")
        }
      }
    }
  }

  /// Line by line what `liquidateTroves` does, until nothing is left to close.
  static func slow(_ network: Network, fall: Double) throws -> [String: Redistribution.Position] {
    let rule = try #require(network.protocols["L"]).liquidation.values
    func number(_ key: String) -> Double {
      if case .number(let value)? = rule[key] { return value }
      return .nan
    }
    let (price, mcr) = (110 * (1 - fall), 1.1)
    var open: [String: Redistribution.Position] = [:]
    let book = network.accounts
    for entry in 0..<book.entryCount {
      let name = book.name(of: Int(book.entryAccount[entry]))
      var position = open[name] ?? Redistribution.Position(collateral: 0, debt: 0)
      if book.entrySide[entry] == AccountBook.Side.debt.rawValue {
        position.debt = book.entryUnits[entry]
      } else {
        position.collateral = book.entryUnits[entry]
      }
      open[name] = position
    }
    var pool = number("poolShare") * open.values.reduce(0) { $0 + $1.debt }
    var done: [String: Redistribution.Position] = [:]
    while true {
      let sorted = open.sorted {
        let ratios = ($0.value.ratio(at: price), $1.value.ratio(at: price))
        return ratios.0 == ratios.1 ? $0.key < $1.key : ratios.0 < ratios.1
      }
      var debt = sorted.reduce(0) { $0 + $1.value.debt }
      var coll = sorted.reduce(0) { $0 + $1.value.collateral }
      var recovers = coll * price / debt < number("criticalRatio")
      var (leftColl, leftDebt) = (0.0, 0.0)
      var left = open
      for (name, trove) in sorted.dropLast() {
        let icr = trove.ratio(at: price)
        var (paid, gas, toPool, surplus) = (0.0, number("gasShare") * trove.collateral, 0.0, 0.0)
        if recovers, icr >= mcr {
          guard icr < coll * price / debt, pool > 0, trove.debt <= pool else { continue }
          let capped = trove.debt * mcr / price
          gas = number("gasShare") * capped
          (paid, toPool, surplus) = (trove.debt, capped - gas, trove.collateral - capped)
        } else if icr < mcr {
          if !(recovers && icr <= 1) {
            paid = min(trove.debt, pool)
            toPool = (trove.collateral - gas) * paid / trove.debt
          }
          leftColl += trove.collateral - gas - toPool
          leftDebt += trove.debt - paid
        } else {
          break
        }
        pool -= paid
        left[name] = nil
        done[name] = Redistribution.Position(collateral: surplus, debt: 0)
        debt -= paid
        coll -= toPool + gas + surplus
        recovers = recovers && coll * price / debt < number("criticalRatio")
      }
      guard left.count < open.count else { break }
      let stakes = left.values.reduce(0) { $0 + $1.collateral }
      open = left.mapValues {
        Redistribution.Position(
          collateral: $0.collateral + leftColl * $0.collateral / stakes,
          debt: $0.debt + leftDebt * $0.collateral / stakes)
      }
    }
    return done.merging(open) { first, _ in first }
  }

  @Test func `closes whom the contract closes`() throws {
    var compared = 0
    for seed in UInt64(62_000)..<63_000 {
      let (network, fall) = Self.network(seed: seed, hasMarket: false)
      let (run, _) = try Self.run(network, fall, .synchronous)
      // Those that could be closed before the shock are left alone here.
      guard run.openingUnhealthy.isEmpty else { continue }
      compared += 1
      let slow = try Self.slow(network, fall: fall)
      for (name, position) in Self.positions(run) {
        let expected = try #require(slow[name])
        for (found, expected) in [
          (position.collateral, expected.collateral), (position.debt, expected.debt),
        ] {
          #expect(abs(found - expected) <= 1e-9 * max(1, expected), "\(name), seed \(seed)")
        }
      }
    }
    #expect(compared > 300)
  }
}
