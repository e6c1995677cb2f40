public import ContagionModel

extension CapitalFrontier {
  /// Multiples of the locked capital at which frontiers are measured.
  public static let steps = (0...10).map { Double($0) / 5 }

  /// The frontiers of several designs at the same amounts of capital, from none to
  /// twice what they lock.
  ///
  /// Scenarios without bad debt are counted together, which changes no mean and no
  /// tail and no error.
  ///
  /// - Returns: A frontier a design that locks capital; `nil` if none does or they
  ///   lock different amounts.
  /// - Throws: ``ComparisonError`` as for a comparison.
  public static func frontiers(
    of programmes: [InsuranceProgramme], on losses: LossScenarios, level: Double
  ) throws(ComparisonError) -> [CapitalFrontier]? {
    var locking: [InsuranceProgramme] = []
    var amounts: [Double] = []
    for programme in programmes {
      let compiled: CompiledProgramme
      do {
        compiled = try CompiledProgramme(programme, insuring: losses.markets)
      } catch {
        throw .programme(programme.name, error.findings)
      }
      guard compiled.lockedCapitalUSD > 0 else { continue }
      locking.append(programme)
      amounts.append(compiled.lockedCapitalUSD)
    }
    guard let first = amounts.first,
      amounts.allSatisfy({
        abs($0 - first) <= LossScenarios.capitalTolerance * max($0, first)
      })
    else { return nil }
    let losing = losses.withoutQuiet
    var frontiers: [CapitalFrontier] = []
    for programme in locking {
      frontiers.append(
        try CapitalFrontier(
          of: programme, capital: steps.map { $0 * first }, on: losing, level: level))
    }
    return frontiers
  }
}

extension LossScenarios {
  /// The scenarios with bad debt, and one without for all others.
  var withoutQuiet: LossScenarios {
    var losing = self
    losing.draws = draws ?? scenarios.count
    losing.scenarios = []
    var quiet = 0.0
    var example: LossScenario?
    for scenario in scenarios {
      let loses = scenario.events.contains { event in
        event.realizedUSD.contains { $0 > 0 } || event.latentUSD.contains { $0 > 0 }
      }
      if loses {
        losing.scenarios.append(scenario)
      } else {
        quiet += scenario.probability
        if example == nil { example = scenario }
      }
    }
    if var example {
      example.probability = min(1, quiet)
      losing.scenarios.append(example)
    }
    return losing
  }
}
