import ContagionModel
import ContagionTestSupport
import OrderedCollections
import RealModule
import Testing

@testable import ContagionEnsemble

struct `Log-normal scenarios` {
  static let count = 40_000

  /// Over a quarter of a year: mean (μ − σ²/2)/4, deviation σ/2, correlation 0.6.
  @Test func `have the moments of their description`() throws {
    let columns = try ScenarioDescription.pair(RuleChoice("log-normal")).made()
      .returns(Self.count)
    for (column, (sigma, drift)) in zip(columns, [(0.8, 0.0), (0.5, 0.2)]) {
      let sample = WeightedSample(column)
      let mean = (drift - sigma * sigma / 2) / 4
      #expect(abs(sample.mean.value - mean) < 3 * sample.mean.standardError)
      // The error of a deviation is about σ / √(2n).
      #expect(abs(sample.standardDeviation - sigma / 2) < 3 * sigma / 2 / .sqrt(80_000))
    }
    #expect(abs(correlation(columns[0], columns[1]) - 0.6) < 3 * 0.64 / .sqrt(40_000))
  }

  @Test func `correlate through factors as the loadings say`() throws {
    var description = ScenarioDescription.pair(RuleChoice("log-normal"))
    description.correlations = []
    description.assets["ETH"]?.loadings = ["market": 0.9]
    description.assets["BTC"]?.loadings = ["market": 0.5]
    let columns = try description.made().returns(Self.count)
    #expect(abs(correlation(columns[0], columns[1]) - 0.45) < 0.013)
  }

  @Test func `do not depend on assets that are added`() throws {
    var description = ScenarioDescription.pair(RuleChoice("log-normal"))
    description.correlations = []
    let alone = try description.made().shocks(of: 5)
    description.assets["CRV"] = ScenarioDescription.AssetMotion(volatility: 1.2)
    #expect(Array(try description.made().shocks(of: 5).prefix(2)) == alone)
  }

  @Test func `refuse what no assets can be`() throws {
    var description = ScenarioDescription.pair(RuleChoice("log-normal"))
    description.assets["CRV"] = ScenarioDescription.AssetMotion(volatility: 1.2)
    description.correlations = [
      .init("ETH", "BTC", 0.9), .init("BTC", "CRV", 0.9), .init("ETH", "CRV", -0.9),
    ]
    #expect(
      throws: ScenarioModelError(
        "correlations",
        "no assets can have these correlations together: the matrix has a negative eigenvalue")
    ) { try description.made() }
    description.correlations = []
    description.grid = ["ETH": [.priceChange("ETH", -0.1)]]
    #expect(
      throws: ScenarioModelError(
        "grid",
        "'grid' is not read by the model 'log-normal'; it reads: assets, correlations")
    ) { try description.made() }
  }
}

struct `Student-t scenarios` {
  /// The share of joint falls among falls at the 1 % quantile, against λ: with
  /// ρ = 0.6 and ν = 4 the limit is 0.3144 (integrated by Simpson's rule); at a
  /// finite level it is a little above.
  @Test(arguments: ["student-t", "t-copula"])
  func `fall together as their tail dependence says`(rule: String) throws {
    expectClose(
      StudentT.tailDependence(correlation: 0.6, degrees: 4), 0.31437263764703083, within: 1e-10)
    let columns = try ScenarioDescription.pair(RuleChoice(rule)).made().returns(40_000)
    let limits = columns.map { WeightedSample($0).quantile(0.01) }
    let both = zip(columns[0], columns[1]).count { $0 <= limits[0] && $1 <= limits[1] }
    let share = Double(both) / 400
    #expect(share > 0.314 - 0.05 && share < 0.314 + 0.11, "\(share)")
    let normal = try ScenarioDescription.pair(RuleChoice("log-normal")).made().returns(40_000)
    let edges = normal.map { WeightedSample($0).quantile(0.01) }
    let normalBoth = zip(normal[0], normal[1]).count { $0 <= edges[0] && $1 <= edges[1] }
    #expect(both > normalBoth + 40)
  }

  /// The margins of the copula are those of the log-normal model.
  @Test func `keep normal margins under the copula`() throws {
    let column = try ScenarioDescription.pair(RuleChoice("t-copula")).made().returns(40_000)[0]
    let sample = WeightedSample(column)
    #expect(abs(sample.standardDeviation - 0.4) < 0.005)
    for (level, z) in [(0.01, -2.3263478740408408), (0.5, 0), (0.99, 2.3263478740408408)] {
      let found = sample.valueAtRisk(level)
      #expect(abs(found.value - (-0.08 + 0.4 * z)) < 3.5 * found.standardError + 1e-3)
    }
  }

