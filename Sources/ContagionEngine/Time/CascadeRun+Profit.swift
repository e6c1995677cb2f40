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
  /// Worst health first, ties by name: as many as block space holds of those that pay
  /// alone, at least in part; then of each protocol and pair the most of them that all
  /// pay at the price at which they sell together, then as many as capital repays; the
  /// last of a pair, or of the capital, in part. A call pays if what it brings is worth
  /// the repayment, the margin on it, and the cost of the call. The others wait, and take
  /// no block space.
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
    if !isFree, considered.count > budget.calls {
      considered = fitting(considered, agents)
    }
    considered = thoseThatPay(considered, agents)
    if !isFree {
      var kept: [ConsideredCall] = []
      for call in considered where budget.hasCapital {
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
    guard let target = target(of: row) else { return nil }
    let owner = Int(network.accountProtocol[row])
    let reserve = Int(network.collateralReserve[target.collateral])
    let debtReserve = Int(network.debtReserve[target.debt])
    let asked = liquidationCase(of: row, target)
    let liquidation = network.mechanisms[owner].liquidation(of: asked)
    let asset = network.reserves[reserve].asset
    let debtAsset = network.reserves[debtReserve].asset
    return ConsideredCall(
      account: account, health: asked.healthFactor, debtUSD: asked.totalDebtUSD,
      lendingProtocol: owner,
      collateral: asset, debt: debtAsset,
      units: (liquidation.seized - liquidation.fee)
        * (network.isPooled[owner] ? state.index[reserve] : 1),
      repaid: liquidation.repaid * state.debtIndex[debtReserve],
      repaidUSD: liquidation.repaid * state.debtIndex[debtReserve] * board.market[debtAsset])
  }

  /// The first calls that pay alone, as many as block space holds.
  private func fitting(
    _ calls: [ConsideredCall], _ agents: Agents.Liquidators
  ) -> [ConsideredCall] {
    var result: [ConsideredCall] = []
    for call in calls {
      guard result.count < budget.calls else { break }
      if largestPart(of: call, beside: [], agents) != nil { result.append(call) }
    }
    return result
  }

  /// The most calls of every protocol and pair that pay together.
  ///
  /// While there are calls that do not pay, the last one of every pair goes; of the last
  /// that went, the largest part that pays comes back.
  private func thoseThatPay(
    _ calls: [ConsideredCall], _ agents: Agents.Liquidators
  ) -> [ConsideredCall] {
    var pairs = PairedCalls(calls, agents)
    while true {
      let worth = expectedUSD(of: pairs.orders)
      guard pairs.dropLast(at: worth) else { break }
    }
    var kept = pairs.kept
    for call in pairs.lastDropped.sorted(by: { $0.account < $1.account }) {
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
        $0.units * (worth[CallPair($0)] ?? 0)
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

  /// What a unit of collateral is worth to whoever sells it in this round, USD, by
  /// protocol and pair.
  private func unitWorth(of calls: [ConsideredCall]) -> [CallPair: Double] {
    var orders: [SaleOrder] = []
    var places: [CallPair: Int] = [:]
    for call in calls {
      let key = CallPair(call)
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
