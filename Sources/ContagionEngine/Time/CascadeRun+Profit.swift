import ContagionModel

/// A call that liquidators consider: what it would do, and what it would be worth.
struct ConsideredCall: Sendable {
  let account: Int32
  let health: Double
  let debtUSD: Double
  let lendingProtocol: Int
  let collateral: Int
  let debt: Int
  /// Units that the liquidator would get, and repay.
  var units: Double
  var repaid: Double
  var repaidUSD: Double
  /// The part of the most that the protocol lets them do.
  var share = 1.0

  func scaled(by share: Double) -> ConsideredCall {
    var result = self
    result.units *= share
    result.repaid *= share
    result.repaidUSD *= share
    result.share *= share
    return result
  }
}

extension CascadeRun {
  /// Keeps those of ``called`` whose calls liquidators make.
  ///
  /// Worst health first, ties by name: as many as block space holds, then of each
  /// protocol and pair the most of them that all pay at the price at which they sell
  /// together, then as many as capital repays; the last of a pair, or of the capital,
  /// in part. A call pays if what it brings is worth the repayment, the margin on it,
  /// and the cost of the call. The others wait.
  mutating func callThoseThatPay() {
    let agents = network.network.agents.liquidators ?? Agents.Liquidators()
    let isFree = !transmits(.capacity)
    // What goes to auction is put up by anybody; keepers bid later.
    func isAuctioned(_ account: Int32) -> Bool {
      state.clock != nil && network.auctioneers[Int(network.accountProtocol[Int(account)])] != nil
    }
    var considered = called.filter { !isAuctioned($0) }.compactMap { consider($0) }
    considered.sort {
      $0.health != $1.health
        ? $0.health < $1.health : network.names.precedes(Int($0.account), Int($1.account))
    }
    let all = considered
    if !isFree { considered = Array(considered.prefix(max(0, budget.calls))) }
    considered = thoseThatPay(considered, agents)
    if !isFree {
      var kept: [ConsideredCall] = []
      for call in considered where budget.liquidationUSD > 0 {
        let part = call.scaled(by: min(1, budget.liquidationUSD / max(call.repaidUSD, 1e-300)))
        budget.liquidationUSD -= part.repaidUSD
        budget.calls -= 1
        kept.append(part)
      }
      considered = kept
    }
    partial = [:]
    for call in considered where call.share < 1 { partial[call.account] = call.share }
    let kept = Set(considered.map(\.account))
    let left = all.filter { !kept.contains($0.account) }
    waiting = left.count
    waitingDebtUSD = left.reduce(0) { $0 + $1.debtUSD }
    called = called.filter { kept.contains($0) || isAuctioned($0) }
  }

  /// What `call` would do now; `nil` where there is nothing to call.
  private func consider(_ account: Int32) -> ConsideredCall? {
    let row = Int(account)
    let held = network.collateralRows[row].map {
      (entry: $0, units: accounts.collateralUnits($0, of: row, in: network))
    }
    let owed = network.debtRows[row].map {
      (entry: $0, units: accounts.debtUnits($0, of: row, in: network))
    }
    guard
      let collateral = largest(held, network.collateralReserve, board.collateral),
      let debt = largest(owed, network.debtReserve, board.debt)
    else { return nil }
    let owner = Int(network.accountProtocol[row])
    let reserve = Int(network.collateralReserve[collateral.entry])
    let debtReserve = Int(network.debtReserve[debt.entry])
    let sums = healthSums(of: row)
    let liquidation = network.mechanisms[owner].liquidation(
      of: LiquidationCase(
        healthFactor: sums.factor, collateralUnits: collateral.units,
        collateralPrice: board.collateral[reserve], debtUnits: debt.units,
        debtPrice: board.debt[debtReserve], totalDebtUSD: sums.debt,
        bonus: state.bonus(of: collateral.entry, in: network),
        protocolFee: network.protocolFees[reserve],
        collateralThreshold: state.threshold(of: collateral.entry, in: network)))
    let asset = network.reserves[reserve].asset
    let debtAsset = network.reserves[debtReserve].asset
    return ConsideredCall(
      account: account, health: sums.factor, debtUSD: sums.debt, lendingProtocol: owner,
      collateral: asset, debt: debtAsset,
      units: (liquidation.seized - liquidation.fee)
        * (network.isPooled[owner] ? state.index[reserve] : 1),
      repaid: liquidation.repaid * state.debtIndex[debtReserve],
      repaidUSD: liquidation.repaid * state.debtIndex[debtReserve] * board.market[debtAsset])
  }

