public import ContagionModel
import OrderedCollections

/// Every combination of listed shocks, the last axis running fastest.
public struct Grid: ScenarioModel {
  public static let name = "grid"
  public static let summary = "Every combination of listed shocks, all alike in weight."
  public static let source = "stress grid"
  public static let parameters: [RuleParameter] = []

  public init(_ values: RuleValues) {}

  public func scenarios(
    of description: ScenarioDescription, seed: UInt64
  ) throws(ScenarioModelError) -> Scenarios {
    try description.reads(["grid"])
    try description.needs("grid", !description.grid.isEmpty, "grid: {ETH: [-10%, -20%]}")
    let axes = Array(description.grid.values)
    for (name, axis) in description.grid where axis.isEmpty {
      throw ScenarioModelError("grid.\(name)", "no shocks; accepted: a list such as [-10%, -20%]")
    }
    var count = 1
    for axis in axes {
      let (product, overflow) = count.multipliedReportingOverflow(by: axis.count)
      guard !overflow else {
        throw ScenarioModelError("grid", "more combinations than can be counted")
      }
      count = product
    }
    var targets: OrderedSet<String> = []
    for axis in axes { targets.formUnion(axis.map(\.target)) }
    return Scenarios(targets: Array(targets), limit: count) { scenario in
      var rest = scenario
      var shocks: [Shock] = []
      for axis in axes.reversed() {
        shocks.append(axis[rest % axis.count])
        rest /= axis.count
      }
      return shocks.reversed()
    }
  }
}
