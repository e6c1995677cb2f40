/// Insurance designs on the same losses.
public struct DesignComparison: Hashable, Sendable {
  /// The scenario set, how many scenarios it has, and whether they are draws.
  public var scenarioSet: String
  public var scenarioCount: Int
  public var isSampled: Bool
  /// The level of VaR and TVaR: 0.99.
  public var level: Double
  public var markets: [InsuredMarket]
  /// Names of the scenarios, and their weights.
  public var scenarios: [String]
  public var probabilities: [Double]
  /// The control without capital first, then the designs.
  public var designs: [DesignResult]
  /// Capital in one frictionless pool for everybody: what no design with the
  /// same locked capital can do better than; `nil` without a common capital.
  public var poolingBoundUSD: Double?
  public var findings: [Finding]

  public init(
    scenarioSet: String, scenarioCount: Int, isSampled: Bool, level: Double,
    markets: [InsuredMarket], scenarios: [String], probabilities: [Double],
    designs: [DesignResult], poolingBoundUSD: Double?, findings: [Finding] = []
  ) {
    self.scenarioSet = scenarioSet
    self.scenarioCount = scenarioCount
    self.isSampled = isSampled
    self.level = level
    self.markets = markets
    self.scenarios = scenarios
    self.probabilities = probabilities
    self.designs = designs
    self.poolingBoundUSD = poolingBoundUSD
    self.findings = findings
  }
}

extension DesignComparison {
  /// The scenario with the largest bad debt, the first of several; 0 without
  /// scenarios.
  public var worstScenario: Int {
    let totals =
      designs.first?.settlements.map { events in
        events.reduce(0) { $0 + $1.grossUSD.reduce(0, +) }
      } ?? []
    let largest = totals.max() ?? 0
    return totals.firstIndex { $0 == largest } ?? 0
  }
}

/// One design on all scenarios.
public struct DesignResult: Hashable, Sendable {
  public var programme: InsuranceProgramme
  public var metrics: DesignMetrics
  /// By scenario, event by event.
  public var settlements: [[Settlement]]

  public init(
    programme: InsuranceProgramme, metrics: DesignMetrics, settlements: [[Settlement]]
  ) {
    self.programme = programme
    self.metrics = metrics
    self.settlements = settlements
  }
}
