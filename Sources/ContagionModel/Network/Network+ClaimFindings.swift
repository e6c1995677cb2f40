import OrderedCollections

extension Network {
  /// Reserves whose two sides differ, or that promise less than is claimed.
  ///
  /// `cash + loans = deposits + collateral + protocolReserves − deficit`, where
  /// collateral counts in pooled protocols only.
  func reserveFindings() -> [Finding] {
    var values = ValueFindings()
    let totals = EntryTotals(accounts)
    for (id, lendingProtocol) in protocols {
      for (asset, reserve) in lendingProtocol.reserves {
        guard reserve.balancesAreMeant else { continue }
        let path = "protocols.\(id).reserves.\(asset)"
        let debts = totals[.debt, id.name, asset]
        let loans = reserve.loans ?? debts
        if exceeds(debts, loans) {
          values.add(
            at: "\(path).loans",
            "loans are \(Wording.number(loans)), less than the accounts' debts of \(Wording.number(debts))"
          )
        }
        let named = totals[.deposit, id.name, asset] + allocated(to: ReserveID(id, asset))
        let isPooled = lendingProtocol.kind == .pooled
        let collateral = isPooled ? totals[.collateral, id.name, asset] : 0
        let own = reserve.protocolReserves - reserve.deficit
        if let deposits = reserve.deposits, exceeds(named, deposits) {
          values.add(
            at: "\(path).deposits",
            "named lenders and allocations claim \(Wording.number(named)), more than the deposits of \(Wording.number(deposits))"
          )
        }
        switch (reserve.cash, reserve.deposits) {
        case (let cash?, let deposits?):
          let held = cash + loans
          let owed = deposits + collateral + own
          guard exceeds(held, owed) || exceeds(owed, held) else { continue }
          let kinds = isPooled ? "deposits + collateral" : "deposits"
          values.add(
            at: path,
            "the reserve does not balance: cash + loans = \(Wording.number(held)),"
              + " \(kinds) + protocolReserves - deficit = \(Wording.number(owed)), difference \(Wording.number(held - owed))"
          )
        case (let cash?, nil) where lendingProtocol.kind != .cdp:
          let deposits = cash + loans - collateral - own
          guard exceeds(named, deposits) else { continue }
          values.add(
            at: "\(path).cash",
            "cash of \(Wording.number(cash)) leaves deposits of \(Wording.number(deposits)), less than the \(Wording.number(named)) claimed"
          )
        case (nil, let deposits?) where lendingProtocol.kind != .cdp:
          let funds = deposits + collateral + own
          guard exceeds(loans, funds) else { continue }
          values.add(
            at: "\(path).deposits",
            "deposits of \(Wording.number(deposits)) fund \(Wording.number(funds)), less than the loans of \(Wording.number(loans))"
          )
        default: break
        }
      }
    }
    return values.findings
  }

  private func allocated(to reserve: ReserveID) -> Double {
    var units = 0.0
    for issuer in issuers.values {
      for allocation in issuer.allocations where allocation.reserve == reserve {
        units += allocation.units
      }
    }
    return units
  }

  /// Receipts of which more are held than were issued.
  func supplyFindings() -> [Finding] {
    var findings: [Finding] = []
    let totals = EntryTotals(accounts)
    for (receipt, asset) in assets {
      guard asset.kind == .receipt, case .issuer(let id)? = asset.issuer, let issuer = issuers[id]
      else { continue }
      var held = totals[.deposit, id.name, receipt]
      for holder in issuers.values {
        for holding in holder.holdings where holding.asset == receipt { held += holding.units }
      }
      for pool in pools.values {
        if pool.base == receipt { held += pool.baseReserve ?? 0 }
        if pool.quote == receipt { held += pool.quoteReserve ?? 0 }
      }
      for (holder, lendingProtocol) in protocols {
        guard let reserve = lendingProtocol.reserves[receipt] else { continue }
        let collateral = totals[.collateral, holder.name, receipt]
        held +=
          lendingProtocol.kind == .pooled
          ? reserve.cash ?? collateral
          : collateral + (reserve.cash ?? 0)
      }
      guard exceeds(held, issuer.supply) else { continue }
      findings.append(
        Finding(
          at: "issuers.\(id).supply",
          "\(Wording.number(held)) \(receipt) are held, more than the supply of \(Wording.number(issuer.supply))"
        ))
    }
    return findings
  }
}

extension Reserve {
  /// Whether all balances that are given are numbers that a balance can be.
  fileprivate var balancesAreMeant: Bool {
    [deposits ?? 0, cash ?? 0, loans ?? 0, deficit].allSatisfy { $0 >= 0 && $0.isFinite }
      && protocolReserves.isFinite
  }
}
