import ContagionModel

extension CascadeRun {
  /// Whether the breaker of a protocol stops its liquidations now.
  func isPaused(_ owner: Int) -> Bool {
    guard !breakers.isEmpty, owner >= 0, let now = state.clock?.now else { return false }
    return breakers[owner].liquidationsFrom > now
  }

  /// Whether it stops withdrawals now.
  func refusesWithdrawals(_ owner: Int) -> Bool {
    guard !breakers.isEmpty, let now = state.clock?.now else { return false }
    return breakers[owner].withdrawalsFrom > now
  }

  /// Takes those out of ``called`` whose protocol's breaker holds, or that their
  /// protocol's stability pool closes.
  mutating func leavePaused() {
    if !network.stability.isEmpty { called.removeAll(where: isClosedByPool) }
    guard !breakers.isEmpty else { return }
    called = called.filter { !isPaused(Int(network.accountProtocol[Int($0)])) }
  }

  /// Lets breakers look at the prices of a board, which trips those that moved too far.
  mutating func watchPrices(_ board: PriceBoard) {
    guard !breakers.isEmpty, let now = state.clock?.now else { return }
    for (owner, breaker) in network.breakers.enumerated() {
      guard let breaker else { continue }
      let rows = network.reserveRows[owner].filter { network.openingTotals.collateral[$0] > 0 }
      let prices = rows.map { board.debt[$0] / state.debtIndex[$0] }
      let move = breakers[owner].move(to: prices, at: now, window: breaker.window)
      let deviation = zip(rows, prices).reduce(0) { largest, report in
        let market = board.market[network.reserves[report.0].asset]
        return market > 0 ? max(largest, abs(report.1 / market - 1)) : largest
      }
      if breaker.stopsLiquidations(afterMove: move, deviation: deviation) {
        breakers[owner].liquidationsFrom = now + breaker.pause
      }
    }
  }

  /// Lets breakers look at what left the reserves of their protocol in a step, USD.
  mutating func watchWithdrawals(_ withdrawn: [Double]) {
    guard !breakers.isEmpty, let now = state.clock?.now else { return }
    for (owner, breaker) in network.breakers.enumerated() {
      guard let breaker else { continue }
      let rows = network.reserveRows[owner]
      let usd = rows.reduce(0) { $0 + withdrawn[$1] }
      let left = breakers[owner].outflow(usd, at: now, window: breaker.window)
      let deposits = rows.reduce(0) {
        $0 + state.claims[$1] * state.index[$1] * board.market[network.reserves[$1].asset]
      }
      guard left > 0, breaker.stopsWithdrawals(afterOutflow: left / (left + max(0, deposits)))
      else { continue }
      breakers[owner].withdrawalsFrom = now + breaker.pause
    }
  }

  /// What breakers hold now.
  func pauses() -> [TimedStep.Pause] {
    network.breakers.enumerated().flatMap { owner, breaker in
      let held: [(TimedStep.Pause.Held, Bool)] = [
        (.liquidations, isPaused(owner)), (.withdrawals, refusesWithdrawals(owner)),
      ]
      return held.filter(\.1).map {
        TimedStep.Pause(
          lendingProtocol: network.protocols[owner],
          breaker: breaker.map { type(of: $0).name } ?? "",
          held: $0.0)
      }
    }
  }

  /// Counts those below 1 whom a breaker keeps from being called as waiting.
  mutating func countPaused() {
    guard network.protocols.indices.contains(where: isPaused) else { return }
    findUnhealthy(ofAll: true)
    for account in called {
      let owner = Int(network.accountProtocol[Int(account)])
      guard isPaused(owner), options.onlyProtocol == nil || options.onlyProtocol == owner else {
        continue
      }
      waiting += 1
      waitingDebtUSD += healthSums(of: Int(account)).debt
    }
  }
}
