import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

@testable import ContagionEngine

/// Accounts that a stability pool closes in a run, against `LIQUITY-SP`,
/// `LIQUITY-REDIST` and a pencil.
struct `A stability pool in a run` {
  /// ETH at 110 and accounts of ETH against LUSD, minimum ratio 1.1.
  static func network(
    _ troves: OrderedDictionary<String, (eth: Double, lusd: Double)>, pool: Double,
    gasShare: Double = 0.005
  ) -> Network {
    var network = Network(
      name: "liquity",
      assets: [
        "ETH": Asset(kind: .base, price: 110), "LUSD": Asset(kind: .stable, price: 1, peg: 1),
      ],
      protocols: [
        "L": LendingProtocol(
          kind: .cdp,
          liquidation: RuleChoice(
            "stability-pool",
            [
              "poolShare": .number(pool / troves.values.reduce(0) { $0 + $1.lusd }),
              "gasShare": .number(gasShare),
            ]), recognition: .reserves,
          reserves: ["ETH": Reserve(liquidationThreshold: 1 / 1.1), "LUSD": Reserve()])
      ])
    network.accounts = AccountBook(
      troves.map {
        Account(
          $0.key, at: "L", collateral: [Holding("ETH", $0.value.eth)],
          debt: [Holding("LUSD", $0.value.lusd)])
      })
    return network
  }

  /// What is left after a price of ETH.
  struct End {
    var troves: [String: (eth: Double, lusd: Double)] = [:]
    var pool = 0.0
    var poolETH = 0.0
    var gasETH = 0.0
    var cascade: Cascade
  }

