import ContagionModel

extension CascadeRun {
  /// An open account that owes more than it holds.
  struct Insolvency: Sendable {
    let account: Int
    let collateralUSD: Double
    let debtUSD: Double
  }

  /// The greatest fixed point of prices, claims and latent bad debt.
  ///
  /// `latent_i = max(0, Σ D·p − Σ C·p)` of open accounts lowers what claims on
  /// their reserves are worth, which lowers receipts, which are collateral.
  /// Iterated from no latent bad debt until nothing changes by more than 1e-15
  /// of the money involved.
  ///
  /// - Parameters:
  ///   - state: Pools and reserves at some moment of the run.
  ///   - balances: The balances of accounts at that moment.
  ///   - outstanding: All debt by reserve, in units, with these balances.
  /// - Returns: Prices, what claims are worth, and the latent bad debt in them.
  func economics(
    _ state: CascadeState, _ balances: AccountOverlay, outstanding: [Double]
  ) -> Economics {
    var latent = Array(repeating: 0.0, count: network.reserves.count)
    var result = state.valued(outstanding, latent, network)
    for _ in 0..<10_000 {
      let next = latentBadDebt(result, balances)
      let change = zip(next, latent).reduce(0) { max($0, abs($1.0 - $1.1)) }
      let scale = next.reduce(1) { max($0, $1) }
      latent = next
      if change == 0 { break }
      result = state.valued(outstanding, latent, network)
      if change <= 1e-15 * scale { break }
    }
    result.latentUSD = latent
    return result
  }

  /// Debt above collateral of open accounts, USD by reserve, shared over an
  /// account's debts by value.
  private func latentBadDebt(_ economics: Economics, _ balances: AccountOverlay) -> [Double] {
    var latent = Array(repeating: 0.0, count: network.reserves.count)
    let (_, owed) = economics.unitValues(in: network)
    for found in insolvencies(economics, balances) {
      for entry in network.debtRows[found.account] {
        let reserve = Int(network.debtReserve[entry])
        latent[reserve] +=
          (found.debtUSD - found.collateralUSD)
          * balances.debtUnits(entry, of: found.account, in: network) * owed[reserve]
          / found.debtUSD
      }
    }
    return latent
  }

  /// Open accounts without recourse that owe more than they hold, in order.
  ///
  /// Those that were never called are found through the index: with thresholds at
  /// most those of the index, who owes more than they hold is below health 1 there.
  func insolvencies(_ economics: Economics, _ balances: AccountOverlay) -> [Insolvency] {
    let (held, owed) = economics.unitValues(in: network)
    var result: [Insolvency] = []
    for account in mayOweMore(held: held, owed: owed, balances) {
      let account = Int(account)
      let owner = Int(network.accountProtocol[account])
      guard owner >= 0, !network.hasRecourse[owner] else { continue }
      var debt = 0.0
      for entry in network.debtRows[account] {
        debt +=
          balances.debtUnits(entry, of: account, in: network)
          * owed[Int(network.debtReserve[entry])]
      }
      var collateral = 0.0
      for entry in network.collateralRows[account] {
        collateral +=
          balances.collateralUnits(entry, of: account, in: network)
          * held[Int(network.collateralReserve[entry])]
      }
      guard debt > collateral else { continue }
      result.append(Insolvency(account: account, collateralUSD: collateral, debtUSD: debt))
    }
    return result
  }

  /// Accounts that the index does not rule out, each once and in order.
  private func mayOweMore(held: [Double], owed: [Double], _ balances: AccountOverlay) -> [Int32] {
    guard !options.looksAtAll else { return Array(0..<Int32(network.accountCount)) }
    let index = network.healthIndex
    var limits = limits
    limits.renew(held: held, owed: owed, index)
    var found = AccountSet(capacity: network.accountCount)
    for list in index.pairs.indices where index.firstHealth[list] < limits.all[list] {
      for entry in index.rows[list] {
        guard HealthIndex.health(of: index.entries[entry]) < limits.all[list] else { break }
        let account = Int(HealthIndex.account(of: index.entries[entry]))
        if balances.place(of: account) < 0 { found.insert(account) }
      }
    }
    for account in index.always { found.insert(Int(account)) }
    for (place, account) in balances.accounts.enumerated() {
      let row = balances.row(at: place)
      // A closed account may have its collateral at auction.
      if limits.admit(balances.bounds[row], balances.limitsOf[row])
        || (state.clock != nil && balances.bounds[row] == AccountOverlay.closed)
      {
        found.insert(Int(account))
      }
    }
    var accounts: [Int32] = []
    found.drain(into: &accounts)
    return accounts
  }
}
