import ContagionModel

extension CascadeRun {
  /// Books what the calls since the last delivery repaid, hands the collateral they seized to
  /// the liquidators, and returns what these sell.
  mutating func deliver(round: Int, _ tally: inout RoundTally) -> [SaleOrder] {
    for sum in taken.sums { book(sum, &tally) }
    let orders = deliver(taken, seizures, round: round)
    taken.removeAll()
    seizures.removeAll(keepingCapacity: true)
    return orders
  }

  /// Hands seized collateral to the liquidators and returns what they sell.
  ///
  /// In a pooled protocol collateral is a claim: it leaves as far as the
  /// reserve's cash goes, pro rata to requests; the rest stays a claim of the
  /// liquidators. Elsewhere it is kept apart and leaves whole.
  ///
  /// What is `kept` shares the cash with the others, and is not sold.
  ///
  /// `seizures` are what was taken and kept, one by one, for the ledger where entries are
  /// kept.
  mutating func deliver(
    _ taken: PairSums, beside kept: PairSums? = nil, _ seizures: [Seizure], round: Int
  ) -> [SaleOrder] {
    var requested = Array(repeating: 0.0, count: network.reserves.count)
    let unsold = kept?.sums ?? []
    for sum in taken.sums + unsold where network.isPooled[sum.lendingProtocol] {
      requested[sum.reserve] += sum.units * state.index[sum.reserve]
    }
    let granted = requested.indices.map { reserve in
      !transmits(.funding) || requested[reserve] <= openingCash[reserve]
        ? 1 : max(0, openingCash[reserve]) / requested[reserve]
    }
    let orders = taken.sums.map { sum in
      SaleOrder(
        lendingProtocol: sum.lendingProtocol, collateral: network.reserves[sum.reserve].asset,
        debt: network.reserves[sum.debtReserve].asset,
        units: hand(over: sum, share: granted[sum.reserve]),
        repaid: sum.repaid * state.debtIndex[sum.debtReserve])
    }
    for sum in unsold { _ = hand(over: sum, share: granted[sum.reserve]) }
    for seizure in seizures {
      enter(seizure, share: granted[Int(seizure.reserve)], round: round)
    }
    return orders
  }

  /// Moves the tokens of calls on one pair of reserves, and their fees, and returns the
  /// units that liquidators can sell.
  private mutating func hand(over sum: PairSums.Sum, share: Double) -> Double {
    let owner = sum.lendingProtocol
    let asset = network.reserves[sum.reserve].asset
    guard network.isPooled[owner] else {
      ledger.move(
        sum.units, of: asset, from: parties.borrowers(owner), to: parties.liquidators(owner))
      ledger.move(sum.fee, of: asset, from: parties.borrowers(owner), to: parties.treasury(owner))
      return sum.units
    }
    let claims = sum.units * share
    let units = claims * state.index[sum.reserve]
    state.claims[sum.reserve] -= claims
    state.cash[sum.reserve] -= units
    state.liquidatorClaims[sum.reserve] += sum.units - claims
    state.treasuryClaims[sum.reserve] += sum.fee
    ledger.move(
      units, of: asset, from: parties.reserve(sum.reserve), to: parties.liquidators(owner))
    return units
  }

  /// Enters what ``hand(over:share:)`` moves, for one call.
  private mutating func enter(_ seizure: Seizure, share: Double, round: Int) {
    let owner = Int(seizure.lendingProtocol)
    let reserve = Int(seizure.reserve)
    let asset = network.reserves[reserve].asset
    let isPooled = network.isPooled[owner]
    func entry(_ kind: LedgerEntry.Kind, from: Int, to: Int, _ units: Double) -> LedgerEntry {
      LedgerEntry(
        kind: kind, round: round, channel: .funding, from: from, to: to,
        account: Int(seizure.account), asset: asset, units: units, price: board.market[asset],
        cause: Int(seizure.entry))
    }
    ledger.record(
      entry(
        .withdrawal, from: isPooled ? parties.reserve(reserve) : parties.borrowers(owner),
        to: parties.liquidators(owner),
        isPooled ? seizure.units * share * state.index[reserve] : seizure.units), isClaim: true)
    if seizure.fee > 0 {
      ledger.record(
        entry(.fee, from: parties.borrowers(owner), to: parties.treasury(owner), seizure.fee),
        isClaim: true)
    }
  }
}
