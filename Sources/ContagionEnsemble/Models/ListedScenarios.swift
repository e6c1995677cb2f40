public import ContagionModel
import OrderedCollections

/// The scenarios of a list, with their probabilities.
public struct ListedScenarios: ScenarioModel {
  public static let name = "file"
  public static let summary = "Scenarios of one's own, a line each, with their probabilities."
  public static let source = "the user's file"
  public static let parameters: [RuleParameter] = []

  public init(_ values: RuleValues) {}

  public func scenarios(
    of description: ScenarioDescription, seed: UInt64
  ) throws(ScenarioModelError) -> Scenarios {
    try description.reads(["scenarios"])
    try description.needs(
      "scenarios", !description.listed.isEmpty, "scenarios: {file: scenarios.csv}")
    let listed = description.listed
    let given = listed.compactMap(\.probability)
    guard given.isEmpty || given.count == listed.count else {
      throw ScenarioModelError(
        "scenarios",
        "\(given.count) of \(listed.count) scenarios have a probability; accepted:"
          + " all or none")
    }
    let sum = given.reduce(0, +)
    guard given.isEmpty || abs(sum - 1) <= 1e-9 else {
      throw ScenarioModelError("scenarios", "the probabilities sum to \(sum); accepted: 1")
    }
    var targets: OrderedSet<String> = []
    for scenario in listed { targets.formUnion(scenario.shocks.map(\.target)) }
    return Scenarios(
      targets: Array(targets), limit: listed.count,
      probabilities: given.isEmpty ? nil : given
    ) { listed[$0].shocks }
  }
}
