import ContagionModel

/// What a finished run is worth to everybody, before the zero-shock run is
/// taken off.
struct RunValues: Sendable {
  var losses: LossTable
  var badDebt: [BadDebt]
  var issuers: [IssuerLoss]
  var claimInfections: [InfectionKey: Double]
  let opening: Snapshot
  let afterShock: Snapshot
  let end: Snapshot
}

struct LossKey: Hashable, Comparable, Sendable {
  let party: Int
  let asset: Int

  static func < (lhs: Self, rhs: Self) -> Bool {
    (lhs.party, lhs.asset) < (rhs.party, rhs.asset)
  }
}

struct LossValues: Sendable {
  var openingUSD = 0.0
  var directUSD = 0.0
  var finalUSD = 0.0
  var creditUSD = 0.0
}

struct InfectionKey: Hashable, Sendable {
  let from: String
  let to: String
  let channel: Channel
}

extension CascadeRun {
  /// Values the run at the opening, after the shock and at the end.
  ///
  /// - Parameters:
  ///   - known: ``openingSnapshot()`` if it is at hand; it has been checked then.
  ///   - table: A table whose rows are kept, from another run on the network.
  /// - Returns: Losses and bad debt; losses of issuers only where rounds are kept.
  /// - Throws: ``IdentityViolation`` if final bearers do not hold exactly what
  ///   exists.
  func values(
    opening known: Snapshot? = nil, table: LossTable? = nil
  ) throws(IdentityViolation) -> RunValues {
    let untouched = AccountOverlay()
    let opening = known ?? openingSnapshot()
    let totals = recount ?? bookTotals()
    let end = snapshot(state, accounts, totals, gains: ledger.gained)
    // No shock changes the balances of accounts.
    var accrued = network.openingTotals
    accrued.accrue((afterShock ?? state).debtIndex)
    let direct = snapshot(
      afterShock ?? state, untouched, accrued,
      gains: afterShock == nil ? ledger.gained : afterShockGains)
    if known == nil { try checkValue(opening) }
    for snapshot in [direct, end] { try checkValue(snapshot) }

    // Claims at the end as if nobody had lost anything: what remains is prices.
    var unharmed = opening.economics
    unharmed.prices = end.economics.prices
    if network.hasReceipts {
      CascadeState(network).fillReceipts(
        &unharmed.prices, index: unharmed.index, in: network, books: .economic)
    }

    var losses =
      table ?? LossTable(parties: parties.parties.count, assets: network.assets.count)
    losses.clear()
    for position in opening.positions {
      let value = position.value(opening.economics)
      losses[position.key].openingUSD += value
      losses[position.key].directUSD += value
      losses[position.key].finalUSD += value
    }
    for position in direct.positions {
      losses[position.key].directUSD -= position.value(direct.economics)
    }
    for position in end.positions {
      let value = position.value(end.economics)
      losses[position.key].finalUSD -= value
      losses[position.key].creditUSD += position.value(unharmed) - value
    }
    addForgivenDebt(to: &losses, end)
    let (issuers, infections) =
      options.keepsRounds ? issuerLosses(opening, end, unharmed) : ([], [:])
    return RunValues(
      losses: losses, badDebt: badDebt(end), issuers: issuers, claimInfections: infections,
      opening: opening, afterShock: direct, end: end)
  }

  /// The network before any shock; the same for every run on it.
  func openingSnapshot() -> Snapshot {
    snapshot(
      CascadeState(network), AccountOverlay(), network.openingTotals,
      gains: Array(repeating: 0, count: ledger.gained.count))
  }

  private func snapshot(
    _ state: CascadeState, _ balances: AccountOverlay, _ totals: BookTotals, gains: [Double]
  ) -> Snapshot {
    Snapshot(
      state: state, economics: economics(state, balances, outstanding: totals.debt),
      totals: totals, gains: gains, in: network, parties)
  }

  /// Borrowers gain what is written off or hidden: a negative credit loss.
  private func addForgivenDebt(to losses: inout LossTable, _ end: Snapshot) {
    for row in network.reserves.indices {
      let asset = network.reserves[row].asset
      let forgiven =
        state.writtenOffUnits[row] * end.economics.prices[asset] + end.economics.latentUSD[row]
      guard forgiven != 0 else { continue }
      let key = LossKey(
        party: parties.borrowers(network.reserves[row].lendingProtocol), asset: asset)
      losses[key].creditUSD -= forgiven
    }
  }

  private func badDebt(_ end: Snapshot) -> [BadDebt] {
    network.reserves.enumerated().map { row, reserve in
      BadDebt(
        reserve: reserve.id, chain: parties.parties[parties.reserve(row)].chain,
        realizedUnits: state.writtenOffUnits[row], realizedUSD: state.writtenOffUSD[row],
        latentUSD: end.economics.latentUSD[row])
    }
  }

