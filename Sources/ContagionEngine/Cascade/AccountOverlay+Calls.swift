import ContagionModel

extension AccountOverlay {
  /// What calls read besides the book, and what they add up to.
  struct Calls {
    let board: PriceBoard
    /// By reserve, what liquidators get beyond what they repay.
    let bonus: [Double]
    /// Those of ``LookLimits`` now.
    let limits: [Float]
    var sums: PairSums
    /// By protocol.
    var counts: [Int]
    /// Those left without any collateral, in order.
    var exhausted: [Int32]
  }

  /// Calls those of some accounts that are below health 1 once each, at the thresholds of
  /// the book.
  ///
  /// One loop over columns, because this is what a heavy cascade spends most of its
  /// time with (benchmark). Each account comes out to the bit as from
  /// ``CascadeRun/call(_:round:_:)``.
  mutating func call(_ called: [Int32], _ calls: inout Calls, in network: CompiledNetwork) {
    let (collateralOffsets, debtOffsets) = (
      network.collateralRows.offsets, network.debtRows.offsets
    )
    let (collateralReserve, debtReserve) = (network.collateralReserve, network.debtReserve)
    let owners = network.accountProtocol
    let (held, owed, bonus) = (calls.board.collateral, calls.board.debt, calls.bonus)
    let (fees, rules) = (network.protocolFees, network.callRules)
    let pairs = network.healthIndex.pairs.count
    var place = 0
    while place < called.count {
      let account = Int(called[place])
      place &+= 1
      if !isSpread { touch(account, in: network) }
      let first = Int(collateralOffsets[account])
      let end = Int(collateralOffsets[account &+ 1])
      let firstDebt = Int(debtOffsets[account])
      let endDebt = Int(debtOffsets[account &+ 1])
      let row = isSpread ? account : Int(places[account])
      let start = isSpread ? first &+ firstDebt : Int(starts[row])

      var unit = start
      var entry = first
      var sums = HealthSums(collateral: 0, debt: 0)
      var (best, bestUnit, most) = (-1, 0, 0.0)
      var holdings = 0
      while entry < end {
        let reserve = Int(collateralReserve[entry])
        let amount = units[unit]
        sums.collateral += amount * network.threshold(of: entry) * held[reserve]
        let value = amount * held[reserve]
        if amount > 0 {
          holdings &+= 1
          if best < 0 || value > most
            || (value == most
              && network.precedes(collateralReserve[entry], collateralReserve[best]))
          {
            (best, bestUnit, most) = (entry, unit, value)
          }
        }
        entry &+= 1
        unit &+= 1
      }
      entry = firstDebt
      var (bestDebt, bestDebtUnit) = (-1, 0)
      most = 0
      while entry < endDebt {
        let amount = units[unit]
        let value = amount * owed[Int(debtReserve[entry])]
        sums.debt += value
        if amount > 0,
          bestDebt < 0 || value > most
            || (value == most && network.precedes(debtReserve[entry], debtReserve[bestDebt]))
        {
          (bestDebt, bestDebtUnit, most) = (entry, unit, value)
        }
        entry &+= 1
        unit &+= 1
      }
      guard sums.isUnhealthy else {
        if Int(limitsOf[row].x) < pairs {
          bounds[row] = HealthIndex.bounds(sums, at: calls.limits, limitsOf[row])
          looked.append(Int32(truncatingIfNeeded: account))
        }
        continue
      }
      if isSpread { touch(account, in: network) }
      let owner = Int(owners[account])
      calls.counts[owner] &+= 1
      guard best >= 0, bestDebt >= 0 else {
        if holdings == 0 { calls.exhausted.append(Int32(truncatingIfNeeded: account)) }
        continue
      }

      let reserve = Int(collateralReserve[best])
      let reserveOwed = Int(debtReserve[bestDebt])
      let liquidation = rules[owner].liquidation(
        of: LiquidationCase(
          healthFactor: sums.factor, collateralUnits: units[bestUnit],
          collateralPrice: held[reserve], debtUnits: units[bestDebtUnit],
          debtPrice: owed[reserveOwed], totalDebtUSD: sums.debt,
          bonus: network.entryBonus.isEmpty
            ? bonus[reserve] : network.entryBonus[Int32(best)] ?? bonus[reserve],
          protocolFee: fees[reserve], collateralThreshold: network.threshold(of: best)),
        by: network.mechanisms[owner])
      units[bestUnit] -= liquidation.seized
      units[bestDebtUnit] -= liquidation.repaid
      calls.sums.add(
        liquidation, lendingProtocol: owner, reserve: reserve, debtReserve: reserveOwed)
      if holdings == 1, !(units[bestUnit] > 0) {
        calls.exhausted.append(Int32(truncatingIfNeeded: account))
      }

      guard Int(limitsOf[row].x) < pairs else {
        renewHealth(of: account, in: network)
        continue
      }
      unit = start
      entry = first
      sums = HealthSums(collateral: 0, debt: 0)
      while entry < end {
        sums.collateral +=
          units[unit] * network.threshold(of: entry) * held[Int(collateralReserve[entry])]
        entry &+= 1
        unit &+= 1
      }
      entry = firstDebt
      var isOwing = false
      while entry < endDebt {
        isOwing = isOwing || units[unit] > 0
        sums.debt += units[unit] * owed[Int(debtReserve[entry])]
        entry &+= 1
        unit &+= 1
      }
      bounds[row] =
        isOwing ? HealthIndex.bounds(sums, at: calls.limits, limitsOf[row]) : Self.closed
    }
  }
}
