public import ContagionModel

extension StressCase {
  /// The values of a field at which the worst scenario loses no more than a limit.
  ///
  /// The largest of the last interval is the largest cap or threshold that
  /// holds; the smallest of the first is the smallest depth or reserve.
  ///
  /// - Parameters:
  ///   - steps: The scanned values, equally spaced, 2 or more.
  ///   - measure: The loss that is limited.
  ///   - limitUSD: The largest loss that is accepted.
  ///   - tolerance: How close ends are bisected, in the unit of the field.
  /// - Returns: Every interval of values that keeps the limit.
  /// - Throws: ``AnalysisError`` if a value cannot be run.
  public func values(
    of steps: FieldSteps, keeping measure: LossMeasure, below limitUSD: Double, tolerance: Double
  ) throws(AnalysisError) -> LevelSet {
    guard steps.values.count > 1 else {
      throw .badAxis("'\(steps.path)' is searched over 2 values or more")
    }
    let field = try field(steps.path).field
    let search = LevelSearch(places: steps.values.sorted(), tolerance: tolerance)
    return try search.solution(where: { $0 <= limitUSD }) {
      (value) throws(AnalysisError) -> Double in
      do throws(AnalysisError) {
        return try with(field, at: value).losses(measure).max() ?? 0
      } catch .notRunnable(let findings) {
        throw .notRunnableWith(field.path, value: value, findings)
      }
    }
  }
}
