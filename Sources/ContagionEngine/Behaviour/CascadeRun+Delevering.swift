import ContagionModel
import OrderedCollections

extension CascadeRun {
  /// What an account sells.
  private struct Sale {
    let account: Int
    let target: CallTarget
    /// Units of the collateral's entry.
    let claims: Double
    /// Units of its asset that leave the protocol.
    var units: Double
  }

  /// Borrowers sell collateral through the pools for what they owe.
  ///
  /// All sales of one asset for another are one sale, whose proceeds are shared pro rata; what
  /// is more than the debt stays with the borrower outside the file. Accounts that owe more than they
  /// have are left to liquidators. In a pooled protocol
  /// collateral leaves as far as the cash goes, pro rata; the rest is not sold. Pairs
  /// without a route are left out.
  ///
  /// - Returns: What was paid back, USD at the oracle.
  /// - Complexity: O(accounts) a step.
  mutating func delever(step: Int) -> Double {
    guard let borrowers = network.borrowers, transmits(.price), !options.isFrozen else { return 0 }
    let rates = borrowRates()
    var sales: [Sale] = []
    for account in 0..<network.accountCount {
      let owner = Int(network.accountProtocol[account])
      guard owner >= 0, options.onlyProtocol == nil || options.onlyProtocol == owner,
        !accounts.isClosed(account)
      else { continue }
      let sums = healthSums(of: account)
      let leverage = leverage(of: account, owing: sums.debt)
      guard sums.debt > 0, leverage.isFinite, let target = target(of: account) else { continue }
      let share = borrowers.selling(
        BorrowerStanding(
          health: sums.factor, threshold: state.threshold(of: target.collateral, in: network),
          leverage: leverage,
          borrowRate: rates.isEmpty ? 0 : rates[Int(network.debtReserve[target.debt])],
          draw: draw(of: account, owner, step)))
      guard share > 0 else { continue }
      if let sale = sale(share * sums.debt, of: account, target) { sales.append(sale) }
    }
    return settle(withdraw(sales))
  }

  /// What a year of each reserve's debt costs now; empty where no reserve has a rate.
  private func borrowRates() -> [Double] {
    guard network.hasRates else { return [] }
    let debts = bookTotals().debt
    return network.reserves.enumerated().map { row, reserve in
      guard let rate = reserve.rate else { return 0 }
      let loans = debts[row] + state.otherLoans[row]
      return loans > 0
        ? rate.borrowRate(at: min(1, loans / (loans + max(0, state.cash[row])))) : 0
    }
  }

  private func leverage(of account: Int, owing debt: Double) -> Double {
    let held = network.collateralRows[account].reduce(0) {
      $0 + accounts.collateralUnits($1, of: account, in: network)
        * board.collateral[Int(network.collateralReserve[$1])]
    }
    return held > debt ? held / (held - debt) : .infinity
  }

  private func sale(_ usd: Double, of account: Int, _ target: CallTarget) -> Sale? {
    let reserve = Int(network.collateralReserve[target.collateral])
    let debtReserve = Int(network.debtReserve[target.debt])
    let (from, to) = (network.reserves[reserve].asset, network.reserves[debtReserve].asset)
    guard from == to || tradableRoute(from: from, to: to) != nil else { return nil }
    let held = accounts.collateralUnits(target.collateral, of: account, in: network)
    let owed = accounts.debtUnits(target.debt, of: account, in: network) * board.debt[debtReserve]
    let price = board.collateral[reserve]
    guard price > 0 else { return nil }
    let claims = min(held, min(usd, owed) / price)
    guard claims > 0 else { return nil }
    let isPooled = network.isPooled[network.reserves[reserve].lendingProtocol]
    return Sale(
      account: account, target: target, claims: claims,
      units: claims * (isPooled ? state.index[reserve] : 1))
  }

  /// Takes the collateral out of accounts, as far as reserves have cash.
  private mutating func withdraw(_ sales: [Sale]) -> [Sale] {
    var requested: [Int: Double] = [:]
    func reserve(of sale: Sale) -> Int { Int(network.collateralReserve[sale.target.collateral]) }
    for sale in sales { requested[reserve(of: sale), default: 0] += sale.units }
    let cash = state.cash
    return sales.compactMap { sale in
      let row = reserve(of: sale)
      let owner = network.reserves[row].lendingProtocol
      let isPooled = network.isPooled[owner]
      let wanted = requested[row] ?? 0
      let share =
        !isPooled || !transmits(.funding) || wanted <= cash[row]
        ? 1 : max(0, cash[row]) / wanted
      guard share > 0 else { return nil }
      accounts.touch(sale.account, in: network)
      let unit =
        accounts.start(of: sale.account, in: network) + sale.target.collateral
        - network.collateralRows[sale.account].lowerBound
      accounts.units[unit] -= share * sale.claims
      var taken = sale
      taken.units *= share
      if isPooled {
        state.claims[row] -= share * sale.claims
        state.cash[row] -= taken.units
        ledger.record(
          LedgerEntry(
            kind: .withdrawal, round: totals.rounds, channel: .funding,
            from: parties.reserve(row), to: parties.borrowers(owner), account: sale.account,
            asset: network.reserves[row].asset, units: taken.units,
            price: board.market[network.reserves[row].asset]))
      }
      return taken
    }
  }

  /// Sells pair by pair and pays back; returns the USD.
  private mutating func settle(_ sales: [Sale]) -> Double {
    var pairs: [[Int]: [Int]] = [:]
    for (place, sale) in sales.enumerated() {
      let from = network.reserves[Int(network.collateralReserve[sale.target.collateral])].asset
      let to = network.reserves[Int(network.debtReserve[sale.target.debt])].asset
      pairs[[from, to], default: []].append(place)
    }
    var usd = 0.0
    for (pair, places) in pairs.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      let sellers = places.map {
        parties.borrowers(Int(network.accountProtocol[sales[$0].account]))
      }
      let units = places.map { sales[$0].units }
      let received =
        pair[0] == pair[1]
        ? units
        : sell(units, of: pair[0], for: pair[1], by: sellers, round: totals.rounds)
      for (place, units) in zip(places, received) { usd += payBack(units, for: sales[place]) }
    }
    return usd
  }

  /// Pays what a sale brought into the account's debt, and what is left over to the borrower.
  private mutating func payBack(_ units: Double, for sale: Sale) -> Double {
    let row = Int(network.debtReserve[sale.target.debt])
    let owner = network.reserves[row].lendingProtocol
    let unit =
      accounts.start(of: sale.account, in: network) + network.collateralRows[sale.account].count
      + sale.target.debt - network.debtRows[sale.account].lowerBound
    let owed = accounts.units[unit] * state.debtIndex[row]
    let paid = min(units, owed)
    accounts.units[unit] = paid < owed ? accounts.units[unit] - paid / state.debtIndex[row] : 0
    repaid[row] += paid
    state.cash[row] += paid
    ledger.record(
      LedgerEntry(
        kind: .repayment, round: totals.rounds, from: parties.borrowers(owner),
        to: parties.reserve(row), account: sale.account, asset: network.reserves[row].asset,
        units: paid, price: report(of: row), cause: ledger.last))
    if units > paid {
      state.brought[Int32(truncatingIfNeeded: sale.account), default: [:]][row, default: 0] -=
        units - paid
    }
    accounts.renewHealth(of: sale.account, in: network)
    if options.choices.clearing == .sequential { queue.insert(sale.account, accounts) }
    return paid * report(of: row)
  }
}
