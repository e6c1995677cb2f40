import ContagionModel

/// Units of collateral and of debt of all accounts, by reserve.
struct BookTotals: Sendable {
  var collateral: [Double]
  var debt: [Double]
}

extension BookTotals {
  /// The totals of a book, summed in the order of its entries.
  init(_ accounts: CompiledAccounts, reserves: Int) {
    collateral = Array(repeating: 0, count: reserves)
    debt = collateral
    for (reserve, units) in zip(accounts.collateralReserve, accounts.collateralUnits) {
      collateral[Int(reserve)] += units
    }
    for (reserve, units) in zip(accounts.debtReserve, accounts.debtUnits) {
      debt[Int(reserve)] += units
    }
  }
}

extension BookTotals {
  /// Debts with the interest on them.
  mutating func accrue(_ debtIndex: [Double]) {
    for row in debt.indices { debt[row] *= debtIndex[row] }
  }
}

extension CascadeRun {
  /// The totals now: the opening's, changed by each account in the order in which
  /// they were first called.
  func bookTotals() -> BookTotals {
    var totals = network.openingTotals
    for account in accounts.accounts {
      let account = Int(account)
      var unit = accounts.start(of: account, in: network)
      for entry in network.collateralRows[account] {
        totals.collateral[Int(network.collateralReserve[entry])] +=
          accounts.units[unit] - network.collateralUnits[entry]
        unit += 1
      }
      for entry in network.debtRows[account] {
        totals.debt[Int(network.debtReserve[entry])] +=
          accounts.units[unit] - network.debtUnits[entry]
        unit += 1
      }
    }
    totals.accrue(state.debtIndex)
    return totals
  }
}
