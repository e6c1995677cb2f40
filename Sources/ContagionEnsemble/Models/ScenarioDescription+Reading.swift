import ContagionModel
import OrderedCollections

extension ScenarioDescription {
  /// Years that one scenario spans, of 365 days.
  var horizonYears: Double { horizonDays / 365 }

  /// Refuses parts that a rule does not read.
  ///
  /// - Parameter parts: The parts that it reads.
  /// - Throws: ``ScenarioModelError`` at the first part that it does not.
  func reads(_ parts: Set<String>) throws(ScenarioModelError) {
    let given = [
      ("assets", !assets.isEmpty), ("correlations", !correlations.isEmpty),
      ("grid", !grid.isEmpty), ("events", !events.isEmpty), ("prices", prices != nil),
      ("scenarios", !listed.isEmpty),
    ]
    for (part, isGiven) in given {
      if isGiven, !parts.contains(part) {
        throw ScenarioModelError(
          part,
          "'\(part)' is not read by the model '\(rule.name)'; it reads: "
            + parts.sorted().joined(separator: ", "))
      }
    }
  }

  func needs(_ part: String, _ isThere: Bool, _ example: String) throws(ScenarioModelError) {
    guard !isThere else { return }
    throw ScenarioModelError(part, "the model '\(rule.name)' needs '\(part)', such as \(example)")
  }
}