  /// The entry of largest oracle value; ties go to the smaller asset name.
  private func largest(
    _ entries: [(entry: Int, units: Double)], _ reserves: [Int32], _ prices: [Double]
  ) -> (entry: Int, units: Double)? {
    func value(_ entry: (entry: Int, units: Double)) -> Double {
      entry.units * prices[Int(reserves[entry.entry])]
    }
    func name(_ entry: (entry: Int, units: Double)) -> AssetID {
      network.assets[network.reserves[Int(reserves[entry.entry])].asset]
    }
    return entries.filter { $0.units > 0 }.max {
      value($0) != value($1) ? value($0) < value($1) : name($0) > name($1)
    }
  }

  /// The most calls of every protocol and pair that pay together.
  private func thoseThatPay(
    _ calls: [ConsideredCall], _ agents: Agents.Liquidators
  ) -> [ConsideredCall] {
    var kept = calls
    var left: [OrderKey: ConsideredCall] = [:]
    // Fewer calls sell less, so each pass raises prices and the passes end.
    while !kept.isEmpty {
      let worth = unitWorth(of: kept)
      func pays(_ call: ConsideredCall, at worth: Double) -> Bool {
        call.units * worth >= call.repaidUSD * (1 + agents.margin) + agents.cost
      }
      var next: [ConsideredCall] = []
      var lost: [OrderKey: [ConsideredCall]] = [:]
      for call in kept {
        if pays(call, at: worth[OrderKey(call)] ?? 0) {
          next.append(call)
        } else {
          lost[OrderKey(call), default: []].append(call)
        }
      }
      guard !lost.isEmpty else { break }
      // The last of those that do not pay go first, half at a time.
      var dropped: Set<Int32> = []
      for (key, calls) in lost {
        let last = calls.suffix((calls.count + 1) / 2)
        left[key] = last.first
        dropped.formUnion(last.map(\.account))
      }
      kept.removeAll { dropped.contains($0.account) }
    }
    for call in left.values.sorted(by: { $0.account < $1.account }) {
      if let part = largestPart(of: call, beside: kept, agents) { kept.append(part) }
    }
    return kept
  }

  /// The largest part of a call that pays beside others, by halving; `nil` where not
  /// even a thousandth does.
  private func largestPart(
    of call: ConsideredCall, beside others: [ConsideredCall], _ agents: Agents.Liquidators
  ) -> ConsideredCall? {
    func pays(_ share: Double) -> Bool {
      let all = others + [call.scaled(by: share)]
      let worth = unitWorth(of: all)
      return all.allSatisfy {
        $0.units * (worth[OrderKey($0)] ?? 0)
          >= $0.repaidUSD * (1 + agents.margin) + agents.cost
      }
    }
    // With a cost of its own, too small a part does not pay either.
    var low =
      stride(from: 0, through: 10, by: 1).map { 1 / Double(1 << $0) }.first(where: pays) ?? 0
    guard low > 0 else { return nil }
    var high = min(1, 2 * low)
    for _ in 0..<40 where high > low {
      let middle = (low + high) / 2
      if pays(middle) { low = middle } else { high = middle }
    }
    return call.scaled(by: low)
  }

  private struct OrderKey: Hashable {
    let lendingProtocol: Int
    let collateral: Int
    let debt: Int

    init(_ call: ConsideredCall) {
      lendingProtocol = call.lendingProtocol
      collateral = call.collateral
      debt = call.debt
    }
  }

  /// What a unit of collateral is worth to whoever sells it in this round, USD, by
  /// protocol and pair.
  private func unitWorth(of calls: [ConsideredCall]) -> [OrderKey: Double] {
    var orders: [SaleOrder] = []
    var places: [OrderKey: Int] = [:]
    for call in calls {
      let key = OrderKey(call)
      if let place = places[key] {
        orders[place].units += call.units
        orders[place].repaid += call.repaid
      } else {
        places[key] = orders.count
        orders.append(
          SaleOrder(
            lendingProtocol: call.lendingProtocol, collateral: call.collateral, debt: call.debt,
            units: call.units, repaid: call.repaid))
      }
    }
    let worth = expectedUSD(of: orders)
    return places.mapValues { worth[$0] / orders[$0].units }
  }
}
