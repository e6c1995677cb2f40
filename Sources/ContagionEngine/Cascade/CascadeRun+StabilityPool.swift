import ContagionModel

extension CascadeRun {
  /// Whether an account is one that its protocol's stability pool closes, and no call.
  func isClosedByPool(_ account: Int32) -> Bool {
    network.stability[Int(network.accountProtocol[Int(account)])] != nil
  }

  /// Closes accounts of every protocol that has a stability pool.
  mutating func closeByPools(round: Int, _ tally: inout RoundTally) {
    guard !network.stability.isEmpty else { return }
    for owner in network.stability.indices where mayClose(owner) {
      close(owner, round: round, &tally)
    }
  }

  /// The accounts that stability pools would close now, beside some.
  func closableByPools(but known: [Int32]) -> [Int32] {
    guard !network.stability.isEmpty else { return [] }
    let known = Set(known)
    return network.stability.indices.flatMap { owner -> [Int32] in
      guard let (troves, closings) = closings(of: owner) else { return [] }
      return closings.closings.map { troves[$0.trove].account }.filter { !known.contains($0) }
    }
  }

  private func mayClose(_ owner: Int) -> Bool {
    (options.onlyProtocol == nil || options.onlyProtocol == owner) && !isPaused(owner)
  }

  /// What a protocol's pool closes at the board's prices; `nil` without a pool.
  private func closings(of owner: Int) -> (troves: [Closings.Trove], closings: Closings)? {
    guard let stability = network.stability[owner] else { return nil }
    let price = board.collateral[stability.collateral] / report(of: stability.debt)
    let growth = state.debtIndex[stability.debt]
    var system = Redistribution.Position(collateral: 0, debt: 0)
    var troves: [Closings.Trove] = []
    for account in stability.accounts {
      let row = Int(account)
      guard let entry = network.collateralRows[row].first, let debt = network.debtRows[row].first
      else { continue }
      let position = Redistribution.Position(
        collateral: accounts.collateralUnits(entry, of: row, in: network),
        debt: growth * accounts.debtUnits(debt, of: row, in: network))
      guard position.debt > 0 else { continue }
      system.collateral += position.collateral
      system.debt += position.debt
      guard position.collateral > 0, !accounts.isClosed(row) else { continue }
      troves.append(
        Closings.Trove(
          account: account, position: position,
          minimumRatio: 1 / state.threshold(of: entry, in: network),
          isUnhealthy: healthSums(of: row).isUnhealthy))
    }
    troves.sort {
      let ratios = ($0.position.ratio(at: price), $1.position.ratio(at: price))
      return ratios.0 != ratios.1
        ? ratios.0 < ratios.1 : network.names.precedes(Int($0.account), Int($1.account))
    }
    return (
      troves,
      Closings(
        of: troves, system: system, pool: state.stabilityPools[owner].total, price: price,
        by: stability.rule, sharesAtOnce: options.choices.clearing == .sequential)
    )
  }

  private mutating func close(_ owner: Int, round: Int, _ tally: inout RoundTally) {
    guard let stability = network.stability[owner], let (troves, closings) = closings(of: owner)
    else { return }
    for closing in closings.closings {
      close(troves[closing.trove].account, closing, stability, owner, round: round, &tally)
    }
    guard closings.changesOpen else { return }
    let perUnit = closings.debtPerUnit / state.debtIndex[stability.debt]
    for (trove, isClosed) in zip(troves, closings.isClosed) where !isClosed {
      let row = Int(trove.account)
      accounts.touch(row, in: network)
      let start = accounts.start(of: row, in: network)
      accounts.units[start] = trove.position.collateral * closings.growth
      accounts.units[start + network.collateralRows[row].count] +=
        trove.position.collateral * perUnit
      accounts.renewHealth(of: row, in: network)
    }
  }

  private mutating func close(
    _ account: Int32, _ closing: Closings.Closing, _ stability: StabilityAccounts, _ owner: Int,
    round: Int, _ tally: inout RoundTally
  ) {
    let row = Int(account)
    let parts = closing.parts
    accounts.touch(row, in: network)
    let start = accounts.start(of: row, in: network)
    accounts.units[start] = parts.surplus
    accounts.units[start + network.collateralRows[row].count] = 0
    accounts.renewHealth(of: row, in: network)
    _ = count(account, &tally)

    let price = board.collateral[stability.collateral]
    let report = report(of: stability.debt)
    let (borrowers, pool) = (parties.borrowers(owner), parties.stabilityPool(owner))
    func seize(_ units: Double, by party: Int) {
      guard units > 0 else { return }
      ledger.record(
        LedgerEntry(
          kind: .seizure, round: round, from: borrowers, to: party, account: row,
          asset: network.reserves[stability.collateral].asset, units: units, price: price,
          cause: lastMove(of: network.reserves[stability.collateral].asset)))
      tally.seizedUSD[owner] += units * price
    }
    seize(parts.gasCompensation, by: parties.liquidators(owner))
    seize(parts.offset.collateral, by: pool)
    tally.passedOnUSD[owner] += parts.redistributed.debt * report
    guard parts.offset.debt > 0 else { return }
    state.stabilityPools[owner].offset(
      debt: parts.offset.debt, collateral: parts.offset.collateral)
    state.cash[stability.debt] += parts.offset.debt
    repaid[stability.debt] += parts.offset.debt
    tally.repaidUSD[owner] += parts.offset.debt * report
    ledger.record(
      LedgerEntry(
        kind: .repayment, round: round, from: pool, to: parties.reserve(stability.debt),
        account: row, asset: network.reserves[stability.debt].asset, units: parts.offset.debt,
        price: report, cause: ledger.last))
    if options.keepsEntries { note(row) { $0.repaidUSD += parts.offset.debt * report } }
  }

  /// The entry of the last move of the pool that prices an asset, or −1.
  private func lastMove(of asset: Int) -> Int {
    let pool = network.marketPool[asset]
    return pool < 0 ? -1 : lastMove[pool]
  }
}
