public import OrderedCollections

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
  /// Expected bad debt that is hidden in open accounts, whether a design settles it
  /// or not, USD.
  public var latentUSD: Double
  public var findings: [Finding]

  public init(
    scenarioSet: String, scenarioCount: Int, isSampled: Bool, level: Double,
    markets: [InsuredMarket], scenarios: [String], probabilities: [Double],
    designs: [DesignResult], poolingBoundUSD: Double?, latentUSD: Double = 0,
    findings: [Finding] = []
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
    self.latentUSD = latentUSD
    self.findings = findings
  }
}

extension DesignComparison {
  /// The scenario with the largest bad debt, the first of several; 0 without
  /// scenarios.
  public var worstScenario: Int {
    let totals = designs.first?.grossUSD ?? []
    let largest = totals.max() ?? 0
    return totals.firstIndex { $0 == largest } ?? 0
  }

  /// Scenarios by falling bad debt, the first of equals first, at most so many.
  public func largestScenarios(_ count: Int) -> [Int] {
    let totals = designs.first?.grossUSD ?? []
    return Array(totals.indices.sorted { (-totals[$0], $0) < (-totals[$1], $1) }.prefix(count))
  }
}

/// One design on all scenarios.
public struct DesignResult: Hashable, Sendable {
  public var programme: InsuranceProgramme
  public var metrics: DesignMetrics
  /// Bad debt settled and what of it is left to lenders, by scenario, USD.
  public var grossUSD: [Double]
  public var uncoveredUSD: [Double]
  /// In the order in which they pay.
  public var layers: [LayerUse]
  /// What each of them pays, in the same order.
  public var layerLosses: [LayerLoss]
  /// Expected figures of this design and its overlays alone: `payRatio`.
  public var figures: OrderedDictionary<String, Double>
  /// By scenario, event by event; empty where only figures are kept.
  public var settlements: [[Settlement]]

  public init(
    programme: InsuranceProgramme, metrics: DesignMetrics, grossUSD: [Double],
    uncoveredUSD: [Double], layers: [LayerUse] = [], layerLosses: [LayerLoss] = [],
    figures: OrderedDictionary<String, Double> = [:], settlements: [[Settlement]]
  ) {
    self.programme = programme
    self.metrics = metrics
    self.grossUSD = grossUSD
    self.uncoveredUSD = uncoveredUSD
    self.layers = layers
    self.layerLosses = layerLosses
    self.figures = figures
    self.settlements = settlements
  }
}

/// What one layer can pay and pays, expected over all scenarios.
public struct LayerUse: Hashable, Sendable {
  public var name: String
  /// The cover that the layer belongs to; `nil` for all markets.
  public var silo: InsuredID?
  public var payer: InsurancePayer
  public var funding: LayerPayment.Funding
  /// What it could pay at the events' prices, USD; `nil` without a limit.
  public var capacityUSD: Double?
  public var paidUSD: Double

  public init(
    _ name: String, silo: InsuredID?, payer: InsurancePayer, funding: LayerPayment.Funding,
    capacityUSD: Double?, paidUSD: Double
  ) {
    self.name = name
    self.silo = silo
    self.payer = payer
    self.funding = funding
    self.capacityUSD = capacityUSD
    self.paidUSD = paidUSD
  }
}