  /// Gross losses of issuers, reserves and pools, and who holds their claims.
  private func issuerLosses(_ opening: Snapshot, _ end: Snapshot, _ unharmed: Economics)
    -> ([IssuerLoss], [InfectionKey: Double])
  {
    var losses: [IssuerLoss] = []
    var infections: [InfectionKey: Double] = [:]
    func infect(_ from: Int, _ to: String, _ usd: Double) {
      let name = name(ofIssuer: from)
      guard usd > 1e-9, name != to else { return }
      infections[InfectionKey(from: name, to: to, channel: .claim), default: 0] += usd
    }
    let collateral = end.totals.collateral
    for (row, reserve) in network.reserves.enumerated() {
      let price = end.economics.prices[reserve.asset]
      let fall = opening.economics.index[row] - end.economics.index[row]
      let claims = state.claims[row]
      losses.append(
        IssuerLoss(
          party: parties.reserve(row),
          claimsUSD: reserve.claims * opening.economics.prices[reserve.asset],
          lossUSD: max(0, fall) * claims * price,
          accountingNAV: state.index[row], economicNAV: end.economics.index[row]))
      let from = parties.reserve(row)
      infect(
        from, parties.parties[parties.lenders(row)].label,
        fall * state.outsideDeposits[row] * price)
      for issuer in network.issuers {
        for allocation in issuer.allocations where allocation.reserve == row {
          infect(from, issuer.id.name, fall * allocation.units * price)
        }
      }
      for (place, deposit) in network.deposits.enumerated() where deposit.reserve == row {
        infect(
          from, parties.parties[parties.depositor[place]].label,
          fall * state.namedDeposits[place] * price)
      }
      if network.isPooled[reserve.lendingProtocol] {
        infect(
          from, parties.parties[parties.borrowers(reserve.lendingProtocol)].label,
          fall * collateral[row] * price)
      }
    }
    let books = receiptBooks()
    for asset in network.assets.indices {
      let party: Int
      let units: Double
      switch network.claims[asset] {
      case .issuer(let row): (party, units) = (parties.issuer(row), state.supply[row])
      case .pool(let row): (party, units) = (parties.pool(row), network.pools[row].shares)
      case .nothing, .reserve: continue
      }
      let fall = unharmed.prices[asset] - end.economics.prices[asset]
      losses.append(
        IssuerLoss(
          party: party, claimsUSD: units * opening.economics.prices[asset],
          lossUSD: max(0, fall) * units,
          accountingNAV: unharmed.prices[asset] > 0 ? books[asset] / unharmed.prices[asset] : 1,
          economicNAV: unharmed.prices[asset] > 0
            ? end.economics.prices[asset] / unharmed.prices[asset] : 1))
      infect(
        party, parties.parties[parties.holders(asset)].label, fall * network.outsideUnits[asset])
      infectHolders(of: asset, fall, collateral) { infect(party, $0, $1) }
    }
    return (losses, infections)
  }

  /// Accounts, issuers and depositors of the file that hold a receipt.
  private func infectHolders(
    of asset: Int, _ fall: Double, _ collateral: [Double], _ infect: (String, Double) -> Void
  ) {
    for (row, issuer) in network.issuers.enumerated() {
      for (slot, holding) in issuer.holdings.enumerated() where holding.asset == asset {
        infect(issuer.id.name, fall * state.holdings[row][slot])
      }
    }
    for (deposit, party) in zip(network.deposits, parties.depositor)
    where deposit.reserve < 0 && deposit.asset == asset {
      infect(parties.parties[party].label, fall * deposit.units)
    }
    for (row, reserve) in network.reserves.enumerated() where reserve.asset == asset {
      infect(
        parties.parties[parties.borrowers(reserve.lendingProtocol)].label, fall * collateral[row])
    }
  }

  /// NAV of receipts as issuers book it, at end economic prices of other assets.
  private func receiptBooks() -> [Double] {
    var prices = state.economicPrices(index: state.index, in: network)
    guard network.hasReceipts else { return prices }
    state.fillReceipts(&prices, index: state.index, in: network, books: .accounting)
    return prices
  }

  /// Final bearers hold exactly what exists.
  private func checkValue(_ snapshot: Snapshot) throws(IdentityViolation) {
    var held = 0.0
    var scale = 0.0
    for position in snapshot.positions {
      let value = position.value(snapshot.economics)
      held += value
      scale += abs(value)
    }
    try check(
      "value", totals.rounds, parties.shock, snapshot.tangibleUSD(in: network, parties), held,
      scale: scale)
  }
}
