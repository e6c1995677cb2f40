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

  /// A report that is an hour late is 2,000 / 1,400 − 1 = 42.9 % above the market from
  /// 3,600 s on, and right again from 7,200 s: the breaker holds until 6,600 + 1,200 s.
  /// One that trips at 43 % never does, and the account is called at 7,200 s.
  @Test(arguments: [(0.42, 7800.0), (0.43, 7200)])
  func `on a report away from the market lets accounts wait`(
    threshold: Double, called: Double
  ) throws {
    var network = `A timed run`.network(RuleChoice("delayed", ["delay": .number(3600)]))
    network.protocols["alpha"]?.breaker = RuleChoice(
      "oracle-deviation", ["threshold": .number(threshold), "pause": .number(1200)])
    let cascade = try `A timed run`.run(
      network, `A timed run`.path(`A timed run`.fall, step: 600, horizon: 10_800))
    #expect(cascade.steps.filter { $0.calls > 0 }.map(\.seconds) == [called])
    let held = cascade.steps.filter { !$0.pauses.isEmpty }
    #expect(
      held.map(\.seconds)
        == (called > 7200 ? Array(stride(from: 3600.0, to: 7800, by: 600)) : []))
    let pause = TimedStep.Pause(
      lendingProtocol: "alpha", breaker: "oracle-deviation", held: .liquidations)
    #expect(held.allSatisfy { $0.pauses == [pause] })
  }

  /// Seen at 0: 100, then 80 and 90 at 60. From the low of 80 to 90 are 12.5 %, from 100
  /// to 90 10 %. At 120 with a window of 60 what was seen at 60 before the last is out:
  /// 90 is in force at its start.
  @Test func `measures moves within its window`() {
    var state = BreakerState()
    #expect(state.move(to: [100], at: 0, window: 60) == 0)
    #expect(abs(state.move(to: [80], at: 60, window: 60) - 0.2) < 1e-12)
    #expect(abs(state.move(to: [90], at: 60, window: 60) - 0.125) < 1e-12)
    #expect(abs(state.move(to: [90], at: 120, window: 60) - 0) < 1e-12)
    #expect(abs(state.move(to: [99], at: 180, window: 60) - 0.1) < 1e-12)
  }

  /// Frozen prices are those of the path: the breaker sees them, too.
  @Test func `holds in the run without feedback`() throws {
    var network = `A timed run`.network(RuleChoice("spot"))
    network.protocols["alpha"]?.breaker = Self.price(0.25, window: 900, pause: 1e6)
    let study = try network.compiled().study(
      of: [], timing: `A timed run`.path(`A timed run`.fall, step: 600, horizon: 10_800))
    #expect(study.joint.rounds.isEmpty)
    #expect(study.noFeedback.rounds == 0)
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
}
