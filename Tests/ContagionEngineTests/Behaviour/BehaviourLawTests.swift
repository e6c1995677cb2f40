import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

@testable import ContagionEngine

/// Random networks with every rule of behaviour and every safeguard of timed runs;
/// identities are checked within each run.
struct `Rules of timed runs on random networks` {
  /// A network with a rule, and what shows that it did something.
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let change: @Sendable (inout Network) -> Void
    let trace: @Sendable (TimedStep) -> Double
  }

  static func lenders(_ rule: RuleChoice) -> @Sendable (inout Network) -> Void {
    { $0.agents.lenders = rule }
  }

  static func breakers(_ name: String, _ values: [String: Double])
    -> @Sendable (inout Network) -> Void
  {
    { network in
      network.agents.lenders = `Lenders who run`.rule("utilization-run", from: 0.1)
      for id in network.protocols.keys {
        network.protocols[id]?.breaker = RuleChoice(name, values.mapValues { .number($0) })
      }
    }
  }

  static func margins(_ name: String, _ values: [String: Double])
    -> @Sendable (inout Network) -> Void
  {
    { network in
      for (id, lending) in network.protocols {
        for (asset, reserve) in lending.reserves where reserve.liquidationThreshold ?? 0 > 0 {
          network.protocols[id]?.reserves[asset]?.margin = RuleChoice(
            name, values.mapValues { .number($0) })
        }
      }
    }
  }

  static let lowered: @Sendable (TimedStep) -> Double = { step in
    step.thresholds.reduce(0) { $0 + $1.value }
  }

  static let cases = [
    Case(
      testDescription: "utilization-run",
      change: lenders(`Lenders who run`.rule("utilization-run", from: 0.3)),
      trace: \.withdrawnUSD),
    Case(
      testDescription: "top-up",
      change: {
        $0.agents.borrowers = RuleChoice(
          "top-up", ["below": .number(1.3), "target": .number(1.5), "chance": .number(0.5)])
      }, trace: \.toppedUpUSD),
    Case(
      testDescription: "delever",
      change: {
        $0.agents.borrowers = RuleChoice(
          "delever", ["below": .number(1.3), "target": .number(1.5), "chance": .number(0.5)])
      }, trace: \.deleveredUSD),
    Case(
      testDescription: "unwind-loops",
      change: { network in
        network.agents.borrowers = RuleChoice(
          "unwind-loops", ["rate": .number(0.02), "share": .number(0.2)])
        for (id, lending) in network.protocols {
          for asset in lending.reserves.keys {
            network.protocols[id]?.reserves[asset]?.rate = RuleChoice(
              "kinked", ["kink": .number(0.8), "slope1": .number(0.04), "slope2": .number(0.6)])
          }
        }
      }, trace: \.deleveredUSD),
    Case(
      testDescription: "haircut-run",
      change: lenders(`Lenders who run`.rule("haircut-run", from: 1e-6)), trace: \.withdrawnUSD),
    Case(
      testDescription: "rumour-run",
      change: lenders(
        RuleChoice("rumour-run", ["from": .number(60), "share": .number(0.1)])),
      trace: \.withdrawnUSD),
    Case(
      testDescription: "leave-on-loss",
      change: {
        $0.agents.providers = RuleChoice(
          "leave-on-loss", ["from": .number(0.05), "share": .number(0.2)])
      }, trace: { Double($0.poolsLeft) }),
    Case(
      testDescription: "price",
      change: breakers("price", ["threshold": 0.05, "window": 100, "pause": 120]),
      trace: \.waitingDebtUSD),
    Case(
      testDescription: "oracle-deviation",
      change: breakers("oracle-deviation", ["threshold": 0.05, "pause": 120]),
      trace: \.waitingDebtUSD),
    Case(
      testDescription: "outflow",
      change: breakers("outflow", ["share": 0.05, "window": 100, "pause": 120]),
      trace: \.refusedUSD),
    Case(
      testDescription: "ewma", change: margins("ewma", ["period": 60, "horizon": 600]),
      trace: lowered),
    Case(
      testDescription: "garch",
      change: margins(
        "garch",
        [
          "omega": 1e-4, "alpha": 0.1, "beta": 0.8, "start": 0.03, "period": 60, "horizon": 600,
        ]), trace: lowered),
    Case(
      testDescription: "parkinson",
      change: margins("parkinson", ["periods": 3, "period": 60, "horizon": 600, "delay": 60]),
      trace: lowered),
    Case(
      testDescription: "congestion",
      change: { network in
        breakers("price", ["threshold": 0.05, "window": 100, "pause": 120])(&network)
        margins("congestion", ["cut": 0.3])(&network)
      }, trace: lowered),
  ]

  static func timing(_ network: Network) -> Timing? {
    network.assets.keys.filter { network.outsidePrice(of: $0) != nil }.min().map { asset in
      Timing(
        PricePath(
          assets: [asset], times: (0..<4).map { 60 * Double($0) }, prices: [1, 0.9, 0.75, 0.6]),
        step: 60, horizon: 300)
    }
  }

  static func run(_ network: Network, _ shocks: [Shock], _ choices: Choices) throws -> Cascade? {
    guard let compiled = try? network.compiled(), let timing = timing(network) else { return nil }
    return try compiled.cascade(after: shocks, choices: choices, timing: timing)
  }

  /// Twice the same; the same in the reverse order of everything; and other than
  /// without the rule, or it would be for nothing.
  @Test(arguments: cases, Choices.Clearing.allCases)
  func `give the same run twice and under other orders`(
    rule: Case, clearing: Choices.Clearing
  ) throws {
    var traces = 0.0
    for (seed, scarce) in zip(
      UInt64(52_000)..<52_040, (0..<20).flatMap { _ in Choices.ScarceCash.allCases })
    {
      var (network, shocks) = RandomNetworks.network(seed: seed)
      rule.change(&network)
      let choices = Choices(clearing: clearing, scarceCash: scarce, roundLimit: 300)
      guard let first = try Self.run(network, shocks, choices) else { continue }
      #expect(try Self.run(network, shocks, choices) == first)
      let other = try #require(try Self.run(network.reversed(), shocks, choices))
      expectNear(other.badDebtUSD, first.badDebtUSD, "bad debt, seed \(seed)")
      expectNear(other.finalLossUSD, first.finalLossUSD, "loss, seed \(seed)")
      for (left, right) in zip(first.steps, other.steps) {
        expectNear(rule.trace(right), rule.trace(left), "step \(left.number), seed \(seed)")
      }
      traces += first.steps.reduce(0) { $0 + rule.trace($1) }
    }
    #expect(traces > 0)
  }

  /// Rules are of ratios: eight times the network does eight times as much.
  @Test(arguments: cases, Choices.Clearing.allCases)
  func `scale`(rule: Case, clearing: Choices.Clearing) throws {
    let options = RandomNetworks.Options(scaleFree: true, issuerLosses: false, otherShocks: false)
    for seed in UInt64(53_000)..<53_020 {
      var (network, shocks) = RandomNetworks.network(seed: seed, options: options)
      rule.change(&network)
      let choices = Choices(clearing: clearing, roundLimit: 300)
      guard let one = try Self.run(network, shocks, choices),
        let eight = try Self.run(network.scaled(by: 8), shocks, choices)
      else { continue }
      expectNear(eight.badDebtUSD, 8 * one.badDebtUSD, "bad debt, seed \(seed)")
      expectNear(eight.finalLossUSD, 8 * one.finalLossUSD, "loss, seed \(seed)")
    }
  }

  /// In one moment nobody has time for anything.
  @Test(arguments: cases)
  func `change nothing in an instant run`(rule: Case) throws {
    for seed in UInt64(54_000)..<54_040 {
      let (plain, shocks) = RandomNetworks.network(seed: seed)
      var network = plain
      rule.change(&network)
      guard let compiled = try? plain.compiled() else { continue }
      #expect(
        try network.compiled().cascade(after: shocks) == compiled.cascade(after: shocks),
        "seed \(seed)")
    }
  }

  /// Every rule is in the list.
  @Test func `are tried`() {
    let known =
      Catalog.lenderBehaviours.entries.map(\.name) + Catalog.providerBehaviours.entries.map(\.name)
      + Catalog.borrowerBehaviours.entries.map(\.name) + Catalog.circuitBreakers.entries.map(\.name)
      + Catalog.marginEngines.entries.map(\.name)
    #expect(Set(Self.cases.map(\.testDescription)) == Set(known))
  }

  func expectNear(_ found: Double, _ expected: Double, _ label: String) {
    #expect(
      abs(found - expected) <= 1e-8 * max(abs(expected), 1e6), "\(label): \(found), not \(expected)"
    )
  }
}
