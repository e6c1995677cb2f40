import ContagionModel
import OrderedCollections

extension ReferenceCascade {
  /// Everyone below 1 is called once at the round's opening readings; sales are
  /// settled together.
  mutating func runSynchronously() {
    while true {
      arbitrage()
      observe()
      let readings = readings()
      let called = unhealthy(readings)
      if called.isEmpty, choices.liquidators == .forced { return }
      guard result.rounds.count < choices.roundLimit else {
        result.reachedRoundLimit = true
        return
      }
      let auctioned = called.filter(isAuctioned)
      let others = called.filter { !isAuctioned($0) }
      let plans =
        choices.liquidators == .profitable
        ? thoseThatPay(others, readings) : others.map { fixedSpread($0, readings) }
      if plans.isEmpty, auctioned.isEmpty { return }
      let putUp = auctioned.map { self.putUp($0, readings) }
      settle(plans)
      closeRound(plans.map(\.call) + putUp, iterations: 1, converged: true)
    }
  }

  /// The worst account is called and sold, then everything is read again.
  ///
  /// A round ends when an account would be called a second time in it.
  mutating func runSequentially() {
    var calls: [Call] = []
    while true {
      arbitrage()
      observe()
      let readings = readings()
      guard let worst = worst(unhealthy(readings), readings) else { break }
      if calls.contains(where: { $0.account == accounts[worst].key }) {
        closeRound(calls, iterations: 1, converged: true)
        calls = []
        continue
      }
      guard result.rounds.count < choices.roundLimit else {
        result.reachedRoundLimit = true
        break
      }
      guard !isAuctioned(worst) else {
        calls.append(putUp(worst, readings))
        continue
      }
      let plan = fixedSpread(worst, readings)
      settle([plan])
      calls.append(plan.call)
    }
    guard !calls.isEmpty else { return }
    closeRound(calls, iterations: 1, converged: true)
    arbitrage()
    observe()
  }

  /// Lowest health first; of equals the smaller name, then the earlier account.
  private func worst(_ called: [Int], _ readings: Readings) -> Int? {
    called.min { left, right in
      let leftHealth = health(of: accounts[left], readings) ?? .infinity
      let rightHealth = health(of: accounts[right], readings) ?? .infinity
      if leftHealth != rightHealth { return leftHealth < rightHealth }
      let leftName = Array(accounts[left].name.utf8)
      let rightName = Array(accounts[right].name.utf8)
      if leftName != rightName { return leftName.lexicographicallyPrecedes(rightName) }
      return left < right
    }
  }

  /// A growing set of accounts is sold whole from the round's opening state,
  /// until the set and the prices that it brings about stand still.
  mutating func runUniformly() {
    while true {
      arbitrage()
      observe()
      var readings = readings()
      var sold = Set(unhealthy(readings))
      if sold.isEmpty { return }
      guard result.rounds.count < choices.roundLimit else {
        result.reachedRoundLimit = true
        return
      }
      var iterations = 0
      var converged = false
      while !converged, iterations < 10_000 {
        iterations += 1
        var trial = self
        trial.settlePools(sold.sorted().map { soldWhole($0, readings) })
        let next = trial.readings()
        let grown = sold.union(unhealthy(next))
        converged = grown == sold && isClose(readings, next)
        sold = grown
        readings = next
      }
      let plans = sold.sorted().map { soldWhole($0, readings) }
      settle(plans)
      closeRound(plans.map(\.call), iterations: iterations, converged: converged)
    }
  }

  private func isClose(_ left: Readings, _ right: Readings) -> Bool {
    left.market.allSatisfy { asset, price in
      abs((right.market[asset] ?? .nan) - price) <= 1e-14 * price
    }
      && left.reports.allSatisfy { reserve, price in
        abs((right.reports[reserve] ?? .nan) - price) <= 1e-14 * price
      }
  }

  mutating func closeRound(_ calls: [Call], iterations: Int, converged: Bool) {
    result.rounds.append(
      ReferenceResult.Round(
        number: result.rounds.count + 1, calls: calls, poolPrices: pools.mapValues(\.spot),
        iterations: iterations, converged: converged))
  }
}
