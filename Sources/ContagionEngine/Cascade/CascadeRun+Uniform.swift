import ContagionModel

extension CascadeRun {
  /// Everyone below 1 is sold whole and settled at the common final price.
  ///
  /// From the round's opening pools, the set of unhealthy accounts grows until
  /// the prices that their sales lead to leave nobody else below 1: the greatest
  /// fixed point where debts and quote assets are never sold (`model.md` §4).
  /// Elsewhere the number of iterations says how it converged, and nothing is
  /// claimed.
  mutating func uniformRound(_ number: Int) -> RoundTally? {
    var tally = RoundTally(self)
    closeByPools(round: number, &tally)
    let opening = self
    var members: [Int32] = []
    var isMember = AccountSet(capacity: network.accountCount)
    var iterations = 0
    while iterations < Self.uniformLimit {
      findUnhealthy()
      let joining = called.filter { !isMember.contains(Int($0)) }
      if members.isEmpty && joining.isEmpty { return tally.hasCalls ? tally : nil }
      for account in joining { isMember.insert(Int(account)) }
      members += joining
      members.sort()
      iterations += 1
      var trial = opening
      trial.board = board
      trial.ledger = Ledger(
        parties: parties.parties.count, assets: network.assets.count, keepsEntries: false)
      var ignored = RoundTally(trial)
      trial.options.keepsEntries = false
      trial.sellWhole(members, round: number, &ignored, isTrial: true)
      let next = options.isFrozen ? board : trial.currentBoard()
      let change = zip(next.market, board.market).reduce(0) {
        max($0, abs($1.0 / $1.1 - 1))
      }
      board = next
      if joining.isEmpty && change <= settledChange { break }
    }
    sellWhole(members, round: number, &tally, isTrial: false)
    knownChanges = noChanges
    for account in members where count(account, &tally) {
      writeOff(account, round: number, &tally)
    }
    tally.iterations = iterations
    return tally
  }

  private static var uniformLimit: Int { 1000 }

  /// The change of prices from one iteration to the next that ends them; sales split over
  /// pools leave their prices uncertain by some 10⁻¹¹.
  private var settledChange: Double { options.choices.routing == .split ? 1e-9 : 1e-14 }

  /// Sells all collateral of the accounts at the board's prices.
  ///
  /// A trial moves pools and reserves and leaves the accounts as they are.
  private mutating func sellWhole(
    _ members: [Int32], round: Int, _ tally: inout RoundTally, isTrial: Bool
  ) {
    openingCash = state.cash
    if !isTrial { accounts.touch(members, in: network) }
    for account in members { sellWhole(account, round: round, &tally, isTrial: isTrial) }
    let orders = deliver(round: round, &tally)
    settle(orders, round: round, &tally)
  }

  /// One account: `repaid share = min(1, Σ C·p/(1+b) ÷ Σ D·p)` of every debt;
  /// what is left of the collateral's value goes back in the largest debt's asset.
  private mutating func sellWhole(
    _ account: Int32, round: Int, _ tally: inout RoundTally, isTrial: Bool
  ) {
    let row = Int(account)
    let owner = Int(network.accountProtocol[row])
    var value = 0.0
    var afterBonus = 0.0
    func bonus(_ entry: Int) -> Double {
      state.bonus(of: entry, in: network)
    }
    func collateralUnits(_ entry: Int) -> Double {
      accounts.collateralUnits(entry, of: row, in: network)
    }
    func debtUnits(_ entry: Int) -> Double {
      accounts.debtUnits(entry, of: row, in: network)
    }
    func worth(_ entry: Int) -> Double {
      collateralUnits(entry) * board.collateral[Int(network.collateralReserve[entry])]
    }
    func owed(_ entry: Int) -> Double {
      debtUnits(entry) * board.debt[Int(network.debtReserve[entry])]
    }
    for entry in network.collateralRows[row] {
      value += worth(entry)
      afterBonus += worth(entry) / (1 + bonus(entry))
    }
    let debt = network.debtRows[row].reduce(0) { $0 + owed($1) }
    let repaidShare = min(1, afterBonus / debt)
    let usedShare = min(1, debt / afterBonus)
    for entry in network.collateralRows[row] where collateralUnits(entry) > 0 {
      let reserve = Int(network.collateralReserve[entry])
      let units = collateralUnits(entry)
      let weight = afterBonus > 0 ? worth(entry) / (1 + bonus(entry)) / afterBonus : 0
      let fee =
        network.protocolFees[reserve] * usedShare * (units - units / (1 + bonus(entry)))
      for debtEntry in network.debtRows[row] where debtUnits(debtEntry) > 0 {
        let debtReserve = Int(network.debtReserve[debtEntry])
        let share = owed(debtEntry) / debt
        let liquidation = Liquidation(
          repaid: repaidShare * debtUnits(debtEntry) * weight, seized: units * share,
          fee: fee * share)
        take(
          liquidation, from: account, reserve: reserve, debtReserve: debtReserve, round, &tally)
      }
    }
    giveBack((1 - usedShare) * value, account, owner, round: round)
    guard !isTrial else { return }
    var unit = accounts.start(of: row, in: network)
    for _ in network.collateralRows[row] {
      accounts.units[unit] = 0
      unit += 1
    }
    for _ in network.debtRows[row] {
      accounts.units[unit] *= repaidShare == 1 ? 0 : 1 - repaidShare
      unit += 1
    }
    accounts.renewHealth(of: row, in: network)
  }

  /// Pays the borrower what the sale leaves, in the asset of the largest debt.
  private mutating func giveBack(_ usd: Double, _ account: Int32, _ owner: Int, round: Int) {
    guard usd > 0 else { return }
    let entries = network.debtRows[Int(account)]
    let largest = entries.max {
      accounts.debtUnits($0, of: Int(account), in: network)
        * board.debt[Int(network.debtReserve[$0])]
        < accounts.debtUnits($1, of: Int(account), in: network)
        * board.debt[Int(network.debtReserve[$1])]
    }
    guard let largest else { return }
    let reserve = Int(network.debtReserve[largest])
    let asset = network.reserves[reserve].asset
    let units = usd / report(of: reserve)
    state.surplus[account] = (asset, (state.surplus[account]?.units ?? 0) + units)
    ledger.record(
      LedgerEntry(
        kind: .surplus, round: round, from: parties.liquidators(owner),
        to: parties.borrowers(owner), account: Int(account), asset: asset, units: units,
        price: report(of: reserve), cause: ledger.last))
  }
}
