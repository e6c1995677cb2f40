import ContagionEngine
import ContagionModel
import ContagionTestSupport
import OrderedCollections
import Testing

/// Oracles against `CHAINLINK`, `TWAP` and a pencil.
struct `Oracles` {
  static func oracle(_ name: String, _ values: [String: Double]) throws -> any PriceOracle {
    try Catalog.priceOracles.rule(RuleChoice(name, values.mapValues { .number($0) }))
  }

  static let path: [(Double, Double)] = [
    (0, 2000), (300, 1996), (600, 1985), (900, 1991), (1500, 1975), (2400, 1980), (4500, 1979),
    (5000, 1968), (8700, 1969), (9000, 1850),
  ]

  /// `CHAINLINK`: 0.5 % and one hour; what is reported after each observation.
  @Test func `report on a deviation or a heartbeat`() throws {
    let rule = try Self.oracle("deviation-heartbeat", ["deviation": 0.005, "heartbeat": 3600])
    let reported: [Double] = [2000, 2000, 1985, 1985, 1975, 1975, 1975, 1975, 1969, 1850]
    var history = OracleHistory(2000)
    for (seen, expected) in zip(Self.path, reported) {
      history.observe(seen.1, at: seen.0)
      #expect(rule.report(history) == expected, "at \(seen.0) s")
    }
  }

  static var averaged: OracleHistory {
    var history = OracleHistory(2000)
    history.observe(1900, at: 600)
    history.observe(1700, at: 900)
    history.observe(1750, at: 1800)
    return history
  }

  /// `TWAP`: 2,000 for 600 s, 1,900 for 300 s, 1,700 for 900 s, then 1,750.
  @Test(arguments: [
    ("twap", ["window": 1800.0], 5500.0 / 3),
    ("geometric-twap", ["window": 1800], 1828.2127191525878079),
    ("ema", ["tau": 866], 1795.7585298198833697), ("spot", [:], 1750),
  ])
  func `average over time`(name: String, values: [String: Double], expected: Double) throws {
    let report = try Self.oracle(name, values).report(Self.averaged)
    #expect(abs(report - expected) <= 2e-15 * expected)
  }

  /// The window may start before the first price, which held before it.
  @Test func `average over more than was seen`() throws {
    let report = try Self.oracle("twap", ["window": 3600]).report(Self.averaged)
    expectClose(report, (2000 * 2400 + 1900 * 300 + 1700 * 900) / 3600)
  }

  /// One hour of delay: at 4,500 s the price of 900 s is out.
  @Test func `report late`() throws {
    let rule = try Self.oracle("delayed", ["delay": 3600])
    var history = Self.averaged
    #expect(rule.report(history) == 2000)
    history.wait(until: 4199)
    #expect(rule.report(history) == 2000)
    history.wait(until: 4500)
    #expect(rule.report(history) == 1700)
  }

  /// 10 % a year: after half a year 1 may have become 1.05; a fall is reported.
  @Test func `cap growth and not a fall`() throws {
    let rule = try Self.oracle("growth-cap", ["growth": 0.1])
    var history = OracleHistory(1)
    history.observe(1.2, at: 365 * 43_200)
    expectClose(rule.report(history), 1.05)
    history.observe(0.4, at: 365 * 43_200)
    #expect(rule.report(history) == 0.4)
  }

  /// Two of five cannot move the median, three can; of four the lower middle counts.
  @Test func `outvote a minority`() throws {
    let history = OracleHistory(100)
    for (stuck, expected) in [(0.0, 100.0), (2, 100), (3, 1), (5, 1)] {
      let rule = try Self.oracle("median", ["reporters": 5, "stuck": stuck, "value": 1])
      #expect(rule.report(history) == expected)
    }
    #expect(MedianOracle.median([4, 1, 3, 2]) == 2)
  }

  static let choices: [(RuleChoice, Double, Double)] = [
    (RuleChoice("spot"), 80, 99.9),
    (RuleChoice("deviation-heartbeat", ["deviation": .number(0.005)]), 80, 100),
    (RuleChoice("delayed"), 100, 100), (RuleChoice("twap"), 100, 100),
    (RuleChoice("geometric-twap"), 100, 100), (RuleChoice("ema"), 100, 100),
    (RuleChoice("growth-cap"), 80, 99.9),
    (RuleChoice("median", ["stuck": .number(3), "value": .number(70)]), 70, 70),
    (RuleChoice("hard-coded", ["value": .number(5)]), 5, 5),
  ]

  /// From 100 to 80 and to 99.9 within one instant run: 1 unit against 1 owed, so the
  /// price of the call says what the feed reported. Where health stays at or above 1
  /// nobody is called.
  @Test(arguments: choices)
  func `decide in an instant run who is called`(
    choice: RuleChoice, atFall: Double, atDip: Double
  ) throws {
    var network = Network(
      name: "feeds",
      assets: ["ETH": Asset(kind: .base, price: 100), "USD": Asset(kind: .stable, price: 1)],
      oracles: ["eth": OracleFeed(asset: "ETH", rule: choice)],
      protocols: [
        "P": LendingProtocol(
          kind: .isolated, liquidation: RuleChoice("fixed-spread"), recognition: .sharePrice,
          reserves: [
            "ETH": Reserve(liquidationThreshold: 1, oracle: "eth"), "USD": Reserve(),
          ])
      ])
    let opening = choice.name == "hard-coded" ? 5.0 : choice.name == "median" ? 70 : 100
    network.accounts = AccountBook([
      Account("a", at: "P", collateral: [Holding("ETH", 1)], debt: [Holding("USD", opening - 0.01)])
    ])
    let compiled = try network.compiled()
    for (shock, report) in [(-0.2, atFall), (-0.001, atDip)] {
      let cascade = try compiled.cascade(after: [.priceChange("ETH", shock)])
      #expect(cascade.rounds.isEmpty == (report >= opening - 0.01), "at \(shock)")
    }
  }

  /// Every oracle of the catalog is in the list above.
  @Test func `are all tried`() {
    let tried = Set(Self.choices.map(\.0.name))
    #expect(tried == Set(Catalog.priceOracles.entries.map(\.name)))
  }
}
