import ContagionModel
import OrderedCollections

extension CascadeRun {
  /// What one round has done so far.
  struct RoundTally {
    var accounts: [Int]
    var repaidUSD: [Double]
    var seizedUSD: [Double]
    var badDebtUSD: [Double]
    /// Lots put up, lots that went, and those of them for nothing, by protocol.
    var lotsPutUp: [Int]
    var lots: [Int]
    var lotsForNothing: [Int]
    /// Debt that passed from closed accounts to open ones, by protocol.
    var passedOnUSD: [Double]
    /// Iterations to the common final price; 1 except in uniform clearing.
    var iterations = 1
    var sales: OrderedDictionary<SaleKey, (units: Double, usd: Double)> = [:]
    let openingPools: [PoolState]
    /// Index of the round's largest seizure entry, by protocol.
    var seizure: [Int]
    var seizureUSD: [Double]

    var hasCalls: Bool { accounts.contains { $0 > 0 } }

    init(_ run: CascadeRun) {
      let zeros = Array(repeating: 0.0, count: run.network.protocols.count)
      accounts = zeros.map { _ in 0 }
      lotsPutUp = accounts
      lots = accounts
      lotsForNothing = accounts
      repaidUSD = zeros
      seizedUSD = zeros
      badDebtUSD = zeros
      passedOnUSD = zeros
      openingPools = run.state.pools
      seizure = accounts.map { _ in -1 }
      seizureUSD = zeros
    }
  }

  struct SaleKey: Hashable {
    let lendingProtocol: Int
    let pool: Int
    let asset: Int
  }

  /// Collateral to be sold for a debt asset, by protocol and pair.
  struct SaleOrder: Sendable {
    let lendingProtocol: Int
    let collateral: Int
    let debt: Int
    /// Units of collateral that reached the liquidators.
    var units: Double
    /// Units of debt that they repaid.
    var repaid: Double
  }

  /// What one call wants to take out of a reserve, for the ledger.
  struct Seizure: Sendable {
    let account: Int32
    let lendingProtocol: Int32
    let reserve: Int32
    /// The seizure's entry in the ledger.
    let entry: Int32
    /// Claims or units that the liquidator gets, the fee not included.
    let units: Double
    let fee: Double
  }

  /// Calls one account once: picks collateral and debt, asks the mechanism, and changes
  /// the account; ``deliver(round:_:)`` books what was repaid and taken.
  ///
  /// Bad debt is written off when no collateral of any kind is left.
  ///
  /// - Precondition: The account has a place among those touched.
  mutating func call(_ account: Int32, round: Int, _ tally: inout RoundTally) {
    let row = Int(account)
    guard let target = target(of: row) else { return }
    let owner = Int(network.accountProtocol[row])
    if state.clock != nil, let mechanism = network.auctioneers[owner] {
      tally.lotsPutUp[owner] += putUp(account, by: mechanism, target.collateral, target.debt)
      return
    }
    let reserve = Int(network.collateralReserve[target.collateral])
    let debtReserve = Int(network.debtReserve[target.debt])
    let held = network.collateralRows[row]
    let start = accounts.start(of: row, in: network)
    let unit = start + target.collateral - held.lowerBound
    let debtUnit = start + held.count + target.debt - network.debtRows[row].lowerBound
    let liquidation = network.mechanisms[owner].liquidation(
      of: liquidationCase(of: row, target)
    ).scaled(by: partial.isEmpty ? 1 : partial[account] ?? 1)
    accounts.units[unit] -= liquidation.seized
    accounts.units[debtUnit] -= liquidation.repaid
    accounts.renewHealth(of: row, in: network)
    take(liquidation, from: account, reserve: reserve, debtReserve: debtReserve, round, &tally)
  }

  /// Adds what one call took to the round, and enters it in the ledger.
  mutating func take(
    _ liquidation: Liquidation, from account: Int32, reserve: Int, debtReserve: Int, _ round: Int,
    _ tally: inout RoundTally
  ) {
    let owner = network.reserves[reserve].lendingProtocol
    taken.add(liquidation, lendingProtocol: owner, reserve: reserve, debtReserve: debtReserve)
    guard options.keepsEntries else { return }
    let entry = enter(
      liquidation, from: account, reserve: reserve, debtReserve: debtReserve, round, &tally)
    seizures.append(
      Seizure(
        account: account, lendingProtocol: Int32(truncatingIfNeeded: owner),
        reserve: Int32(truncatingIfNeeded: reserve), entry: Int32(truncatingIfNeeded: entry),
        units: liquidation.seized - liquidation.fee, fee: liquidation.fee))
  }

  /// Enters the seizure and the repayment of one call, and returns the seizure's entry.
  mutating func enter(
    _ liquidation: Liquidation, from account: Int32, reserve: Int, debtReserve: Int, _ round: Int,
    _ tally: inout RoundTally
  ) -> Int {
    let owner = network.reserves[reserve].lendingProtocol
    let asset = network.reserves[reserve].asset
    let pool = network.marketPool[asset]
    // The claim or token itself moves in `deliver`, once cash is known.
    let entry = ledger.record(
      LedgerEntry(
        kind: .seizure, round: round, from: parties.borrowers(owner),
        to: parties.liquidators(owner), account: Int(account), asset: asset,
        units: liquidation.seized, price: board.collateral[reserve],
        cause: pool < 0 ? -1 : lastMove[pool]), isClaim: true)
    ledger.record(
      LedgerEntry(
        kind: .repayment, round: round, from: parties.liquidators(owner),
        to: parties.reserve(debtReserve), account: Int(account),
        asset: network.reserves[debtReserve].asset,
        units: liquidation.repaid * state.debtIndex[debtReserve], price: report(of: debtReserve),
        cause: entry), isClaim: true)
    let repaidUSD = liquidation.repaid * board.debt[debtReserve]
    if options.keepsEntries { note(Int(account)) { $0.repaidUSD += repaidUSD } }
    let seizedUSD = liquidation.seized * board.collateral[reserve]
    if seizedUSD > tally.seizureUSD[owner] {
      tally.seizureUSD[owner] = seizedUSD
      tally.seizure[owner] = entry
    }
    return entry
  }

