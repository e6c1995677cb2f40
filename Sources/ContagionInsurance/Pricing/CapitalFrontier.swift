public import ContagionModel
import OrderedCollections

/// What more locked capital buys with one design.
public struct CapitalFrontier: Hashable, Sendable {
  /// One amount of capital and what it leaves, USD.
  public struct Point: Hashable, Sendable {
    public var lockedUSD: Double
    public var uncoveredUSD: Estimate
    public var tailValueAtRiskUSD: Estimate
    /// `P(loss > capital)`: what the next unit in one common pool is worth.
    public var marginalValue: Double

    public init(
      lockedUSD: Double, uncoveredUSD: Estimate, tailValueAtRiskUSD: Estimate,
      marginalValue: Double
    ) {
      self.lockedUSD = lockedUSD
      self.uncoveredUSD = uncoveredUSD
      self.tailValueAtRiskUSD = tailValueAtRiskUSD
      self.marginalValue = marginalValue
    }
  }

  public var programme: String
  public var points: [Point]

  /// Measures a programme scaled to each of the amounts.
  ///
  /// Amounts are USD, at least 0.
  ///
  /// - Throws: ``ComparisonError`` as for a comparison; a programme without
  ///   locked capital is refused as one.
  public init(
    of programme: InsuranceProgramme, capital: [Double], on losses: LossScenarios,
    level: Double = 0.99
  ) throws(ComparisonError) {
    let base = try losses.metrics(of: programme, level)
    guard base.lockedCapitalUSD > 0 else {
      throw .programme(
        programme.name, [Finding(at: "design", "it locks no capital that could grow")])
    }
    let totals = losses.scenarios.map { scenario in
      scenario.events.reduce(0) { $0 + $1.badDebtUSD(programme.settles).reduce(0, +) }
    }
    let gross = WeightedSample(totals, weights: losses.scenarios.map(\.probability))
    var points: [Point] = []
    for usd in capital {
      let scaled = programme.scaled(by: usd / base.lockedCapitalUSD)
      let metrics = try losses.metrics(of: scaled, level)
      points.append(
        Point(
          lockedUSD: usd, uncoveredUSD: metrics.uncoveredUSD,
          tailValueAtRiskUSD: metrics.tailValueAtRiskUSD,
          marginalValue: gross.probability(above: usd).value))
    }
    self.programme = programme.name
    self.points = points
  }

  /// The capital at which the pooled curve bends: 0, the total losses, and what
  /// the design itself locks.
  public static func breakpoints(of losses: LossScenarios, _ programme: InsuranceProgramme)
    -> [Double]
  {
    let totals = losses.scenarios.map { scenario in
      scenario.events.reduce(0) { $0 + $1.badDebtUSD(programme.settles).reduce(0, +) }
    }
    return Set(totals + [0]).sorted()
  }
}

extension InsuranceProgramme {
  /// The same design with this multiple of its capital, exits, deductibles and
  /// limits; what markets set (depth of pools) stays.
  public func scaled(by factor: Double) -> InsuranceProgramme {
    guard let design = try? Catalog.insuranceDesigns.rule(design) else { return self }
    var scaled = self
    let growing = Set(design.siloAmounts.filter(\.isCapital).map(\.name))
    for id in silos.keys {
      for (name, usd) in silos[id]?.amounts ?? [:] where growing.contains(name) {
        scaled.silos[id]?.amounts[name] = usd * factor
      }
    }
    for place in exits.indices { scaled.exits[place].usd *= factor }
    for place in capital.indices { scaled.capital[place].usd *= factor }
    for place in layers.indices {
      scaled.layers[place].annualDeductibleUSD *= factor
      scaled.layers[place].trigger?.payoutUSD *= factor
      scaled.layers[place].terms = layers[place].terms.scaled(
        by: factor, in: CatalogListing("terms", Catalog.insuranceTerms))
    }
    scaled.design = self.design.scaled(
      by: factor, in: CatalogListing("design", Catalog.insuranceDesigns))
    return scaled
  }
}

extension RuleChoice {
  /// The same choice with its amounts of money multiplied.
  fileprivate func scaled(by factor: Double, in listing: CatalogListing) -> RuleChoice {
    var scaled = self
    let parameters = listing.rules.first { $0.name == name }?.parameters ?? []
    for parameter in parameters where parameter.unit == "USD" {
      guard case .number(let usd)? = values[parameter.name] else { continue }
      scaled.values[parameter.name] = .number(usd * factor)
    }
    return scaled
  }
}

extension LossScenarios {
  /// The figures of one programme.
  fileprivate func metrics(
    of programme: InsuranceProgramme, _ level: Double
  ) throws(ComparisonError) -> DesignMetrics {
    let designs = try compared([programme], level: level).designs
    return designs[designs.count - 1].metrics
  }
}
