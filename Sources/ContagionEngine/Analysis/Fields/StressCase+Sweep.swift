public import ContagionModel

extension StressCase {
  /// Runs the case with one or two fields at every combination of values.
  ///
  /// - Throws: ``AnalysisError`` for the first combination that cannot be run.
  /// - Complexity: One compilation and one run per scenario for each cell.
  public func sweep(_ steps: [FieldSteps]) throws(AnalysisError) -> FieldSweep {
    guard (1...2).contains(steps.count) else {
      throw .badAxis("a sweep varies one field or two, not \(steps.count)")
    }
    let first = try field(steps[0].path).field
    let second = steps.count == 2 ? try field(steps[1].path).field : nil
    var cells: [FieldSweep.Cell] = []
    for value in steps[0].values {
      let outer = try with(first, at: value)
      guard let second else {
        cells.append(try outer.cell([value], first))
        continue
      }
      for inner in steps[1].values {
        cells.append(try outer.with(second, at: inner).cell([value, inner], second))
      }
    }
    return FieldSweep(fields: steps, cells: cells)
  }

  private func cell(
    _ values: [Double], _ field: NetworkField
  ) throws(AnalysisError) -> FieldSweep.Cell {
    do {
      let (axes, outcomes) = try outcomes()
      func mean(_ amount: LossMeasure.Amount) -> Double {
        outcomes.reduce(0) { $0 + LossMeasure(amount).usd(of: $1, axes) } / Double(outcomes.count)
      }
      return FieldSweep.Cell(
        values: values, badDebtUSD: mean(.badDebt), realizedBadDebtUSD: mean(.realizedBadDebt),
        finalLossUSD: mean(.finalLoss), liquidatedUSD: mean(.liquidated))
    } catch .notRunnable(let findings) {
      throw .notRunnableWith(field.path, value: values[values.count - 1], findings)
    }
  }
}
