import ContagionModel

extension CascadeRun {
  /// Hands seized collateral to the liquidators and returns what they sell.
  ///
  /// In a pooled protocol collateral is a claim: it leaves as far as the
  /// reserve's cash goes, pro rata to requests; the rest stays a claim of the
  /// liquidators. Elsewhere it is kept apart and leaves whole.
  ///
  /// What is `kept` shares the cash with the others, and is not sold.
  mutating func deliver(
    _ seizures: [Seizure], beside kept: [Seizure] = [], round: Int
  ) -> [SaleOrder] {
    var requested = Array(repeating: 0.0, count: network.reserves.count)
    func request(_ seizure: Seizure) {
      guard network.isPooled[Int(seizure.lendingProtocol)] else { return }
      let reserve = Int(seizure.reserve)
      requested[reserve] += seizure.units * state.index[reserve]
    }
    for seizure in seizures { request(seizure) }
    for seizure in kept { request(seizure) }
    let granted = requested.indices.map { reserve in
      !transmits(.funding) || requested[reserve] <= openingCash[reserve]
        ? 1 : max(0, openingCash[reserve]) / requested[reserve]
    }
    var orders: [SaleOrder] = []
    defer {
      for order in orders {
        orderPlace[place(order.lendingProtocol, order.collateral, order.debt)] = -1
      }
    }
    for seizure in seizures {
      let owner = Int(seizure.lendingProtocol)
      let asset = network.reserves[Int(seizure.reserve)].asset
      let debt = Int(seizure.debtAsset)
      let units = hand(over: seizure, share: granted[Int(seizure.reserve)], asset, round: round)
      let place = place(owner, asset, debt)
      let index = Int(orderPlace[place])
      if index >= 0 {
        orders[index].units += units
        orders[index].repaid += seizure.repaid
      } else {
        orderPlace[place] = Int32(orders.count)
        orders.append(
          SaleOrder(
            lendingProtocol: owner, collateral: asset, debt: debt, units: units,
            repaid: seizure.repaid))
      }
    }
    for seizure in kept {
      let reserve = Int(seizure.reserve)
      _ = hand(
        over: seizure, share: granted[reserve], network.reserves[reserve].asset, round: round)
    }
    return orders
  }

  private func place(_ owner: Int, _ collateral: Int, _ debt: Int) -> Int {
    (owner * network.assets.count + collateral) * network.assets.count + debt
  }

  /// Moves the tokens of one seizure, and its fee, and returns the units that
  /// the liquidator can sell.
  private mutating func hand(
    over seizure: Seizure, share: Double, _ asset: Int, round: Int
  ) -> Double {
    let owner = Int(seizure.lendingProtocol)
    let reserve = Int(seizure.reserve)
    func entry(_ kind: LedgerEntry.Kind, from: Int, to: Int, _ units: Double) -> LedgerEntry {
      LedgerEntry(
        kind: kind, round: round, channel: .funding, from: from, to: to,
        account: Int(seizure.account), asset: asset, units: units, price: board.market[asset],
        cause: Int(seizure.entry))
    }
    guard network.isPooled[owner] else {
      ledger.record(
        entry(
          .withdrawal, from: parties.borrowers(owner), to: parties.liquidators(owner),
          seizure.units))
      if seizure.fee > 0 {
        ledger.record(
          entry(
            .fee, from: parties.borrowers(owner), to: parties.treasury(owner), seizure.fee))
      }
      return seizure.units
    }
    let claims = seizure.units * share
    let units = claims * state.index[reserve]
    state.claims[reserve] -= claims
    state.cash[reserve] -= units
    state.liquidatorClaims[reserve] += seizure.units - claims
    state.treasuryClaims[reserve] += seizure.fee
    ledger.record(
      entry(.withdrawal, from: parties.reserve(reserve), to: parties.liquidators(owner), units))
    if seizure.fee > 0 {
      ledger.record(
        entry(.fee, from: parties.borrowers(owner), to: parties.treasury(owner), seizure.fee),
        isClaim: true)
    }
    return units
  }
}
