import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

@testable import ContagionEngine

/// Circuit breakers in a timed run, against a pencil.
struct `A circuit breaker` {
  static func price(_ threshold: Double, window: Double, pause: Double) -> RuleChoice {
    RuleChoice(
      "price",
      ["threshold": .number(threshold), "window": .number(window), "pause": .number(pause)])
  }

  /// ETH falls by 30 % at 3,600 s. At 4,200 s that is 600 s ago, within a window of
  /// 900; at 4,800 s it is not. So liquidations pause from 3,600 s to 4,200 + 1,200 s,
  /// and the account of 1.15 m waits for three steps. A fall below the
  /// threshold trips nothing.
  @Test(arguments: [(0.25, 5400.0), (0.35, 3600)], Choices.Clearing.allCases)
  func `on prices lets accounts wait`(
    breaker: (threshold: Double, called: Double), clearing: Choices.Clearing
  ) throws {
    var network = `A timed run`.network(RuleChoice("spot"))
    network.protocols["alpha"]?.breaker = Self.price(
      breaker.threshold, window: 900, pause: 1200)
    let cascade = try `A timed run`.run(
      network, `A timed run`.path(`A timed run`.fall, step: 600, horizon: 10_800),
      Choices(clearing: clearing))
    #expect(cascade.steps.filter { $0.calls > 0 }.map(\.seconds) == [breaker.called])
    let waiting = cascade.steps.filter { $0.waiting > 0 }
    #expect(
      waiting.map(\.seconds)
        == Array(stride(from: 3600, to: breaker.called, by: 600)))
    #expect(waiting.allSatisfy { $0.waiting == 1 && $0.waitingDebtUSD == 1.15e6 })
  }

  /// While they wait ETH falls on to 1,000: 1,000 ETH pay 1 m / 1.05 of 1.15 m.
  @Test func `on prices can make a loss`() throws {
    var network = `A timed run`.network(RuleChoice("spot"))
    let path = `A timed run`.path(
      [(0, 2000), (600, 1400), (1200, 1000)], step: 600, horizon: 6000)
    #expect(try `A timed run`.run(network, path).realizedBadDebtUSD == 0)
    network.protocols["alpha"]?.breaker = Self.price(0.25, window: 600, pause: 900)
    let cascade = try `A timed run`.run(network, path)
    #expect(abs(cascade.realizedBadDebtUSD - (1.15e6 - 1e6 / 1.05)) < 1e-6)
  }

  /// Of 1,000 leave 100 and 90: 19 % within two minutes, above 15 %. 81 are refused at
  /// 180 and at 240 s; at 300 s the 10 that are there leave.
  @Test func `on outflows refuses withdrawals`() throws {
    var network = `Lenders who run`.network(
      `Lenders who run`.rule("utilization-run", from: 0.75))
    network.protocols["bank"]?.breaker = RuleChoice(
      "outflow", ["share": .number(0.15), "window": .number(120), "pause": .number(180)])
    let cascade = try `Lenders who run`.run(network, steps: 5)
    #expect(
      `Lenders who run`.close(cascade.steps.map(\.withdrawnUSD), [0, 100, 90, 0, 0, 10]))
    #expect(
      `Lenders who run`.close(cascade.steps.map(\.refusedUSD), [0, 0, 0, 81, 81, 71]))
  }

  @Test func `does nothing in an instant run`() throws {
    var network = `A timed run`.network(RuleChoice("spot"))
    let plain = try network.compiled().cascade(after: [.priceChange("ETH", -0.3)])
    network.protocols["alpha"]?.breaker = Self.price(0, window: 900, pause: 1200)
    #expect(plain.rounds.count == 1)
    #expect(try network.compiled().cascade(after: [.priceChange("ETH", -0.3)]) == plain)
  }

  @Test func `is refused without its numbers`() {
    var network = `A timed run`.network(RuleChoice("spot"))
    network.protocols["alpha"]?.breaker = RuleChoice("outflow", ["share": .number(0.1)])
    #expect(network.ruleFindings().map(\.path) == ["protocols.alpha.breaker.rule"])
  }

  /// Identities are checked within every run; the same input gives the same result.
  @Test(arguments: ["price", "outflow"], Choices.Clearing.allCases)
  func `keeps the books on random networks`(name: String, clearing: Choices.Clearing) throws {
    var trapped = 0.0
    for seed in UInt64(53_000)..<53_040 {
      var (network, shocks) = RandomNetworks.network(seed: seed)
      network.agents.lenders = `Lenders who run`.rule("utilization-run", from: 0.1)
      for id in network.protocols.keys {
        network.protocols[id]?.breaker = RuleChoice(
          name,
          [
            name == "price" ? "threshold" : "share": .number(0.05), "window": .number(100),
            "pause": .number(120),
          ])
      }
      guard let compiled = try? network.compiled(),
        let asset = network.assets.keys.first(where: { network.outsidePrice(of: $0) != nil })
      else { continue }
      let timing = Timing(
        PricePath(
          assets: [asset], times: (0..<4).map { 60 * Double($0) }, prices: [1, 0.9, 0.75, 0.6]),
        step: 60, horizon: 360)
      let choices = Choices(clearing: clearing, roundLimit: 300)
      let first = try compiled.cascade(after: shocks, choices: choices, timing: timing)
      #expect(try compiled.cascade(after: shocks, choices: choices, timing: timing) == first)
      trapped += first.steps.reduce(0) {
        $0 + (name == "price" ? $1.waitingDebtUSD : $1.refusedUSD)
      }
    }
    #expect(trapped > 0)
  }

  /// Every rule is in the list.
  @Test func `is tried`() {
    #expect(Catalog.circuitBreakers.entries.map(\.name) == ["price", "outflow"])
  }
}
