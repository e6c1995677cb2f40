import ContagionModel

extension CascadeRun {
  /// Compares what the ledger and the state say that pools and reserves hold.
  ///
  /// Small books are recounted every round, large ones at the end: a recount
  /// costs as much as a round.
  func checkIdentities(round: Int) throws(IdentityViolation) {
    for (row, pool) in network.pools.enumerated() where pool.impact.hasReserves {
      let party = parties.pool(row)
      for (asset, opening, found) in [
        (pool.base, pool.opening.base, state.pools[row].base),
        (pool.quote, pool.opening.quote, state.pools[row].quote),
      ] {
        try check(
          "units", round, party, opening + ledger.gain(of: party, asset), found, scale: opening)
      }
    }
    for (row, reserve) in network.reserves.enumerated() {
      let party = parties.reserve(row)
      try check(
        "reserve", round, party,
        reserve.cash + ledger.gain(of: party, reserve.asset) + (lostOutsideLoans[row] ?? 0),
        state.cash[row], scale: abs(reserve.cash) + reserve.claims)
    }
    if network.accountCount <= 20_000 { try checkBooks(round: round) }
  }

  /// Recounts all debt: opening = repaid + written off + outstanding.
  func checkBooks(round: Int) throws(IdentityViolation) {
    var opening = Array(repeating: 0.0, count: network.reserves.count)
    var outstanding = opening
    for entry in network.debtReserve.indices {
      let reserve = Int(network.debtReserve[entry])
      opening[reserve] += network.debtUnits[entry]
      outstanding[reserve] += state.debtUnits[entry]
    }
    for row in network.reserves.indices {
      try check(
        "debt", round, parties.reserve(row),
        opening[row] - repaid[row] - state.writtenOffUnits[row], outstanding[row],
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
