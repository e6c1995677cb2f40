public import ContagionModel

extension LossScenarios {
  /// How far the locked capitals of compared designs may lie apart, as a share.
  public static let capitalTolerance = 1e-9

  /// Settles every design on these losses.
  ///
  /// The zero-capital control comes first unless lender socialisation is among the
  /// designs. Designs share the scenarios, so
  /// differences between them are paired. A `basis` takes the place of what the
  /// programmes settle; `assets` are those that scenarios price, and with `nil` any
  /// may be named. The level of VaR and TVaR is 0 ..< 1. Settlements are kept of the
  /// scenarios with the largest bad debt, at most `details`; figures are over all.
  ///
  /// - Throws: ``ComparisonError``: what is wrong with the scenarios, with a
  ///   programme, or with comparing them.
  public func compared(
    _ programmes: [InsuranceProgramme], level: Double = 0.99,
    settling basis: InsuranceProgramme.Basis? = nil, allowsUnequal: Bool = false,
    pricing assets: [AssetID]? = nil, details: Int = 1000
  ) throws(ComparisonError) -> DesignComparison {
    let faults = findings().filter { $0.severity == .error }
    guard faults.isEmpty else { throw .scenarios(faults) }
    var remarks: [Finding] = []
    var compiled: [CompiledProgramme] = []
    for var programme in programmes {
      if let basis { programme.settles = basis }
      let found = programme.findings(insuring: markets, pricing: assets) + missing(for: programme)
      let errors = found.filter { $0.severity == .error }
      guard errors.isEmpty else { throw .programme(programme.name, errors) }
      remarks += found.map {
        Finding($0.severity, at: "\(programme.name): \($0.path)", $0.message)
      }
      do {
        compiled.append(try CompiledProgramme(programme, insuring: markets))
      } catch {
        throw .programme(programme.name, error.findings)
      }
    }
    let capital = try commonCapital(compiled, allowsUnequal)
    let control = try control(settling: basis ?? programmes.first?.settles ?? .realized)
    let hasControl = programmes.contains { $0.design.name == LenderSocialization.name }
    let settled = control.programme.settles
    let totals = scenarios.map { scenario in
      scenario.events.reduce(0) { $0 + $1.badDebtUSD(settled).reduce(0, +) }
    }
    let kept = largest(details)
    return DesignComparison(
      scenarioSet: name, scenarioCount: scenarios.count, isSampled: isSampled, level: level,
      markets: markets, scenarios: scenarios.map(\.id),
      probabilities: scenarios.map(\.probability),
      designs: ((hasControl ? [] : [control]) + compiled).map {
        DesignResult($0, on: self, level: level, keeping: kept)
      },
      poolingBoundUSD: capital.map { capital in
        zip(totals, scenarios).reduce(0) { $0 + $1.1.probability * max(0, $1.0 - capital) }
      },
      latentUSD: scenarios.reduce(0) { sum, scenario in
        sum + scenario.probability
          * scenario.events.reduce(0) { $0 + $1.latentUSD.reduce(0, +) }
      },
      findings: remarks)
  }

  /// The scenarios with the largest bad debt, booked or in all.
  private func largest(_ count: Int) -> Set<Int> {
    guard scenarios.count > count else { return Set(scenarios.indices) }
    let sets = InsuranceProgramme.Basis.allCases.map { basis in
      let totals = scenarios.map { scenario in
        scenario.events.reduce(0) { $0 + $1.badDebtUSD(basis).reduce(0, +) }
      }
      return totals.indices.sorted { (-totals[$0], $0) < (-totals[$1], $1) }.prefix(count)
    }
    return Set(sets.joined())
  }

  private func control(
    settling basis: InsuranceProgramme.Basis
  ) throws(ComparisonError) -> CompiledProgramme {
    let programme = InsuranceProgramme(
      "no-insurance", title: "No insurance",
      design: RuleChoice(LenderSocialization.name), settles: basis)
    do {
      return try CompiledProgramme(programme, insuring: markets)
    } catch {
      throw .programme(programme.name, error.findings)
    }
  }

  /// The locked capital of all designs that lock any, if it is the same.
  private func commonCapital(
    _ compiled: [CompiledProgramme], _ allowsUnequal: Bool
  ) throws(ComparisonError) -> Double? {
    let locked = compiled.map { (name: $0.programme.name, usd: $0.lockedCapitalUSD) }
      .filter { $0.usd > 0 }
    guard let first = locked.first else { return nil }
    let isEqual = locked.allSatisfy {
      abs($0.usd - first.usd) <= Self.capitalTolerance * max($0.usd, first.usd)
    }
    if isEqual { return first.usd }
    guard allowsUnequal else {
      throw .unequalCapital(locked.map { ComparisonError.Locked(name: $0.name, usd: $0.usd) })
    }
    return nil
  }

  /// What a design asks of scenarios that they do not say.
  private func missing(for programme: InsuranceProgramme) -> [Finding] {
    guard let design = try? Catalog.insuranceDesigns.rule(programme.design) else { return [] }
    let events = scenarios.flatMap(\.events).filter {
      $0.badDebtUSD(programme.settles).contains { $0 > 0 }
    }
    var findings: [Finding] = []
    for (need, value) in [
      (DesignNeed.liquidatedDebt, \LossEvent.liquidatedDebtUSD),
      (.borrowerEquity, \.borrowerEquityUSD),
    ] where design.needs.contains(need) {
      guard let event = events.first(where: { $0[keyPath: value] == nil }) else { continue }
      findings.append(
        Finding(
          at: "design",
          "design '\(programme.design.name)' needs '\(need.rawValue)' of every event;"
            + " '\(event.id)' gives none"))
    }
    return findings
  }
}

/// Why designs were not compared.
public enum ComparisonError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A design and what it locks.
  public struct Locked: Hashable, Sendable {
    public var name: String
    public var usd: Double
  }

  case scenarios([Finding])
  case programme(String, [Finding])
  case unequalCapital([Locked])

  public var description: String {
    switch self {
    case .scenarios(let findings):
      findings.map { "\($0.path): error: \($0.message)" }.joined(separator: "\n")
    case .programme(let name, let findings):
      findings.map { "\(name): \($0.path): error: \($0.message)" }.joined(separator: "\n")
    case .unequalCapital(let locked):
      "the designs lock different capital: "
        + locked.map { "'\($0.name)' \($0.usd) USD" }.joined(separator: ", ")
        + "; give them the same, or ask for an unequal comparison"
    }
  }
}
