public import ContagionModel

/// A network with the shocks it is put through: what sweeps, sensitivities and
/// solvers vary and run again.
public struct StressCase: Hashable, Sendable {
  /// Its ``Network/choices`` are those of every run.
  public var network: Network
  /// Each a set of shocks that come together; a loss is the mean over them.
  public var scenarios: [[Shock]]
  /// How scenarios are weighed if they are an ensemble; `nil` if they were named one by
  /// one.
  public var weights: ScenarioWeights?

  /// - Precondition: As many weights as scenarios, if there are any.
  public init(_ network: Network, scenarios: [[Shock]], weights: ScenarioWeights? = nil) {
    precondition(
      weights?.probabilities.count ?? scenarios.count == scenarios.count, "a weight each")
    self.network = network
    self.scenarios = scenarios
    self.weights = weights
  }

  /// Pairs a quantity of each scenario with its weight.
  func sample(_ values: [Double]) -> WeightedSample {
    weights?.sample(values) ?? WeightedSample(values)
  }

  public init(_ network: Network, shocks: [Shock]) {
    self.init(network, scenarios: [shocks])
  }

  /// A measure of each scenario, less that of the run without shock.
  ///
  /// Every call compiles the network, so it costs what reading a network costs.
  ///
  /// - Throws: ``AnalysisError`` if the network or a shock cannot be run.
  public func losses(_ measure: LossMeasure) throws(AnalysisError) -> [Double] {
    let (axes, outcomes) = try outcomes()
    return outcomes.map { measure.usd(of: $0, axes) }
  }

  /// The outcome of each scenario.
  ///
  /// - Throws: ``AnalysisError`` if the network or a shock cannot be run.
  public func outcomes() throws(AnalysisError) -> (ScenarioAxes, [ScenarioOutcome]) {
    do {
      let compiled = try network.compiled()
      for shocks in scenarios {
        let findings = compiled.findings(of: shocks)
        guard findings.isEmpty else { throw NetworkError(findings) }
      }
      var runner = try ScenarioRunner(compiled, choices: network.choices)
      var outcomes: [ScenarioOutcome] = []
      for shocks in scenarios { outcomes.append(try runner.outcome(after: shocks)) }
      return (runner.axes, outcomes)
    } catch let error as NetworkError {
      throw .notRunnable(error.findings)
    } catch let error as IdentityViolation {
      throw .identity(error)
    } catch {
      preconditionFailure("a run throws nothing else: \(error)")
    }
  }
}

/// Why an analysis could not be made.
public enum AnalysisError: Error, Hashable, Sendable, CustomStringConvertible {
  case unknownField(String, known: [String])
  case outOfRange(String, value: Double, allowed: ClosedRange<Double>)
  /// The network is not sound with a value, or a shock does not fit it.
  case notRunnable([Finding])
  /// The same, while a field had a value.
  case notRunnableWith(String, value: Double, [Finding])
  /// An axis that cannot be searched, and what would be accepted.
  case badAxis(String)
  case identity(IdentityViolation)

  public var description: String {
    switch self {
    case .unknownField(let path, let known):
      "no field is called '\(path)'\(Self.hint(path, known))"
    case .outOfRange(let path, let value, let allowed):
      "'\(path)' is \(value), \(Self.outside(allowed))"
    case .notRunnable(let findings): Self.text(findings)
    case .notRunnableWith(let path, let value, let findings):
      "with \(path) at \(value): \(Self.text(findings))"
    case .badAxis(let text): text
    case .identity(let violation): "\(violation)"
    }
  }

  /// The nearest field, else the fields that begin alike.
  private static func hint(_ path: String, _ known: [String]) -> String {
    if let near = suggestion(for: path, among: known) { return " (did you mean '\(near)'?)" }
    let kind = path.prefix { $0 != "." }
    let alike = known.filter { $0.hasPrefix(kind + ".") }
    let shown = (alike.isEmpty ? known : alike).prefix(8).joined(separator: ", ")
    return known.isEmpty ? "" : "; for example \(shown); contagion sweep NETWORK --list has all"
  }

  /// `outside 0.0...1.0`, or `not 0.0 or more` where there is no upper end.
  static func outside(_ allowed: ClosedRange<Double>) -> String {
    guard allowed.upperBound == .greatestFiniteMagnitude else {
      return "outside \(allowed.lowerBound)...\(allowed.upperBound)"
    }
    return allowed.lowerBound == .leastNormalMagnitude
      ? "not above 0" : "not \(allowed.lowerBound) or more"
  }

  private static func text(_ findings: [Finding]) -> String {
    findings.map { "\($0.path): \($0.message)" }.joined(separator: "\n")
  }
}