  /// ν = 6 has kurtosis 3 + 6/(ν − 4) = 6 and the variance asked for.
  @Test func `have the variance asked for`() throws {
    let rule = RuleChoice("student-t", ["degreesOfFreedom": .number(6)])
    let sample = WeightedSample(try ScenarioDescription.pair(rule).made().returns(40_000)[0])
    // The error of a variance is σ²√((κ − 1)/n) = 0.011 of it.
    #expect(abs(sample.standardDeviation / 0.4 - 1) < 0.02)
  }
}

struct `Jumps` {
  static var description: ScenarioDescription {
    var result = ScenarioDescription(
      name: "depeg", rule: RuleChoice("jumps"), horizonDays: 36.5)
    result.events = [
      "usdc": .init(perYear: 3, shocks: [.priceChange("USDC", -0.1)], brings: ["dai": 0.4]),
      "dai": .init(perYear: 1, shocks: [.priceChange("DAI", -0.2), .oracleHold("dai")]),
    ]
    return result
  }

  /// A tenth of a year: P(usdc) = 1 − e^−0.3; dai happens by itself at 0.1 and
  /// is brought at 0.3·0.4 = 0.12, so P(dai) = 1 − e^−0.22; P(neither) =
  /// e^−0.3·e^−0.1 = e^−0.4.
  @Test func `happen together as often as they should`() throws {
    let scenarios = try Self.description.made()
    #expect(scenarios.targets == ["USDC", "DAI", "oracle:dai.hold"])
    let count = 20_000
    var (usdc, dai, neither) = (0, 0, 0)
    for scenario in 0..<count {
      let sizes = scenarios.sizes(of: scenarios.shocks(of: scenario))
      if sizes[0] != 0 { usdc += 1 }
      if sizes[1] != 0 { dai += 1 }
      if sizes[0] == 0, sizes[1] == 0 { neither += 1 }
      #expect((sizes[1] != 0) == (sizes[2] == 1))
    }
    for (found, p) in [
      (usdc, 1 - Double.exp(-0.3)), (dai, 1 - Double.exp(-0.22)), (neither, Double.exp(-0.4)),
    ] {
      let error = Double.sqrt(p * (1 - p) / Double(count))
      #expect(abs(Double(found) / Double(count) - p) < 3 * error)
    }
  }

  /// Two falls by 10 % make one by 19 %.
  @Test func `multiply when they repeat`() throws {
    let scenarios = try Self.description.made()
    let sizes = Set(
      (0..<2000).flatMap { scenarios.shocks(of: $0) }.compactMap { shock -> Double? in
        guard case .priceChange("USDC", let size) = shock else { return nil }
        return (size * 1e9).rounded() / 1e9
      })
    #expect(sizes.isSuperset(of: [-0.1, -0.19]))
    #expect(sizes.isSubset(of: [-0.1, -0.19, -0.271, -0.3439, -0.40951]))
  }

  @Test func `refuse an event that brings a stranger`() {
    var description = Self.description
    description.events["usdc"]?.brings = ["dia": 0.4]
    #expect(
      throws: ScenarioModelError(
        "events.usdc.brings.dia",
        "'usdc' brings 'dia'; accepted: another event of the list")
    ) { try description.made() }
  }
}

struct `Scenarios of the past` {
  /// Five prices, four returns: ×1.1, ×0.5, ×2, ×1.2.
  static func description(_ rule: String, horizonDays: Double = 2) -> ScenarioDescription {
    var result = ScenarioDescription(
      name: "past", rule: RuleChoice(rule), horizonDays: horizonDays)
    result.prices = PriceHistory(
      assets: ["ETH", "BTC"], times: ["a", "b", "c", "d", "e"],
      prices: [100, 10, 110, 10, 55, 20, 110, 20, 132, 40], stepDays: 1)
    return result
  }

  /// Windows of two steps: 55/100, 110/110, 132/55; BTC 20/10, 20/10, 40/20.
  @Test func `are replayed window by window`() throws {
    let scenarios = try Self.description("replay").made()
    #expect(scenarios.limit == 3)
    #expect(!scenarios.isSampled)
    let sizes = (0..<3).map { scenarios.sizes(of: scenarios.shocks(of: $0)) }
    for (found, expected) in zip(sizes, [[-0.45, 1], [0, 1], [1.4, 1]]) {
      for (a, b) in zip(found, expected) { expectClose(a, b) }
    }
  }

