public import ContagionModel
import OrderedCollections

extension LossScenarios {
  /// How robust each design and the ranking of designs is to what nobody knows well.
  ///
  /// Designs equal within 1e-9 of the largest share a rank. Losses "each on its own"
  /// and "all at once" keep every market's own distribution, and that of every price,
  /// which falls as the sum of losses rises; they need one event a scenario. Those all
  /// at once have no standard error.
  ///
  /// - Throws: ``ComparisonError`` as for a comparison; unequal capital is allowed.
  /// - Complexity: That of six comparisons.
  public func sensitivities(
    of programmes: [InsuranceProgramme]
  ) throws(ComparisonError) -> [DesignSensitivity] {
    let losing = withoutQuiet
    var found: [DesignSensitivity.Case: [Double]] = [:]
    var errors: [DesignSensitivity.Case: [Double]] = [:]
    for kind in DesignSensitivity.Case.allCases {
      let set: LossScenarios
      var groups: [Int] = []
      switch kind {
      case .base, .recognitionLater, .halfDepth: set = losing
      case .capitalFalls:
        set = losing.withCapital(of: programmes, worth: 0.8)
      case .independent:
        guard let apart = independent else { continue }
        (set, groups) = apart
      case .comonotone:
        guard let together = comonotone else { continue }
        set = together
      }
      let results = try set.compared(
        programmes.map { $0.changed(for: kind) }, allowsUnequal: true, details: 0
      ).designs.suffix(programmes.count)
      found[kind] = results.map(\.metrics.uncoveredUSD.value)
      guard isSampled, kind != .comonotone else { continue }
      errors[kind] =
        groups.isEmpty
        ? results.map(\.metrics.uncoveredUSD.standardError)
        : results.map { set.error(of: $0.uncoveredUSD, in: groups) }
    }
    return programmes.indices.map { place in
      DesignSensitivity(
        design: programmes[place].title, uncoveredUSD: found.mapValues { $0[place] },
        standardErrorUSD: errors.mapValues { $0[place] },
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
    case .base, .capitalFalls, .independent, .comonotone: break
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
