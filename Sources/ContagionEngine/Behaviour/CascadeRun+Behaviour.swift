import ContagionModel

/// What left in one step, USD at market prices.
struct StepExits: Sendable {
  var withdrawnUSD = 0.0
  /// Asked for and not there.
  var refusedUSD = 0.0
  /// Out of pools.
  var exitedUSD = 0.0
}

extension CascadeRun {
  /// Lets lenders and liquidity providers react to what a step did: stage 10.
  ///
  /// Everybody reads the state at the start of the stage.
  mutating func behave() -> StepExits {
    var exits = StepExits()
    leaveReserves(&exits)
    leavePools(&exits)
    return exits
  }

  /// Withdrawals of lenders outside the file.
  private mutating func leaveReserves(_ exits: inout StepExits) {
    guard let lenders = network.lenders else { return }
    let debts = bookTotals().debt
    let economics = economics(state, accounts, outstanding: debts)
    let asked = network.reserves.indices.map { row in
      let loans = debts[row] + state.otherLoans[row]
      let all = loans + max(0, state.cash[row])
      let standing = ReserveStanding(
        utilization: all > 0 ? min(1, loans / all) : 0, haircut: 1 - economics.index[row])
      return lenders.leaving(standing) * state.outsideDeposits[row] * state.index[row]
    }
    var withdrawn = Array(repeating: 0.0, count: network.reserves.count)
    for (row, units) in asked.enumerated() where units > 0 {
      let reserve = network.reserves[row]
      let left =
        refusesWithdrawals(reserve.lendingProtocol)
        ? 0 : withdraw(units: units, from: row, round: totals.rounds)
      let price = board.market[reserve.asset]
      withdrawn[row] = left * price
      exits.withdrawnUSD += left * price
      exits.refusedUSD += (units - left) * price
    }
    watchWithdrawals(withdrawn)
  }

  /// Exits of liquidity providers; they leave no pool whose shares are an asset of the
  /// file, whose holders are known.
  private mutating func leavePools(_ exits: inout StepExits) {
    guard let providers = network.providers, transmits(.depth) else { return }
    for (row, pool) in network.pools.enumerated() where pool.shareToken < 0 {
      let ratio = pool.impact.price(in: state.pools[row]) / pool.impact.price(in: pool.opening)
      let share = providers.leaving(afterFall: 1 - min(ratio, 1 / ratio))
      guard share > 0 else { continue }
      if pool.impact.hasReserves {
        exits.exitedUSD +=
          share
          * (state.pools[row].base * board.market[pool.base]
            + state.pools[row].quote * board.market[pool.quote])
      } else if pool.impact is any CurveImpact {
        // A curve's price is that of what was sold over its depth: both shrink.
        state.pools[row].base *= 1 - share
      }
      scaleDepth(of: row, by: 1 - share, round: totals.rounds)
    }
  }
}
