import ContagionModel

extension CascadeRun {
  /// Withdrawals of lenders, named or not; issuers stay.
  mutating func leaveReserves(_ exits: inout StepExits) {
    guard !network.lenders.isEmpty else { return }
    let debts = bookTotals().debt
    let index = economics(state, accounts, outstanding: debts).index
    let asked = network.reserves.indices.map { row in
      let loans = debts[row] + state.otherLoans[row]
      let all = loans + max(0, state.cash[row])
      let standing = ReserveStanding(
        utilization: all > 0 ? min(1, loans / all) : 0, haircut: 1 - index[row],
        seconds: state.clock?.now ?? 0)
      return requests(of: row, share: network.lenders[row]?.leaving(standing) ?? 0)
    }
    var withdrawn = Array(repeating: 0.0, count: network.reserves.count)
    for (row, requests) in asked.enumerated() where !requests.isEmpty {
      let reserve = network.reserves[row]
      let price = board.market[reserve.asset]
      let paid = refusesWithdrawals(reserve.lendingProtocol) ? [] : payments(requests, from: row)
      for (request, units) in zip(requests, paid) where units > 0 {
        withdraw(request.lender, units: units, from: row, round: totals.rounds)
      }
      let units = paid.reduce(0, +)
      withdrawn[row] = units * price
      exits.withdrawnUSD += units * price
      exits.refusedUSD += max(0, requests.reduce(0) { $0 + $1.units } - units) * price
    }
    watchWithdrawals(withdrawn)
  }

  /// What the lenders of a reserve ask for who take out a share of their claims.
  private func requests(of row: Int, share: Double) -> [WithdrawalRequest] {
    guard share > 0, state.index[row] > 0 else { return [] }
    let seed = network.network.agents.seed
    let lenders: [Lender] = [.outside] + network.depositRows[row].map { .named($0) }
    return lenders.compactMap { lender in
      let units = share * claims(of: lender, on: row) * state.index[row]
      guard units > 0 else { return nil }
      let name = parties.parties[party(of: lender, row)].label
      return WithdrawalRequest(
        lender: lender, units: units, rank: Draws.rank(of: name, seed: seed), name: name)
    }
  }

  /// What each is paid of the reserve's cash, by the choice of who is.
  private func payments(_ requests: [WithdrawalRequest], from row: Int) -> [Double] {
    let cash = transmits(.funding) ? max(0, state.cash[row]) : .infinity
    return switch options.choices.scarceCash {
    case .proRata: WithdrawalRequest.proRata(requests, of: cash)
    case .firstCome: WithdrawalRequest.firstCome(requests, of: cash)
    }
  }

  private func claims(of lender: Lender, on row: Int) -> Double {
    switch lender {
    case .outside: state.outsideDeposits[row]
    case .named(let place): state.namedDeposits[place]
    }
  }

  private func party(of lender: Lender, _ row: Int) -> Int {
    switch lender {
    case .outside: parties.lenders(row)
    case .named(let place): parties.depositor[place]
    }
  }

  /// A lender takes out units, as far as its claims and cash go.
  mutating func withdraw(_ lender: Lender, units asked: Double, from row: Int, round: Int) {
    guard state.index[row] > 0 else { return }
    let wanted = min(asked, claims(of: lender, on: row) * state.index[row])
    let units = transmits(.funding) ? min(wanted, max(0, state.cash[row])) : wanted
    state.cash[row] -= units
    state.claims[row] -= units / state.index[row]
    switch lender {
    case .outside: state.outsideDeposits[row] -= units / state.index[row]
    case .named(let place): state.namedDeposits[place] -= units / state.index[row]
    }
    let asset = network.reserves[row].asset
    ledger.record(
      LedgerEntry(
        kind: .withdrawal, round: round, channel: .funding, from: parties.reserve(row),
        to: party(of: lender, row), asset: asset, units: units, price: board.market[asset]))
  }
}
