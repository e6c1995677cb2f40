import ContagionModel
import OrderedCollections

extension NetworkCompiler {
  /// Reserves with cash, loans and claims that balance.
  mutating func compiledReserves(_ accounts: CompiledAccounts) -> [CompiledReserve] {
    var collateral = Array(repeating: 0.0, count: reserveIndex.count)
    for (reserve, units) in zip(accounts.collateralReserve, accounts.collateralUnits)
    where reserve >= 0 {
      collateral[Int(reserve)] += units
    }
    var debt = Array(repeating: 0.0, count: reserveIndex.count)
    for (reserve, units) in zip(accounts.debtReserve, accounts.debtUnits) where reserve >= 0 {
      debt[Int(reserve)] += units
    }
    var named = Array(repeating: 0.0, count: reserveIndex.count)
    for deposit in accounts.deposits where deposit.reserve >= 0 {
      named[deposit.reserve] += deposit.units
    }
    for issuer in network.issuers.values {
      for allocation in issuer.allocations {
        if let reserve = reserveIndex[allocation.reserve] { named[reserve] += allocation.units }
      }
    }
    let balances = balances(accounts, debt: debt, named: &named, collateral: collateral)
    let feeds = Array(network.oracles.keys)
    var reserves: [CompiledReserve] = []
    for (row, entry) in network.protocols.enumerated() {
      let mechanism = mechanisms[row]
      for (asset, reserve) in entry.value.reserves {
        let id = ReserveID(entry.key, asset)
        let index = reserves.count
        let balance = balances[index]
        if let missing = balance.missing {
          fail("protocols.\(entry.key).reserves.\(asset)", missing)
        }
        reserves.append(
          CompiledReserve(
            id: id, lendingProtocol: row, asset: assetIndex[asset] ?? 0,
            bonus: reserve.bonus
              ?? mechanism?.bonus(
                at: reserve.liquidationThreshold ?? mechanism?.liquidationThreshold ?? 0)
              ?? 0,
            protocolFee: reserve.protocolFee ?? mechanism?.protocolFee ?? 0,
            oracle: reserve.oracle.flatMap { oracles[$0] }
              ?? CompiledOracle(source: .market, rule: SpotOracle(), isSpot: true),
            feed: reserve.oracle.flatMap { feeds.firstIndex(of: $0) } ?? -1,
            cash: balance.cash, otherLoans: balance.loans - debt[index],
            protocolReserves: reserve.protocolReserves, deficit: reserve.deficit,
            outsideDeposits: balance.deposits - named[index], claims: balance.claims,
            rate: rates[index], reserveFactor: reserve.reserveFactor ?? 0))
      }
    }
    return reserves
  }

  /// The balance of every reserve.
  ///
  /// A receipt of a reserve that lies in a pool, a vault, in custody or as cash
  /// of another reserve is a claim on its reserve like a named deposit. That
  /// cash follows from balances in turn, so they are worked out until they stay.
  private func balances(
    _ accounts: CompiledAccounts, debt: [Double], named: inout [Double], collateral: [Double]
  ) -> [ReserveBalance] {
    let reserves = network.protocols.values.flatMap { value in
      value.reserves.values.map { (reserve: $0, isPooled: value.kind == .pooled) }
    }
    let deposited = named
    var balances: [ReserveBalance] = []
    for _ in 0...network.assets.count {
      let cash = balances.isEmpty ? debt.map { _ in 0 } : balances.map(\.cash)
      let placed = placedUnits(accounts, cash: cash)
      named = deposited
      for (asset, value) in network.assets.values.enumerated() {
        if case .reserve(let reserve) = claim(value.issuer) { named[reserve] += placed[asset] }
      }
      let next = reserves.enumerated().map { row, entry in
        ReserveBalance(
          entry.reserve, debt: debt[row], named: named[row],
          collateral: entry.isPooled ? collateral[row] : 0)
      }
      if next == balances { break }
      balances = next
    }
    return balances
  }
}

/// A reserve's balance with what the file leaves out filled in.
///
/// `cash + loans = deposits + collateral + protocolReserves − deficit`. With
/// neither cash nor deposits given, lenders fund exactly the loans and the
/// collateral lies idle.
struct ReserveBalance: Hashable {
  let cash: Double
  let loans: Double
  let deposits: Double
  let claims: Double
  /// What keeps the reserve from balancing, if anything does.
  let missing: String?

  init(_ reserve: Reserve, debt: Double, named: Double, collateral: Double) {
    loans = reserve.loans ?? debt
    let own = reserve.protocolReserves - reserve.deficit
    switch (reserve.cash, reserve.deposits) {
    case (let cash?, let deposits?): (self.cash, self.deposits) = (cash, deposits)
    case (let cash?, nil):
      self.cash = cash
      deposits = cash + loans - collateral - own
    case (nil, let deposits?):
      self.deposits = deposits
      cash = deposits + collateral + own - loans
    case (nil, nil):
      deposits = max(loans - own, named)
      cash = deposits + collateral + own - loans
    }
    claims = deposits + collateral
    let slack = 1e-9 * max(abs(claims), abs(loans), 1)
    if cash < -slack {
      missing = "cash would be \(cash): loans of \(loans) exceed claims of \(claims)"
    } else if deposits < named - slack {
      missing = "deposits are \(deposits), but named lenders and issuers claim \(named)"
    } else {
      missing = nil
    }
  }
}
