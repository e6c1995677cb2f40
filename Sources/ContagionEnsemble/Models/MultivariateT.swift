public import ContagionModel
import ContagionEngine
import RealModule

/// Logarithmic returns are multivariate Student-t, scaled to their volatility.
///
/// z·√(ν/χ²_ν)·√((ν − 2)/ν), with one χ² for all assets: fat tails that come
/// together.
public struct MultivariateT: ScenarioModel {
  public static let name = "student-t"
  public static let summary =
    "Prices move by multivariate Student-t returns: fat tails that come together."
  public static let source = "Demarta and McNeil, International Statistical Review 73, 2005"
  public static let parameters = [
    RuleParameter(
      "degreesOfFreedom", in: 2.01...1000, unit: "count", default: 4,
      "How fat the tails are; smaller is fatter.")
  ]

  let degrees: Double

  public init(_ values: RuleValues) { degrees = values["degreesOfFreedom"] }

  public func scenarios(
    of description: ScenarioDescription, seed: UInt64
  ) throws(ScenarioModelError) -> Scenarios {
    try description.reads(["assets", "correlations"])
    let motion = try PriceMotion(description)
    let normals = try CorrelatedNormals(description, seed: seed)
    return Scenarios(targets: motion.targets) { [degrees] scenario in
      let root = Double.sqrt(
        (degrees - 2) / Draws.sharedChiSquare(degrees, seed: seed, scenario: scenario))
      return motion.shocks(normals.values(of: scenario).map { $0 * root })
    }
  }
}

/// Log-normal returns joined by a Student-t copula.
///
/// u = T_ν(z·√(ν/χ²_ν)) has the copula; Φ⁻¹(u) has normal margins and tail
/// dependence 2·T_{ν+1}(−√((ν + 1)(1 − ρ)/(1 + ρ))).
public struct TCopula: ScenarioModel {
  public static let name = "t-copula"
  public static let summary = "Log-normal prices joined by a Student-t copula."
  public static let source = "Demarta and McNeil, International Statistical Review 73, 2005"
  public static let parameters = [
    RuleParameter(
      "degreesOfFreedom", in: 0.5...1000, unit: "count", default: 4,
      "How much extremes come together; smaller is more.")
  ]

  let degrees: Double

  public init(_ values: RuleValues) { degrees = values["degreesOfFreedom"] }

  public func scenarios(
    of description: ScenarioDescription, seed: UInt64
  ) throws(ScenarioModelError) -> Scenarios {
    try description.reads(["assets", "correlations"])
    let motion = try PriceMotion(description)
    let normals = try CorrelatedNormals(description, seed: seed)
    return Scenarios(targets: motion.targets) { [degrees] scenario in
      let root = Double.sqrt(
        degrees / Draws.sharedChiSquare(degrees, seed: seed, scenario: scenario))
      return motion.shocks(
        normals.values(of: scenario).map { Self.normal(of: $0 * root, degrees) })
    }
  }

  /// Φ⁻¹(T_ν(x)), by the lower tail on both sides so that neither loses digits.
  static func normal(of x: Double, _ degrees: Double) -> Double {
    let tail = max(StudentT.probability(-abs(x), degrees: degrees), .leastNormalMagnitude)
    guard tail < 0.5 else { return 0 }
    return x < 0 ? Normal.quantile(tail) : -Normal.quantile(tail)
  }
}

extension Draws {
  /// The χ² number that all assets of a scenario share.
  static func sharedChiSquare(_ degrees: Double, seed: UInt64, scenario: Int) -> Double {
    var draws = Draws(seed: seed, scenario: scenario, name: "mixing")
    return draws.chiSquare(degrees)
  }
}
