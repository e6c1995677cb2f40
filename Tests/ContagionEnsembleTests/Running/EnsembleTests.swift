import ContagionEngine
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import RealModule
import Testing

@testable import ContagionEnsemble

extension Ensemble {
  /// All records, in order.
  func records(from start: Int = 0, workers: Int = 1, until end: Int? = nil) async throws
    -> [ScenarioRecord]
  {
    var records: [ScenarioRecord] = []
    try await run(from: start, workers: workers) { piece in
      records += piece
      return records.count + start < end ?? count
    }
    return records
  }

  /// ETH falls log-normally around three protocols that share a pool.
  static func threeProtocols(_ count: Int, seed: UInt64 = 7) throws -> Ensemble {
    let network = Network.threeProtocols
    let compiled = try network.compiled()
    let variants =
      compiled.protocols.map { EnsembleVariant.isolated($0) } + [.without(.price)]
    return Ensemble(
      compiled, choices: network.choices,
      scenarios: try ScenarioDescription.standard(for: network).made(seed: seed), count: count,
      variants: variants)
  }

  func columns(_ records: [ScenarioRecord]) throws -> EnsembleColumns {
    let description = ScenarioDescription.standard(for: network.network)
    var columns = EnsembleColumns(
      try EnsembleRun(self, description, notes: description.notes, seed: 7))
    for record in records { columns.append(record) }
    return columns
  }
}

struct `An ensemble` {
  @Test func `is the same for any number of workers`() async throws {
    let ensemble = try Ensemble.threeProtocols(300)
    let one = try await ensemble.records()
    #expect(one.map(\.scenario) == Array(0..<300))
    #expect(try await ensemble.records(workers: 3) == one)
  }

  @Test func `is the same in pieces`() async throws {
    let ensemble = try Ensemble.threeProtocols(200)
    let whole = try await ensemble.records()
    let first = try await ensemble.records(workers: 2, until: 60)
    #expect(first.count >= 60 && first.count < 200)
    let rest = try await ensemble.records(from: first.count, workers: 2)
    #expect(first + rest == whole)
  }

  /// Every point of a grid, against the full run with its ledger.
  @Test func `over a grid equals single runs, scenario by scenario`() async throws {
    let network = Network.threeProtocols
    let compiled = try network.compiled()
    var description = ScenarioDescription(name: "g", rule: RuleChoice("grid"), horizonDays: 1)
    description.grid = [
      "ETH": (0..<20).map { .priceChange("ETH", -0.02 * Double($0)) },
      "pool": [.poolDepth("eth-usd", 0), .poolDepth("eth-usd", -0.5)],
    ]
    let ensemble = Ensemble(
      compiled, choices: network.choices, scenarios: try description.made(), count: 40)
    for record in try await ensemble.records(workers: 2) {
      let shocks = ensemble.scenarios.shocks(of: record.scenario)
      let single = try compiled.cascade(after: shocks)
      expectClose(record.outcome.badDebtUSD, single.badDebtUSD)
      expectClose(record.outcome.repaidUSD.reduce(0, +), single.liquidatedUSD)
      #expect(record.outcome.rounds == single.rounds.count)
      for (price, factor) in zip(single.assets, record.outcome.priceFactors) {
        #expect(factor == price.end / price.opening)
      }
    }
  }
}

/// One account, one asset with an outside price, no bonus and no fee: called when
/// S < D / (C·θ), and bad debt is max(0, D − C·S).
struct `One account under log-normal prices` {
  static let volatility = 0.8
  static let days = 36.5
  static let (units, debt, threshold, spot) = (1000.0, 1_400_000.0, 0.8, 2000.0)

  static var network: Network {
    Network(
      name: "one",
      assets: [
        "ETH": Asset(kind: .base, price: spot), "USD": Asset(kind: .stable, price: 1, peg: 1),
      ],
      protocols: [
        "lender": LendingProtocol(
          kind: .isolated,
          liquidation: RuleChoice(
            "fixed-spread",
            [
              "closeFactor": .rule(RuleChoice("full")), "bonus": .number(0),
              "liquidationThreshold": .number(threshold), "protocolFee": .number(0),
            ]),
          recognition: .sharePrice, reserves: ["ETH": Reserve(), "USD": Reserve()])
      ],
      accounts: AccountBook([
        Account(
          "a", at: "lender", collateral: [Holding("ETH", units)], debt: [Holding("USD", debt)])
      ]))
  }

  /// Φ(−d₂) at a strike.
  static func digital(_ strike: Double) -> Double {
    let spread = volatility * .sqrt(days / 365)
    return Normal.probability(-(.log(spot / strike) - spread * spread / 2) / spread)
  }

  /// K·Φ(−d₂) − S·Φ(−d₁) without interest.
  static func put(_ strike: Double) -> Double {
    let spread = volatility * .sqrt(days / 365)
    let d1 = (.log(spot / strike) + spread * spread / 2) / spread
    return strike * digital(strike) - spot * Normal.probability(-d1)
  }

  static func columns(_ count: Int, seed: UInt64 = 3) async throws -> EnsembleColumns {
    let compiled = try network.compiled()
    var description = ScenarioDescription(
      name: "bs", rule: RuleChoice("log-normal"), horizonDays: days)
    description.assets = ["ETH": .init(volatility: volatility)]
    let ensemble = Ensemble(
      compiled, choices: network.choices, scenarios: try description.made(seed: seed),
      count: count)
    return try ensemble.columns(try await ensemble.records(workers: 2))
  }

