import ArgumentParser
import ContagionEngine
import ContagionEnsemble
import ContagionModel

/// Scenarios of a model in place of named shocks.
struct EnsembleOptions: ParsableArguments {
  @Option(help: "Number of scenarios of a model in place of shocks; every value runs on the same.")
  var scenarios: Int?

  @Option(help: "Seed of what is drawn.")
  var seed: UInt64 = 1

  @Option(help: "A scenario model: YAML, or CSV with a scenario a row.")
  var model: String?

  @Option(help: "The level of the expected shortfall.")
  var level = 0.99

  func validate() throws {
    if let scenarios, !(2...100_000_000).contains(scenarios) {
      throw ValidationError("--scenarios is \(scenarios); it is 2 to 100,000,000.")
    }
    if !(0..<1).contains(level) {
      throw ValidationError("--level is \(level); it is 0 or more and below 1.")
    }
    if model != nil, scenarios == nil {
      throw ValidationError("--model needs --scenarios, how many of its scenarios are run.")
    }
  }

  /// Whether they are asked for.
  var isGiven: Bool { scenarios != nil }

  /// The network of a case under the scenarios.
  ///
  /// - Throws: `ExitCode.failure` after a message.
  func stress(_ end: StressOptions.End) throws -> StressCase {
    let scenarios = try LoadedModel(model, for: end.loaded.compiled).scenarios(seed: seed)
    let count = self.scenarios ?? scenarios.limit ?? 2
    if let limit = scenarios.limit, count != limit {
      throw Terminal.failure(
        "--scenarios is \(count), but the model gives \(limit) scenarios; ask for all of them")
    }
    return StressCase(
      end.stress.network, scenarios: (0..<count).map { scenarios.shocks(of: $0) },
      weights: ScenarioWeights(
        (0..<count).map { scenarios.probability(of: $0, among: count) },
        isSampled: scenarios.isSampled))
  }

  /// The scenarios in words: `1000 scenarios, seed 7`.
  var words: String { "\(scenarios ?? 0) scenarios, seed \(seed)" }
}
