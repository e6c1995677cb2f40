import ContagionModel

extension CascadeRun {
  /// What borrowers pay back before they are called, USD at the oracle.
  ///
  /// - Complexity: O(accounts) a step.
  mutating func topUp(step: Int) -> Double {
    guard let borrowers = network.borrowers else { return 0 }
    var usd = 0.0
    for account in 0..<network.accountCount {
      let owner = Int(network.accountProtocol[account])
      guard owner >= 0, options.onlyProtocol == nil || options.onlyProtocol == owner,
        !accounts.isClosed(account)
      else { continue }
      let sums = healthSums(of: account)
      guard sums.debt > 0 else { continue }
      let share = borrowers.repaying(at: sums.factor, draw: draw(of: account, owner, step))
      guard share > 0 else { continue }
      usd += share * sums.debt
      repay(share, of: account, owner)
    }
    return usd
  }

  /// A number in 0 ..< 1 for an account in a step.
  func draw(of account: Int, _ owner: Int, _ step: Int) -> Double {
    let name = "\(network.protocols[owner])/\(network.names[account])"
    let stream = Draws.rank(of: name, seed: 0)
    var draws = Draws(seed: network.network.agents.seed, scenario: step, stream: stream)
    return draws.uniform()
  }

  /// Pays back a share of every debt of an account from outside the file.
  private mutating func repay(_ share: Double, of account: Int, _ owner: Int) {
    accounts.touch(account, in: network)
    var unit = accounts.start(of: account, in: network) + network.collateralRows[account].count
    for entry in network.debtRows[account] {
      defer { unit += 1 }
      let row = Int(network.debtReserve[entry])
      let paid = share * accounts.units[unit]
      guard paid > 0 else { continue }
      accounts.units[unit] -= paid
      let units = paid * state.debtIndex[row]
      repaid[row] += units
      state.cash[row] += units
      state.brought[Int32(truncatingIfNeeded: account), default: [:]][row, default: 0] += units
      ledger.record(
        LedgerEntry(
          kind: .repayment, round: totals.rounds, from: parties.borrowers(owner),
          to: parties.reserve(row), account: account, asset: network.reserves[row].asset,
          units: units, price: report(of: row)))
    }
    accounts.renewHealth(of: account, in: network)
    if options.choices.clearing == .sequential { queue.insert(account, accounts) }
  }
}
