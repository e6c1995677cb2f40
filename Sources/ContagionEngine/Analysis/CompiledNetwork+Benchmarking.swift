package import ContagionModel

/// The columns that a look at every account reads.
package struct SweepColumns: Sendable {
  package let collateralOffsets: [Int32]
  package let collateralReserve: [Int32]
  package let collateralUnits: [Double]
  package let collateralThreshold: [Double]
  package let debtOffsets: [Int32]
  package let debtReserve: [Int32]
  package let debtUnits: [Double]
  /// USD per unit right after the shock, by reserve.
  package let prices: [Double]
}

extension CompiledNetwork {
  /// Runs shocks to quiet without valuing anybody, and counts rounds and calls.
  ///
  /// - Throws: ``IdentityViolation``, which no input can cause.
  package func playedRounds(
    after shocks: [Shock], keepsEntries: Bool = false
  ) throws(IdentityViolation) -> (rounds: Int, calls: Int) {
    var run = CascadeRun(
      self, CascadeRun.Options(choices: network.choices, keepsEntries: keepsEntries))
    try run.run(after: shocks)
    return (run.totals.rounds, run.totals.calls.reduce(0, +))
  }

  /// The columns and the prices of a plain sweep right after shocks.
  package func sweepColumns(after shocks: [Shock]) -> SweepColumns {
    var run = CascadeRun(
      self, CascadeRun.Options(choices: network.choices, keepsEntries: false))
    run.apply(shocks)
    return SweepColumns(
      collateralOffsets: collateralRows.offsets, collateralReserve: collateralReserve,
      collateralUnits: collateralUnits, collateralThreshold: collateralThreshold,
      debtOffsets: debtRows.offsets, debtReserve: debtReserve, debtUnits: debtUnits,
      prices: run.currentBoard().debt)
  }
}