  /// One-step scenarios are single returns, each as likely.
  @Test func `are resampled with equal chances, all assets together`() throws {
    let scenarios = try Self.description("bootstrap", horizonDays: 1).made()
    var counts: [[Double]: Int] = [:]
    for scenario in 0..<4000 {
      let sizes = scenarios.sizes(of: scenarios.shocks(of: scenario))
      counts[sizes.map { ($0 * 1e9).rounded() / 1e9 }, default: 0] += 1
    }
    #expect(Set(counts.keys) == [[0.1, 0], [-0.5, 1], [1, 0], [0.2, 1]])
    // √(4000·¼·¾) = 27.
    for count in counts.values { #expect(abs(count - 1000) < 3 * 27) }
  }

  /// After a step at random the next step goes on with chance 1 − 1/L + 1/(L·rows):
  /// with L = 4 and 4 rows that is 0.8125.
  @Test func `come in blocks of the mean length asked for`() throws {
    var description = Self.description("bootstrap", horizonDays: 2)
    description.rule.values["meanBlock"] = .number(4)
    description.prices?.prices = [1, 1, 2, 1, 8, 1, 128, 1, 32768, 1]
    let scenarios = try description.made()
    let count = 8000
    var following = 0
    for scenario in 0..<count {
      let power = Double.log2(1 + scenarios.sizes(of: scenarios.shocks(of: scenario))[0])
      // Returns are 2^1, 2^2, 2^4, 2^8; blocks go on as 1+2, 2+4, 4+8, 8+1.
      if [3, 6, 12, 9].contains(power.rounded()) { following += 1 }
    }
    let p = 0.8125
    // Order is lost in sums: a jump backwards looks alike, 1/L·(1/rows) more.
    let chance = p + 0.0625
    let error = Double.sqrt(chance * (1 - chance) / Double(count))
    #expect(abs(Double(following) / Double(count) - chance) < 3 * error)
  }

  @Test func `need as many prices as the horizon`() {
    #expect(
      throws: ScenarioModelError("prices", "5 prices are 4 steps; the horizon needs 5")
    ) { try Self.description("replay", horizonDays: 5).made() }
    #expect(
      throws: ScenarioModelError(
        "horizonDays",
        "the horizon is 1.5 steps of the prices; accepted: a whole number, 1 or more")
    ) { try Self.description("replay", horizonDays: 1.5).made() }
  }
}

struct `Scenarios that are given` {
  @Test func `run through a grid, the last axis fastest`() throws {
    var description = ScenarioDescription(name: "g", rule: RuleChoice("grid"), horizonDays: 1)
    description.grid = [
      "ETH": [.priceChange("ETH", -0.1), .priceChange("ETH", -0.2)],
      "BTC": [.priceChange("BTC", 0), .price("BTC", 9)],
    ]
    let scenarios = try description.made()
    #expect(scenarios.limit == 4)
    #expect(scenarios.targets == ["ETH", "BTC", "BTC USD"])
    #expect(
      (0..<4).map { scenarios.sizes(of: scenarios.shocks(of: $0)) }
        == [[-0.1, 0, 0], [-0.1, 0, 9], [-0.2, 0, 0], [-0.2, 0, 9]])
    #expect(scenarios.probability(of: 0, among: 4) == 0.25)
  }

  @Test func `keep the probabilities of their file`() throws {
    var description = ScenarioDescription(name: "f", rule: RuleChoice("file"), horizonDays: 1)
    description.listed = [
      .init(shocks: [.priceChange("ETH", -0.3)], probability: 0.25),
      .init(shocks: [], probability: 0.75),
    ]
    let scenarios = try description.made()
    #expect(scenarios.probability(of: 1, among: 2) == 0.75)
    description.listed[1].probability = 0.7
    #expect(
      throws: ScenarioModelError(
        "scenarios", "the probabilities sum to 0.95; accepted: 1")
    ) { try description.made() }
    description.listed[1].probability = nil
    #expect(
      throws: ScenarioModelError(
        "scenarios", "1 of 2 scenarios have a probability; accepted: all or none")
    ) { try description.made() }
  }
}