  /// Books what calls on one pair of reserves repaid and took.
  mutating func book(_ sum: PairSums.Sum, _ tally: inout RoundTally) {
    let owner = sum.lendingProtocol
    tally.repaidUSD[owner] += sum.repaid * board.debt[sum.debtReserve]
    tally.seizedUSD[owner] += (sum.units + sum.fee) * board.collateral[sum.reserve]
    let repaidUnits = sum.repaid * state.debtIndex[sum.debtReserve]
    repaid[sum.debtReserve] += repaidUnits
    state.cash[sum.debtReserve] += repaidUnits
    ledger.move(
      repaidUnits, of: network.reserves[sum.debtReserve].asset, from: parties.liquidators(owner),
      to: parties.reserve(sum.debtReserve))
  }

  /// What the oracle of a reserve reports, USD per unit.
  func report(of reserve: Int) -> Double { board.debt[reserve] / state.debtIndex[reserve] }

  /// Counts a call and tells whether it took the last collateral of any kind.
  mutating func count(_ account: Int32, _ tally: inout RoundTally) -> Bool {
    let row = Int(account)
    tally.accounts[Int(network.accountProtocol[row])] += 1
    if options.keepsEntries { note(row) { $0.calls += 1 } }
    let start = accounts.start(of: row, in: network)
    for unit in start..<start + network.collateralRows[row].count where accounts.units[unit] > 0 {
      return false
    }
    return true
  }

  /// Changes what is known of an account's calls.
  mutating func note(_ account: Int, _ change: (inout AccountCalls) -> Void) {
    let place = Int(accounts.places[account])
    while calls.count <= place { calls.append(AccountCalls()) }
    change(&calls[place])
  }

  /// Writes off what an account without collateral owes.
  mutating func writeOff(_ account: Int32, round: Int, _ tally: inout RoundTally) {
    let row = Int(account)
    let owner = Int(network.accountProtocol[row])
    guard !network.hasRecourse[owner] else {
      accounts.close(row)
      return
    }
    var total = 0.0
    var unit = accounts.start(of: row, in: network) + network.collateralRows[row].count
    for entry in network.debtRows[row] {
      defer { unit += 1 }
      guard accounts.units[unit] > 0 else { continue }
      total += writeOff(
        accounts.units[unit], at: unit, of: Int(network.debtReserve[entry]), row, round: round,
        tally)
    }
    accounts.renewHealth(of: row, in: network)
    guard total > 0 else { return }
    countBadDebt(total, row, owner, &tally)
  }

  /// Writes off a part of one debt, in units at the opening, and returns its USD.
  mutating func writeOff(
    _ debt: Double, at unit: Int, of reserve: Int, _ account: Int, round: Int,
    _ tally: RoundTally
  ) -> Double {
    let owner = Int(network.accountProtocol[account])
    let usd = debt * board.debt[reserve]
    let units = debt * state.debtIndex[reserve]
    accounts.units[unit] = max(0, accounts.units[unit] - debt)
    state.writtenOffUnits[reserve] += units
    state.writtenOffUSD[reserve] += usd
    recognize(units, in: reserve)
    ledger.record(
      LedgerEntry(
        kind: .writeOff, round: round, channel: .claim, from: parties.reserve(reserve),
        to: parties.borrowers(owner), account: account,
        asset: network.reserves[reserve].asset, units: units, price: report(of: reserve),
        cause: tally.seizure[owner]), isClaim: true)
    return usd
  }

  /// Counts bad debt of an account, with what it is traced to.
  mutating func countBadDebt(_ usd: Double, _ account: Int, _ owner: Int, _ tally: inout RoundTally)
  {
    tally.badDebtUSD[owner] += usd
    if options.keepsAccounts {
      booked.append(ScenarioOutcome.AccountAmount(account: account, usd: usd))
    }
    guard options.keepsEntries else { return }
    note(account) { $0.badDebtUSD += usd }
    var known: KnownChanges = []
    swap(&known, &knownChanges)
    writeOffs.append(
      WriteOff(lendingProtocol: owner, usd: usd, sources: priceSources(of: account, &known)))
    swap(&known, &knownChanges)
  }

  /// Books lost units by the protocol's own rule.
  mutating func recognize(_ units: Double, in reserve: Int) {
    switch network.recognitions[network.reserves[reserve].lendingProtocol] {
    case .sharePrice:
      if transmits(.claim), state.claims[reserve] > 0 {
        state.index[reserve] = max(0, state.index[reserve] - units / state.claims[reserve])
      }
    case .deficit: state.deficit[reserve] += units
    case .reserves: state.protocolReserves[reserve] -= units
    case .none: break
    }
  }
}
