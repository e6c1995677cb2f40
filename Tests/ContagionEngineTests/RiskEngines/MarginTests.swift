import ContagionModel
import ContagionTestSupport
import OrderedCollections
import RealModule
import Testing

@testable import ContagionEngine

/// Margin engines in a timed run, against a pencil.
struct `A margin engine` {
  static func network(
    _ name: String, _ values: [String: Double], debt: Double = 1.15e6
  ) -> Network {
    var network = `A timed run`.network(RuleChoice("spot"), debt: debt)
    network.protocols["alpha"]?.reserves["ETH"]?.margin = RuleChoice(
      name, values.mapValues { .number($0) })
    return network
  }

  /// By step, the threshold that the engine holds; 0.8 without one.
  static func thresholds(_ cascade: Cascade) -> [Double] {
    cascade.steps.map { $0.thresholds.first?.value ?? 0.8 }
  }

  static func close(_ found: [Double], _ expected: [Double]) -> Bool {
    found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) < 1e-12 }
  }

  /// Without decay the variance is the last return's square. ETH falls by 10 %, and for a
  /// hundred periods and one standard deviation the margin is 0.1 · 10 = 1: a threshold of
  /// 1 / 2. A period later nothing has moved, and the file's 0.8 is back.
  static let fall = `A timed run`.path([(0, 2000), (600, 1800)], step: 600, horizon: 3000)
  static let ewma = ["decay": 0.0, "period": 600, "horizon": 60_000, "quantile": 1]

  /// `VOL-MARGIN`.
  @Test func `keeps the margin of the worked example`() {
    let returns = [0.01, -0.02, 0.015, -0.05, 0.03, -0.01, 0.0, 0.02, -0.08, 0.04]
    let ranges = [(2050.0, 1980.0), (2010, 1900), (1950, 1820), (1900, 1780), (1890, 1700)]
      .map { MarketWatch.Range(high: $0.0, low: $0.1) }
    let seen = MarketWatch(returns: returns, ranges: ranges, interval: 86_400)
    let terms = MarginTerms(period: 86_400, horizon: 2 * 86_400)
    let threshold = EWMAMargin(terms).threshold(from: 1, seen)
    #expect(abs(threshold - 0.9195772782918389) < 1e-12)
    let garch = GARCHMargin(
      Volatility.Garch(omega: 1e-5, alpha: 0.08, beta: 0.9), start: 0.0005.squareRoot(), terms)
    #expect(abs(garch.variance(seen) - 0.0010337273148720001) < 1e-15)
    let parkinson = ParkinsonMargin(periods: 5, terms)
    #expect(abs(parkinson.variance(seen) - 0.0017756725294632303) < 1e-15)
  }

  /// 1,800 · 0.5 is less than 1,150 a unit, 1,800 · 0.8 is not: the account is called when
  /// the threshold is in force, and never without an engine.
  @Test(arguments: [0.0, 600, 1200], Choices.Clearing.allCases)
  func `calls accounts once its threshold is in force`(
    delay: Double, clearing: Choices.Clearing
  ) throws {
    var values = Self.ewma
    values["delay"] = delay
    let choices = Choices(clearing: clearing)
    let cascade = try `A timed run`.run(Self.network("ewma", values), Self.fall, choices)
    #expect(cascade.steps.filter { $0.calls > 0 }.map(\.seconds) == [600 + delay])
    var expected = Array(repeating: 0.8, count: 6)
    expected[1 + Int(delay) / 600] = 0.5
    #expect(Self.close(Self.thresholds(cascade), expected))
    #expect(
      cascade.steps.flatMap(\.thresholds).map(\.reserve) == [ReserveID("alpha", "ETH")])
    #expect(cascade.steps.flatMap(\.thresholds).map(\.engine) == ["ewma"])
    let plain = try `A timed run`.run(
      `A timed run`.network(RuleChoice("spot")), Self.fall, choices)
    #expect(plain.rounds.isEmpty)
  }

  /// Steps of 600 s are its periods, though it would look every 200 s.
  @Test func `looks once a step where steps are longer`() throws {
    var values = Self.ewma
    values["period"] = 200
    let cascade = try `A timed run`.run(Self.network("ewma", values, debt: 1), Self.fall)
    #expect(Self.close(Self.thresholds(cascade), [0.8, 0.5, 0.8, 0.8, 0.8, 0.8]))
  }

  /// Within the first period of two steps ETH is at 2,000, 1,600 and 2,000: a return of 0,
  /// and a range of 1.25. In the second it stays. With two periods the range counts half.
  @Test(arguments: [(1.0, 0.0), (2, 0.5)])
  func `measures the range within a period`(periods: Double, share: Double) throws {
    let dip = `A timed run`.path(
      [(0, 2000), (600, 1600), (1200, 2000)], step: 600, horizon: 2400)
    let terms = ["period": 1200.0, "horizon": 30_000, "quantile": 1]
    let cascade = try `A timed run`.run(
      Self.network("parkinson", terms.merging(["periods": periods]) { $1 }, debt: 1), dip)
    func threshold(_ share: Double) -> Double {
      let sigma = Double.log(1.25) / (4 * Double.log(2)).squareRoot()
      return min(0.8, 1 / (1 + 5 * sigma * share.squareRoot()))
    }
    #expect(
      Self.close(
        Self.thresholds(cascade), [0.8, 0.8, threshold(1), threshold(1), threshold(share)]))
    let returns = try `A timed run`.run(
      Self.network("ewma", terms, debt: 1), dip)
    #expect(Self.close(Self.thresholds(returns), [0.8, 0.8, 0.8, 0.8, 0.8]))
  }

  /// From a variance of 0.001 a return of 10 % makes 1e-4 + 0.1 · 0.01 + 0.8 · 0.001 =
  /// 0.0019, and one of 0 then 1e-4 + 0.8 · 0.0019 = 0.00162.
  @Test func `remembers what it has seen`() throws {
    let values = [
      "omega": 1e-4, "alpha": 0.1, "beta": 0.8, "start": 0.001.squareRoot(), "period": 600,
      "horizon": 60_000, "quantile": 1,
    ]
    let cascade = try `A timed run`.run(Self.network("garch", values, debt: 1), Self.fall)
    let expected = [0.0019, 0.00162].map { 1 / (1 + 10 * $0.squareRoot()) }
    #expect(Self.close(Array(Self.thresholds(cascade)[1...2]), expected))
  }

  /// Two are below 1 after the fall and blocks have room for one: half of the calls wait,
  /// and the threshold loses half of a fifth. A step later nobody waits.
  @Test func `lowers the threshold while calls find no room`() throws {
    let agents = Agents(liquidators: Agents.Liquidators(callsPerStep: 1))
    var network = `Agents with a purse`.network(agents, base: 1e7, accounts: 2)
    network.protocols["alpha"]?.reserves["ETH"]?.margin = RuleChoice(
      "congestion", ["cut": .number(0.2)])
    let path = `A timed run`.path([(0, 2000), (600, 1400)], step: 600, horizon: 2400)
    let cascade = try `A timed run`.run(network, path, Choices(liquidators: .profitable))
    #expect(cascade.steps.map(\.calls) == [0, 1, 1, 0, 0])
    #expect(Self.close(Self.thresholds(cascade), [0.8, 0.8, 0.72, 0.8, 0.8]))
  }

  /// A shock's threshold is what it would be without: the engine lowers 0.6 to 0.5, and
  /// leaves 0.4 alone.
  @Test(arguments: [(0.6, [0.5]), (0.4, [])])
  func `lowers what a shock left`(shocked: Double, lowered: [Double]) throws {
    let cascade = try `A timed run`.run(
      Self.network("ewma", Self.ewma, debt: 1), Self.fall,
      after: [.reserveParameter(ReserveID("alpha", "ETH"), .liquidationThreshold, shocked)])
    #expect(Self.close(cascade.steps.flatMap(\.thresholds).map(\.value), lowered))
  }

  @Test func `does nothing in an instant run`() throws {
    let plain = try `A timed run`.network(RuleChoice("spot")).compiled()
    let engine = try Self.network("congestion", ["cut": 1]).compiled()
    #expect(
      try engine.cascade(after: [.priceChange("ETH", -0.3)])
        == plain.cascade(after: [.priceChange("ETH", -0.3)]))
  }

  @Test func `is refused without its numbers, or a threshold`() {
    #expect(
      Self.network("ewma", ["decay": 0.5]).ruleFindings().map(\.path)
        == ["protocols.alpha.reserves.ETH.margin.rule"])
    var network = Self.network("congestion", ["cut": 0.1])
    network.protocols["alpha"]?.liquidation.values["liquidationThreshold"] = nil
    network.protocols["alpha"]?.reserves["ETH"]?.liquidationThreshold = 0.8
    #expect(network.ruleFindings().isEmpty)
    network.protocols["alpha"]?.reserves["USD"]?.margin = RuleChoice(
      "congestion", ["cut": .number(0.1)])
    #expect(network.ruleFindings().map(\.path) == ["protocols.alpha.reserves.USD.margin"])
  }

  /// Only those that a threshold can have brought below 1 are looked at; they are, to the
  /// bit, those that a look at everybody finds.
  @Test(arguments: Choices.Clearing.allCases)
  func `calls whom a look at everybody finds`(clearing: Choices.Clearing) throws {
    var lowered = 0
    for seed in UInt64(55_000)..<55_060 {
      var (network, shocks) = RandomNetworks.network(seed: seed)
      `Rules of timed runs on random networks`.margins(
        "ewma", ["period": 60, "horizon": 600])(&network)
      guard let compiled = try? network.compiled(),
        let timing = `Rules of timed runs on random networks`.timing(network)
      else { continue }
      var options = CascadeRun.Options(choices: Choices(clearing: clearing, roundLimit: 300))
      options.timing = timing
      let (run, values) = try compiled.valued(shocks, options)
      options.looksAtAll = true
      let (plain, plainValues) = try compiled.valued(shocks, options)
      #expect(
        Cascade(run, values, title: nil, shocks: shocks)
          == Cascade(plain, plainValues, title: nil, shocks: shocks), "seed \(seed)")
      lowered += run.steps.reduce(0) { $0 + $1.thresholds.count }
    }
    #expect(lowered > 0)
  }
}
