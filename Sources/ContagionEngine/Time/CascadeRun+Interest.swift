import ContagionModel

extension CascadeRun {
  private static let secondsPerYear = 365.0 * 86_400

  /// Lets interest run for some seconds at the rates of now.
  ///
  /// With loans *L*, cash *C* and a rate *r(L / (L + C))* a year, all debts grow by
  /// `r·t` of themselves; the protocol keeps its reserve factor of that and all claims
  /// on the reserve grow alike by the rest. Rates are simple within a step, and
  /// compound from step to step.
  mutating func accrueInterest(over seconds: Double, round: Int) {
    guard network.hasRates else { return }
    let debts = bookTotals().debt
    for (row, reserve) in network.reserves.enumerated() {
      guard let rate = reserve.rate else { continue }
      let loans = debts[row] + state.otherLoans[row]
      guard loans > 0 else { continue }
      let utilization = min(1, loans / (loans + max(0, state.cash[row])))
      let growth = rate.borrowRate(at: utilization) * seconds / Self.secondsPerYear
      let interest = debts[row] * growth
      let all = loans * growth
      state.debtIndex[row] *= 1 + growth
      state.accrued[row] += interest
      state.otherLoans[row] *= 1 + growth
      let kept = state.claims[row] > 0 ? reserve.reserveFactor * all : all
      state.protocolReserves[row] += kept
      if state.claims[row] > 0 { state.index[row] += (all - kept) / state.claims[row] }
      ledger.record(
        LedgerEntry(
          kind: .interest, round: round, from: parties.borrowers(reserve.lendingProtocol),
          to: parties.reserve(row), asset: reserve.asset, units: interest,
          price: board.market[reserve.asset]), isClaim: true)
    }
  }
}

extension CompiledNetwork {
  /// Whether any reserve has a rate.
  var hasRates: Bool { reserves.contains { $0.rate != nil } }
}
