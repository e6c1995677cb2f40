public import ContagionModel
import OrderedCollections

extension LossScenarios {
  /// How robust each design and the ranking of designs is to what nobody knows well.
  ///
  /// Designs equal within 1e-9 of the largest share a rank. Losses "all at once" keep
  /// every market's own distribution, and that of every price; they need one event
  /// a scenario.
  ///
  /// - Throws: ``ComparisonError`` as for a comparison; unequal capital is allowed.
  /// - Complexity: That of five comparisons.
  public func sensitivities(
    of programmes: [InsuranceProgramme]
  ) throws(ComparisonError) -> [DesignSensitivity] {
    let losing = withoutQuiet
    var found: [DesignSensitivity.Case: [Double]] = [:]
    for kind in DesignSensitivity.Case.allCases {
      let set: LossScenarios
      switch kind {
      case .base, .recognitionLater, .halfDepth: set = losing
      case .capitalFalls:
        set = losing.withCapital(of: programmes, worth: 0.8)
      case .comonotone:
        guard let together = comonotone else { continue }
        set = together
      }
      let results = try set.compared(
        programmes.map { $0.changed(for: kind) }, allowsUnequal: true, details: 0
      ).designs.suffix(programmes.count)
      found[kind] = results.map(\.metrics.uncoveredUSD.value)
    }
    return programmes.indices.map { place in
      DesignSensitivity(
        design: programmes[place].title, uncoveredUSD: found.mapValues { $0[place] },
        rank: found.mapValues { left in
          let slack = 1e-9 * (left.max() ?? 0)
          return 1 + left.count { $0 < left[place] - slack }
        })
    }
  }

  /// The same losses with the assets that designs hold worth less at payout.
  private func withCapital(
    of programmes: [InsuranceProgramme], worth factor: Double
  ) -> LossScenarios {
    let held = Set(programmes.flatMap(\.heldAssets))
    var changed = self
    for scenario in scenarios.indices {
      for event in scenarios[scenario].events.indices {
        for asset in held {
          changed.scenarios[scenario].events[event].priceFactors[asset] =
            factor * scenarios[scenario].events[event].priceFactor(of: asset)
        }
      }
    }
    return changed
  }

  /// Every market's losses sorted against each other, prices from high to low.
  var comonotone: LossScenarios? {
    guard scenarios.allSatisfy({ $0.events.count == 1 }) else { return nil }
    let events = scenarios.map { $0.events[0] }
    let assets = Set(events.flatMap(\.priceFactors.keys))
    let weights = scenarios.map(\.probability)
    func ladder(_ figures: [Double]) -> Ladder { Ladder(figures, weights) }
    let realized = markets.indices.map { market in ladder(events.map { $0.realizedUSD[market] }) }
    let latent = markets.indices.map { market in
      ladder(events.map { $0.latentUSD.isEmpty ? 0 : $0.latentUSD[market] })
    }
    let prices = assets.map { asset in
      (asset: asset, ladder: ladder(events.map { -$0.priceFactor(of: asset) }))
    }
    func optional(_ figure: (LossEvent) -> Double?) -> Ladder? {
      let figures = events.compactMap(figure)
      return figures.count == events.count ? ladder(figures) : nil
    }
    let debt = optional(\.liquidatedDebtUSD)
    let equity = optional { $0.borrowerEquityUSD.map { -$0 } }
    let ladders = realized + latent + prices.map(\.ladder) + [debt, equity].compactMap { $0 }
    var edges: [Double] = []
    for edge in ladders.flatMap(\.edges).sorted() where edge - (edges.last ?? 0) > 1e-12 {
      edges.append(edge)
    }
    var together = self
    together.isSampled = false
    together.scenarios = []
    var start = 0.0
    for (place, edge) in edges.enumerated() {
      let middle = (start + edge) / 2
      var event = LossEvent(
        "\(place)", realizedUSD: realized.map { $0[middle] }, latentUSD: latent.map { $0[middle] })
      for price in prices { event.priceFactors[price.asset] = -price.ladder[middle] }
      event.liquidatedDebtUSD = debt.map { $0[middle] }
      event.borrowerEquityUSD = equity.map { -$0[middle] }
      together.scenarios.append(
        LossScenario("\(place)", probability: edge - start, events: [event]))
      start = edge
    }
    return together
  }

  /// Figures from small to large with the probability up to each.
  private struct Ladder {
    let edges: [Double]
    private let figures: [Double]

    init(_ values: [Double], _ weights: [Double]) {
      let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
      var running = 0.0
      edges = order.map { place in
        running += weights[place]
        return running
      }
      figures = order.map { values[$0] }
    }

    /// The figure at a cumulative probability.
    subscript(_ level: Double) -> Double {
      var low = 0
      var high = edges.count - 1
      while low < high {
        let middle = (low + high) / 2
        if edges[middle] >= level { high = middle } else { low = middle + 1 }
      }
      return figures[low]
    }
  }
}

extension InsuranceProgramme {
  /// What its capital is held in.
  fileprivate var heldAssets: [AssetID] {
    [token].compactMap { $0 } + silos.values.compactMap(\.asset) + layers.compactMap(\.asset)
      + capital.compactMap(\.asset)
  }

  fileprivate func changed(for kind: DesignSensitivity.Case) -> InsuranceProgramme {
    var changed = self
    switch kind {
    case .base, .capitalFalls, .comonotone: break
    case .recognitionLater: changed.recognitionDay += 10
    case .halfDepth:
      for id in silos.keys {
        if let depth = silos[id]?.amounts["depth"] {
          changed.silos[id]?.amounts["depth"] = depth / 2
        }
      }
    }
    return changed
  }
}