  static func end(
    _ network: Network, at price: Double, _ clearing: Choices.Clearing = .synchronous
  ) throws -> End {
    let compiled = try network.compiled()
    let shocks = [Shock.price("ETH", price)]
    let options = CascadeRun.Options(choices: Choices(clearing: clearing))
    let (run, values) = try compiled.valued(shocks, options)
    let cascade = Cascade(run, values, title: nil, shocks: shocks)
    #expect(run.openingUnhealthy.isEmpty)
    var end = End(cascade: cascade)
    for account in 0..<compiled.accountCount {
      end.troves[compiled.names[account]] = (
        run.accounts.collateralUnits(
          compiled.collateralRows[account].lowerBound, of: account, in: compiled),
        run.accounts.debtUnits(compiled.debtRows[account].lowerBound, of: account, in: compiled)
      )
    }
    end.pool = run.state.stabilityPools[0].total
    end.poolETH = run.ledger.gain(of: run.parties.stabilityPool(0), 0)
    end.gasETH = run.ledger.gain(of: run.parties.liquidators(0), 0)
    #expect(
      abs(
        run.ledger.gain(of: run.parties.stabilityPool(0), 1)
          - (end.pool - CascadeState(compiled).stabilityPools[0].total)) < 1e-9)
    return end
  }

  static let published: OrderedDictionary<String, (eth: Double, lusd: Double)> = [
    "a": (1.6, 150), "b": (2.45, 225), "c": (20, 625),
  ]

  /// `LIQUITY-SP`: of the 600 that A, B and C deposited 225 are left, which is 37.5, 75
  /// and 112.5; they gained 0.675, 1.35 and 2.025 ETH.
  @Test(arguments: Choices.Clearing.allCases)
  func `pays debt and shares collateral`(clearing: Choices.Clearing) throws {
    let end = try Self.end(Self.network(Self.published, pool: 600, gasShare: 0), at: 100, clearing)
    expectClose(end.pool, 37.5 + 75 + 112.5)
    expectClose(end.poolETH, 0.675 + 1.35 + 2.025)
    #expect(end.gasETH == 0)
    #expect(end.troves["a"]! == (0, 0) && end.troves["b"]! == (0, 0))
    #expect(end.troves["c"]! == (20, 625))
    #expect(end.cascade.rounds.count == 1)
    expectClose(end.cascade.liquidatedUSD, 375)
    // They paid 375 for 4.05 ETH at 100.
    let loss = end.cascade.losses.filter {
      end.cascade.parties[$0.party].kind == .stabilityPool
    }.reduce(0) { $0 + $1.finalUSD }
    expectClose(loss, 375 - 405)
  }

  /// The same in time: a step at 102, where the first is closed, and one at 100.
  @Test func `pays step by step`() throws {
    let network = Self.network(Self.published, pool: 600, gasShare: 0)
    let timing = Timing(
      PricePath(assets: ["ETH"], times: [0, 60, 120], prices: [110, 102, 100]), step: 60,
      horizon: 180)
    let cascade = try network.compiled().cascade(after: [], timing: timing)
    #expect(cascade.steps.map(\.calls) == [0, 1, 1, 0])
    #expect(cascade.steps.map(\.repaidUSD) == [0, 150, 225, 0])
    let pool = try #require(cascade.parties.firstIndex { $0.kind == .stabilityPool })
    let taken = cascade.ledger.filter { $0.kind == .seizure && $0.to == pool }.map(\.units)
    #expect(taken == [1.6, 2.45])
  }

  /// The same at 102, where only the first is below 1.1: 450 left, 1.6 ETH gained.
  @Test func `closes only those below the minimum ratio`() throws {
    let end = try Self.end(Self.network(Self.published, pool: 600, gasShare: 0), at: 102)
    expectClose(end.pool, 75 + 150 + 225)
    expectClose(end.poolETH, 4.0 / 15 + 8.0 / 15 + 4.0 / 5)
    #expect(end.troves["b"]! == (2.45, 225))
  }

  /// `LIQUITY-REDIST`: 2 ETH against 180 at 95, a pool of 60.
  @Test(arguments: Choices.Clearing.allCases)
  func `leaves the rest to open accounts`(clearing: Choices.Clearing) throws {
    let network = Self.network(
      ["z": (2, 180), "x": (10, 500), "y": (5, 300)], pool: 60)
    let end = try Self.end(network, at: 95, clearing)
    expectClose(end.gasETH, 0.01)
    expectClose(end.poolETH, 199.0 / 300)
    #expect(abs(end.pool) < 1e-12)
    expectClose(end.troves["x"]!.eth, 2449.0 / 225)
    expectClose(end.troves["x"]!.lusd, 580)
    expectClose(end.troves["y"]!.eth, 2449.0 / 450)
    expectClose(end.troves["y"]!.lusd, 340)
    expectClose(end.cascade.rounds[0].liquidations[0].passedOnUSD, 120)
    #expect(end.cascade.realizedBadDebtUSD == 0)
  }

  /// Two of 1 ETH against 98 and 97 at 100, no pool, others of 2 and 2 against 50 each.
  /// Together 1.99 ETH and 195 go to 4: 2.995 and 147.5 each. One after the other, the
  /// second closed has 1.199 ETH, of which gas takes 0.5 %, and 97 + 98/5 = 116.6: each
  /// of the last has 2.398 + 1.193005/2 and 50 + 39.2 + 58.3.
  @Test func `shares out together or one after the other`() throws {
    let network = Self.network(
      ["m": (1, 98), "n": (1, 97), "o": (2, 50), "p": (2, 50)], pool: 0)
    let together = try Self.end(network, at: 100)
    expectClose(together.troves["o"]!.eth, 2.995)
    expectClose(together.troves["o"]!.lusd, 147.5)
    expectClose(together.gasETH, 0.01)
    let apart = try Self.end(network, at: 100, .sequential)
    expectClose(apart.troves["o"]!.eth, 2.9945025)
    expectClose(apart.troves["p"]!.eth, 2.9945025)
    expectClose(apart.troves["o"]!.lusd, 147.5)
    expectClose(apart.gasETH, 0.005 + 0.005 * 1.199)
  }

  /// 11.5 and 18 ETH against 1,000 each at 100: 1.475 of all, below 1.5. The first, at
  /// 1.15, is closed for 1.1 of its debt, 11 ETH, of which gas takes 0.055; 0.5 ETH stay
  /// its owner's. A pool of 999 cannot pay it whole and does nothing.
  @Test func `closes healthy accounts in recovery mode at the minimum ratio`() throws {
    let troves: OrderedDictionary<String, (eth: Double, lusd: Double)> = [
      "a": (11.5, 1000), "b": (18, 1000),
    ]
    let end = try Self.end(Self.network(troves, pool: 1000), at: 100)
    expectClose(end.troves["a"]!.eth, 0.5)
    #expect(end.troves["a"]!.lusd == 0)
    expectClose(end.poolETH, 10.945)
    expectClose(end.gasETH, 0.055)
    #expect(end.pool == 0)
    let less = try Self.end(Self.network(troves, pool: 999), at: 100)
    #expect(less.cascade.rounds.isEmpty)
    // 0.01 ETH more on the other side and all stand at 1.5 or more.
    let above = try Self.end(
      Self.network(["a": (11.5, 1000), "b": (18.51, 1000)], pool: 1000), at: 100)
    #expect(above.cascade.rounds.isEmpty)
  }

  /// At a ratio of 0.9975 in recovery mode all of 10.5 ETH less gas and 1,000 pass on, though
  /// the pool could pay; out of recovery mode it pays.
  @Test func `passes on what is under water in recovery mode`() throws {
    let recovering = try Self.end(
      Self.network(["a": (10.5, 1000), "b": (19, 1000)], pool: 1000), at: 95)
    #expect(recovering.pool == 1000)
    expectClose(recovering.troves["b"]!.eth, 29.4475)
    #expect(recovering.troves["b"]!.lusd == 2000)
    let normal = try Self.end(
      Self.network(["a": (10.5, 1000), "b": (50, 1000)], pool: 1000), at: 95)
    #expect(normal.pool == 0)
    expectClose(normal.poolETH, 10.4475)
  }

  /// Of accounts that are all under water the one of the highest ratio stays, with all
  /// debt: what its collateral does not cover is latent bad debt.
  @Test(arguments: Choices.Clearing.allCases)
  func `keeps the last account open`(clearing: Choices.Clearing) throws {
    let network = Self.network(["a": (10, 700), "b": (10, 600), "c": (10, 500)], pool: 0)
    let end = try Self.end(network, at: 40, clearing)
    expectClose(end.troves["c"]!.lusd, 1800)
    expectClose(end.cascade.badDebtUSD, 1800 - 40 * end.troves["c"]!.eth)
    #expect(end.cascade.realizedBadDebtUSD == 0)
    #expect(end.cascade.rounds.count == 1)
  }

  /// The first two stand below the ratio of all, which is below 1.5, before any shock.
  @Test func `excludes whom it could close at the opening`() throws {
    let network = Self.network(["a": (12, 1000), "b": (13, 1000), "c": (15, 1000)], pool: 1000)
    let compiled = try network.compiled()
    let run = CascadeRun(compiled, CascadeRun.Options(choices: Choices()))
    #expect(Set(run.openingUnhealthy.map { compiled.names[Int($0)] }) == ["a", "b"])
    #expect(try compiled.cascade(after: []).rounds.isEmpty)
    let included = try compiled.cascade(after: [], choices: Choices(opening: .include))
    #expect(included.rounds.count == 1)
  }
}
