import ContagionModel

extension CascadeRun {
  /// Makes the run ready for other shocks, keeping its room.
  ///
  /// - Complexity: O(accounts touched + parties × assets).
  mutating func reset() {
    state = openingState
    lists.restart(openingLists)
    accounts.removeAll(in: network)
    queue = HealthQueue(
      options.choices.clearing == .sequential ? network.healthIndex : .empty)
    ledger.removeAll()
    impacts = ImpactShares(network)
    rounds.removeAll(keepingCapacity: true)
    totals = RunTotals(protocols: network.protocols.count)
    stop = .quiet
    calls.removeAll(keepingCapacity: true)
    booked.removeAll(keepingCapacity: true)
    writeOffs.removeAll(keepingCapacity: true)
    board = openingBoard
    afterShock = nil
    afterShockGains = []
    for row in lastMove.indices { lastMove[row] = -1 }
    recount = nil
    for row in repaid.indices { repaid[row] = 0 }
    lostOutsideLoans = [:]
    openingCash = state.cash
    partial = [:]
    auctions.removeAll(keepingCapacity: true)
    auctionTally = AuctionTally(protocols: network.protocols.count)
    keeperCashUSD = network.network.agents.liquidators?.capital ?? .infinity
    budget = StepBudget(network.network.agents)
    halted.removeAll(keepingCapacity: true)
    tied.removeAll(keepingCapacity: true)
    breakers.removeAll(keepingCapacity: true)
    margins.removeAll(keepingCapacity: true)
    steps.removeAll(keepingCapacity: true)
  }
}
