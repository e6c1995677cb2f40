import ContagionModel

extension CascadeRun {
  /// Compares what the ledger and the state say that pools and reserves hold.
  mutating func checkIdentities(round: Int) throws(IdentityViolation) {
    for row in network.pools.indices where network.pools[row].impact.hasReserves {
      let party = parties.pool(row)
      let opening = network.pools[row].opening
      try check(
        "units", round, party, opening.base + ledger.gain(of: party, network.pools[row].base),
        state.pools[row].base, scale: opening.base)
      try check(
        "units", round, party, opening.quote + ledger.gain(of: party, network.pools[row].quote),
        state.pools[row].quote, scale: opening.quote)
    }
    for row in network.reserves.indices {
      let party = parties.reserve(row)
      let cash = network.reserves[row].cash
      let lost = lostOutsideLoans.isEmpty ? 0 : lostOutsideLoans[row] ?? 0
      try check(
        "reserve", round, party,
        cash + ledger.gain(of: party, network.reserves[row].asset) + lost,
        state.cash[row], scale: abs(cash) + network.reserves[row].claims)
    }
    if accounts.count <= 2000 { try checkBooks(round: round) }
  }

  /// Recounts all debt: opening + interest = repaid + written off + outstanding.
  ///
  /// Only accounts that were touched can have repaid, so what they owed less what
  /// they owe is compared. Few are recounted every round, many at the end: a
  /// recount costs as much as a round.
  mutating func checkBooks(round: Int) throws(IdentityViolation) {
    let totals = bookTotals()
    recount = state.clock == nil ? totals : nil
    let outstanding = totals.debt
    let opening = network.openingTotals.debt
    for row in network.reserves.indices {
      try check(
        "debt", round, parties.reserve(row),
        opening[row] + state.accrued[row] - repaid[row] - state.writtenOffUnits[row],
        outstanding[row],
        scale: opening[row])
    }
  }

  func check(
    _ identity: String, _ round: Int, _ party: Int, _ expected: Double, _ found: Double,
    scale: Double
  ) throws(IdentityViolation) {
    let allowed = 1e-9 * max(scale, abs(expected), 1e-6)
    guard abs(expected - found) <= allowed else {
      throw IdentityViolation(
        identity: identity, round: round, party: parties.parties[party].label, expected: expected,
        found: found,
        entry: ledger.entries.last { $0.from == party || $0.to == party })
    }
  }
}
