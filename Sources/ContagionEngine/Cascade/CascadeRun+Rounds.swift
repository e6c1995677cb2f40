import ContagionModel

extension CascadeRun {
  /// Everyone below 1 is called once at the opening prices of the round;
  /// `nil` if nobody is.
  ///
  /// A call changes nothing that another account's health reads.
  mutating func synchronousRound(_ number: Int) -> RoundTally? {
    var tally = RoundTally(self)
    openingCash = state.cash
    closeByPools(round: number, &tally)
    var exhausted: [Int32] = []
    switch options.choices.liquidators {
    case .forced:
      var place = 0
      while findNextUnhealthy(from: &place, isChecked: !callsInColumns) {
        callAll(round: number, &tally, &exhausted)
      }
    case .profitable:
      findUnhealthy()
      callThoseThatPay()
      callAll(round: number, &tally, &exhausted)
    }
    guard tally.hasCalls else { return nil }
    let orders = deliver(round: number, &tally)
    settle(orders, round: number, &tally)
    knownChanges = noChanges
    for account in exhausted { writeOff(account, round: number, &tally) }
    return tally
  }

  /// Calls each of the accounts that were found.
  private mutating func callAll(
    round: Int, _ tally: inout RoundTally, _ exhausted: inout [Int32]
  ) {
    guard !callsInColumns else {
      return callInColumns(&tally, &exhausted)
    }
    accounts.touch(called, in: network)
    for account in called {
      call(account, round: round, &tally)
      if count(account, &tally) { exhausted.append(account) }
    }
  }

  /// Whether nothing but balances and sums is to be kept of calls, and thresholds and
  /// parts are the usual ones.
  private var callsInColumns: Bool {
    !options.keepsEntries && state.clock == nil && state.shockedThreshold.isEmpty
      && partial.isEmpty
  }

  private mutating func callInColumns(_ tally: inout RoundTally, _ exhausted: inout [Int32]) {
    var calls = AccountOverlay.Calls(
      board: board, bonus: state.reserveBonus, limits: limits.all, sums: PairSums.none, counts: [],
      exhausted: [])
    swap(&calls.sums, &taken)
    swap(&calls.counts, &tally.accounts)
    swap(&calls.exhausted, &exhausted)
    accounts.call(called, &calls, in: network)
    swap(&calls.sums, &taken)
    swap(&calls.counts, &tally.accounts)
    swap(&calls.exhausted, &exhausted)
  }

  /// The worst account is called and its sale settles before the next is
  /// looked at; a round ends when an account would be called a second time.
  mutating func sequentialRound(_ number: Int) -> RoundTally? {
    var tally = RoundTally(self)
    closeByPools(round: number, &tally)
    var called: Set<Int32> = []
    while let account = worst(), called.insert(account).inserted {
      openingCash = state.cash
      accounts.touch(Int(account), in: network)
      call(account, round: number, &tally)
      if !taken.isEmpty {
        let orders = deliver(round: number, &tally)
        settle(orders, round: number, &tally)
      }
      if count(account, &tally) {
        knownChanges = noChanges
        writeOff(account, round: number, &tally)
      }
      queue.insert(Int(account), accounts)
      if !options.isFrozen {
        arbitrage(round: number)
        renewBoard()
      }
    }
    return tally.hasCalls ? tally : nil
  }

  /// The figures of a round for tables and diagrams.
  func round(_ number: Int, _ tally: RoundTally) -> CascadeRound {
    let liquidations = network.protocols.indices.filter { tally.accounts[$0] > 0 }.map { row in
      var sum = CascadeRound.Liquidations(
        lendingProtocol: network.protocols[row], accounts: tally.accounts[row],
        repaidUSD: tally.repaidUSD[row], seizedUSD: tally.seizedUSD[row],
        badDebtUSD: tally.badDebtUSD[row])
      sum.lotsPutUp = tally.lotsPutUp[row]
      sum.lots = tally.lots[row]
      sum.lotsForNothing = tally.lotsForNothing[row]
      sum.passedOnUSD = tally.passedOnUSD[row]
      return sum
    }
    let sales = tally.sales.map { key, sum in
      CascadeRound.Sale(
        lendingProtocol: network.protocols[key.lendingProtocol], pool: network.pools[key.pool].id,
        asset: network.assets[key.asset], units: sum.units, usd: sum.usd)
    }
    let closing = state.marketPrices(in: network, hidesLosses: !transmits(.claim)).market
    let moves = network.pools.indices.filter { tally.openingPools[$0] != state.pools[$0] }.map {
      row in
      let pool = network.pools[row]
      return CascadeRound.PoolMove(
        pool: pool.id,
        openingPrice: pool.impact.price(in: tally.openingPools[row]) * board.market[pool.quote],
        closingPrice: pool.impact.price(in: state.pools[row]) * closing[pool.quote],
        netSoldUnits: state.pools[row].base - tally.openingPools[row].base)
    }
    var round = CascadeRound(
      number: number, liquidations: liquidations, sales: sales, poolMoves: moves,
      iterations: tally.iterations)
    round.seconds = state.clock?.now
    return round
  }
}
