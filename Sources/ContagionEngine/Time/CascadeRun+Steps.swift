import ContagionModel
import OrderedCollections

extension CascadeRun {
  /// Plays a path step by step, each to quiet.
  ///
  /// - Throws: ``IdentityViolation`` if the ledger and the state part ways.
  mutating func playSteps(_ timing: Timing) throws(IdentityViolation) {
    try playStep(0, timing)
    var number = 1
    var known = 0
    while number <= timing.stepCount, stop != .roundLimit {
      advance(to: number, timing)
      let calls = totals.calls.reduce(0, +)
      setThresholds(called: calls - known, left: waiting)
      known = calls
      try playStep(number, timing)
      number += 1
    }
    if stop == .quiet, waiting > 0 || !auctions.isEmpty { stop = .horizon }
  }

  /// What the path alone does to the state, nobody being called.
  mutating func playPath(_ timing: Timing) {
    var number = 1
    while number <= timing.stepCount {
      advance(to: number, timing)
      number += 1
    }
  }

  /// Lets a step's time pass: outside prices move, and feeds look at them.
  private mutating func advance(to number: Int, _ timing: Timing) {
    let time = Double(number) * timing.step
    let before = timing.path.prices(after: time - timing.step)
    let after = timing.path.prices(after: time)
    var factors: [(asset: Int, factor: Double)] = []
    for (row, id) in timing.path.assets.enumerated() {
      let factor = after[after.startIndex + row] / before[before.startIndex + row]
      guard factor != 1, let asset = network.network.assets.index(forKey: id) else { continue }
      factors.append((asset, factor))
    }
    budget = StepBudget(network.network.agents)
    state.clock?.advance(to: time)
    accrueInterest(over: timing.step, round: totals.rounds)
    move(factors, round: totals.rounds)
    arbitrage(round: totals.rounds)
    renewBoard()
  }

  /// Multiplies outside prices, and with them what pools price.
  ///
  /// Without arbitrage the exogenous trader moves a pool by the same factor, so that
  /// what sales did to it stays; with arbitrage the rounds bring it to the price.
  private mutating func move(_ factors: [(asset: Int, factor: Double)], round: Int) {
    var byAsset: [Int: Double] = [:]
    for (asset, factor) in factors {
      if state.outsidePrice[asset].isNaN {
        let row = network.marketPool[asset]
        guard row >= 0 else { continue }
        shift(row, by: asset == network.pools[row].base ? factor : 1 / factor, round: round)
      } else {
        state.outsidePrice[asset] *= factor
        byAsset[asset] = factor
      }
    }
    guard options.choices.arbitrage == .none else { return }
    for (row, pool) in network.pools.enumerated() {
      let (base, quote) = (byAsset[pool.base], byAsset[pool.quote])
      guard base != nil || quote != nil, !state.outsidePrice[pool.base].isNaN,
        !state.outsidePrice[pool.quote].isNaN
      else { continue }
      shift(row, by: (base ?? 1) / (quote ?? 1), round: round)
    }
  }

  private mutating func shift(_ row: Int, by factor: Double, round: Int) {
    guard factor != 1 else { return }
    let spot = network.pools[row].impact.price(in: state.pools[row])
    movePool(row, to: spot * factor, by: parties.exogenousTrader, .shockTrade, round: round)
  }

  private mutating func playStep(_ number: Int, _ timing: Timing) throws(IdentityViolation) {
    let before = totals
    let badDebt = state.writtenOffUSD.reduce(0, +)
    waiting = 0
    waitingDebtUSD = 0
    try playRounds()
    while stop == .quiet, playAuctions() {
      try checkIdentities(round: totals.rounds)
      try playRounds()
    }
    countPaused()
    var left = StepExits()
    if number > 0, stop == .quiet {
      left = behave(step: number)
      try checkIdentities(round: totals.rounds)
    }
    guard options.keepsRounds else { return }
    var step =
      TimedStep(
        number: number, seconds: Double(number) * timing.step, prices: prices(of: timing.path),
        rounds: totals.rounds - before.rounds,
        calls: totals.calls.reduce(0, +) - before.calls.reduce(0, +),
        repaidUSD: totals.repaidUSD.reduce(0, +) - before.repaidUSD.reduce(0, +),
        badDebtUSD: state.writtenOffUSD.reduce(0, +) - badDebt, waiting: waiting,
        waitingDebtUSD: waitingDebtUSD)
    step.withdrawnUSD = left.withdrawnUSD
    step.refusedUSD = left.refusedUSD
    step.toppedUpUSD = left.toppedUpUSD
    step.deleveredUSD = left.deleveredUSD
    step.redeemedUSD = left.redeemedUSD
    step.poolsLeft = left.poolsLeft
    step.exitedUSD = left.exitedUSD
    step.pauses = pauses()
    step.thresholds = loweredThresholds()
    steps.append(step)
  }

  private func prices(of path: PricePath) -> [TimedStep.Prices] {
    path.assets.compactMap { id in
      guard let asset = network.network.assets.index(forKey: id) else { return nil }
      let reserve = network.reserves.firstIndex { $0.asset == asset }
      return TimedStep.Prices(
        asset: id, outside: state.outsidePrice[asset], market: board.market[asset],
        reported: reserve.map { report(of: $0) } ?? .nan)
    }
  }
}