  /// 4,000 scenarios through the engine.
  @Test func `is called with a digital's chance and owes a put`() async throws {
    let columns = try await Self.columns(4000)
    let called = WeightedSample(columns.liquidated).probability(above: 0)
    let chance = Self.digital(Self.debt / (Self.units * Self.threshold))
    #expect(abs(called.value - chance) < 3 * called.standardError)
    let badDebt = WeightedSample(columns.total).mean
    let expected = Self.units * Self.put(Self.debt / Self.units)
    #expect(abs(badDebt.value - expected) < 3 * badDebt.standardError)
  }

  /// A hundred times the draws, a tenth of the error: 100,000 prices without
  /// the engine.
  @Test func `comes nearer with the root of the number`() throws {
    var description = ScenarioDescription(
      name: "bs", rule: RuleChoice("log-normal"), horizonDays: Self.days)
    description.assets = ["ETH": .init(volatility: Self.volatility)]
    let losses = try description.made(seed: 3).returns(100_000)[0].map {
      max(0, Self.debt - Self.units * Self.spot * .exp($0))
    }
    let expected = Self.units * Self.put(Self.debt / Self.units)
    let few = WeightedSample(Array(losses[..<1000])).mean
    let many = WeightedSample(losses).mean
    #expect(abs(many.value - expected) < 3 * many.standardError)
    #expect(abs(few.standardError / many.standardError / 10 - 1) < 0.2)
  }
}

struct `A summary of an ensemble` {
  @Test func `adds up`() async throws {
    let ensemble = try Ensemble.threeProtocols(2000)
    let columns = try ensemble.columns(try await ensemble.records(workers: 2))
    let summary = EnsembleSummary(columns)
    #expect(summary.isComplete)
    let tail = try #require(summary.total.tails.first { $0.level == 0.99 })
    #expect(tail.expectedShortfall.value > 0)
    expectClose(
      summary.components.reduce(0) { $0 + $1.expectedShortfall.value },
      tail.expectedShortfall.value, within: 1e-9)
    expectClose(
      summary.byProtocol.reduce(0) { $0 + $1.mean.value }, summary.total.mean.value, within: 1e-9)
    expectClose(
      summary.byAsset.reduce(0) { $0 + $1.mean.value }, summary.total.mean.value, within: 1e-9)
    expectClose(summary.drivers.reduce(0) { $0 + $1.share }, 1)
    #expect(summary.drivers[0].rankCorrelation < 0)
    #expect(summary.convergence.last?.scenarios == 2000)
    #expect(summary.additions.map(\.name) == ["isolated", "without price"])
  }

  /// `MP-COUNTER`: after a fall by 11.64 % the joint run loses less than the
  /// isolated ones together; the difference must be negative there.
  @Test func `keeps the sign of joint less isolated`() async throws {
    let network = Network.counterexample
    let compiled = try network.compiled()
    var description = ScenarioDescription(name: "g", rule: RuleChoice("grid"), horizonDays: 1)
    description.grid = ["ETH": [.priceChange("ETH", -0.1164)]]
    let ensemble = Ensemble(
      compiled, choices: network.choices, scenarios: try description.made(), count: 1,
      variants: compiled.protocols.map { .isolated($0) })
    let study = try compiled.study(of: [.priceChange("ETH", -0.1164)])
    let isolated = study.isolated.reduce(0.0) { sum, run in
      sum
        + run.badDebtByProtocol.filter { $0.lendingProtocol.name == run.name }
        .reduce(0) { $0 + $1.usd }
    }
    var columns = EnsembleColumns(
      try EnsembleRun(ensemble, description, notes: [], seed: 1))
    for record in try await ensemble.records() { columns.append(record) }
    let addition = try #require(EnsembleSummary(columns).additions.first)
    expectClose(addition.mean.value, study.joint.badDebtUSD - isolated, within: 1e-9)
    #expect(addition.mean.value < 0)
    #expect(addition.negative.value == 1)
    #expect(addition.mean.standardError == 0)
  }

  /// A, B lose (0, 0), (5, 0), (20, 8), (30, 0): given A > 10, B loses in one of
  /// two scenarios and 4 on average.
  @Test func `conditions on a protocol's loss`() throws {
    let axes = ScenarioAxes(
      reserves: [ReserveID("A/USD"), ReserveID("B/USD")].compactMap { $0 },
      protocols: ["A", "B"], parties: [], assets: ["USD"])
    var columns = EnsembleColumns(
      EnsembleRun(
        network: "n", networkTitle: "n", asOf: "", model: "m", modelTitle: "m", modelSource: "",
        modelRule: "file", horizonDays: 1, scenarios: 4, seed: 1, isSampled: false,
        choices: Choices(), variants: [], targets: [], axes: axes, chains: [nil, "base"]))
    for (row, losses) in [(0.0, 0.0), (5, 0), (20, 8), (30, 0)].enumerated() {
      columns.append(
        ScenarioRecord(
          scenario: row, probability: 0.25, shockSizes: [],
          outcome: ScenarioOutcome(
            realizedBadDebtUSD: [losses.0, losses.1], latentBadDebtUSD: [0, 0],
            directLossUSD: [], finalLossUSD: [], repaidUSD: [0, 0], seizedUSD: [0, 0],
            calls: [0, 0], priceFactors: [1], borrowerEquityUSD: 0, rounds: 1, stop: .quiet)))
    }
    let rows = EnsembleSummary(columns, thresholds: ["A": 10]).conditionals
    let given = try #require(rows.first { $0.given == "A" })
    #expect(given.name == "B")
    #expect(given.threshold == 10)
    #expect(given.probability.value == 0.5)
    #expect(given.unconditional == 0.25)
    #expect(given.mean.value == 4)
    #expect(given.mean.count == 2)
    #expect(columns.worst(2) == [3, 2])
  }
}
