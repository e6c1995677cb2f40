import ContagionModel

extension ReferenceCascade {
  /// A call as liquidators weigh it.
  private struct Offer {
    var plan: Plan
    var share = 1.0
    /// Units that come out, and USD that go in, of the whole call.
    var units: Double
    var repaid: Double
    var repaidUSD: Double

    var pair: [String] { [plan.call.lendingProtocol, plan.call.collateral, plan.call.debt] }
  }

  /// The calls that liquidators make of all that they could make.
  ///
  /// Worst health first, ties by name. Block space holds the first of those that pay
  /// when they are made alone, at least in part. While a call does not pay at the price
  /// at which all are sold together, the last such call of every pair is dropped; then
  /// the last one dropped of each pair is made in part, if a part pays. Capital repays
  /// them in that order.
  mutating func thoseThatPay(_ called: [Int], _ readings: Readings) -> [Plan] {
    var offers = called.map { index in
      let plan = fixedSpread(index, readings)
      return Offer(
        plan: plan,
        units: plan.call.seized - (plan.call.feeUnits[plan.call.collateral] ?? 0),
        repaid: plan.call.repaid,
        repaidUSD: plan.call.repaid * (readings.market[plan.call.debt] ?? .nan))
    }
    offers.sort { left, right in
      let (one, other) = (left.plan.call.healthFactor, right.plan.call.healthFactor)
      if one != other { return one < other }
      let (name, otherName) = (accounts[left.plan.account].name, accounts[right.plan.account].name)
      if name != otherName {
        return Array(name.utf8).lexicographicallyPrecedes(Array(otherName.utf8))
      }
      return left.plan.account < right.plan.account
    }
    let isFree = without(.capacity)
    var kept: [Offer] = []
    if isFree || offers.count <= purse.calls {
      kept = offers
    } else {
      for offer in offers where kept.count < purse.calls {
        if largestPart(of: offer, beside: [], readings) != nil { kept.append(offer) }
      }
    }
    kept = payingTogether(kept, readings)
    var made: [Plan] = []
    for offer in kept {
      guard isFree || purse.hasCapital else { break }
      var share = offer.share
      if !isFree {
        let usd = offer.repaidUSD * share
        share *= min(1, purse.liquidationUSD / usd)
        purse.liquidationUSD -= offer.repaidUSD * share
        purse.calls -= 1
      }
      made.append(part(share, of: offer.plan))
    }
    waiting = offers.count - made.count
    return made
  }

  private func payingTogether(_ offers: [Offer], _ readings: Readings) -> [Offer] {
    var kept = offers
    var dropped: [[String]: Offer] = [:]
    while true {
      let worth = unitWorth(kept, readings)
      let losers = kept.indices.filter { !pays(kept[$0], worth) }
      if losers.isEmpty { break }
      var last: [[String]: Int] = [:]
      for loser in losers { last[kept[loser].pair] = loser }
      for place in last.values.sorted(by: >) { dropped[kept[place].pair] = kept.remove(at: place) }
    }
    for offer in dropped.values.sorted(by: { $0.plan.account < $1.plan.account }) {
      if let part = largestPart(of: offer, beside: kept, readings) { kept.append(part) }
    }
    return kept
  }

  /// The largest part, between a thousandth and the whole, at which it and all others
  /// pay: doubled from where it does not any more, and halved 40 times.
  private func largestPart(of offer: Offer, beside others: [Offer], _ readings: Readings) -> Offer?
  {
    func paying(_ share: Double) -> Offer? {
      var part = offer
      part.share = share
      let all = others + [part]
      let worth = unitWorth(all, readings)
      return all.allSatisfy { pays($0, worth) } ? part : nil
    }
    var share = 1.0
    while paying(share) == nil {
      share /= 2
      if share < 1.0 / 1024 { return nil }
    }
    var high = min(1, share * 2)
    for _ in 0..<40 {
      let middle = (share + high) / 2
      if paying(middle) != nil { share = middle } else { high = middle }
    }
    return paying(share)
  }

  private func pays(_ offer: Offer, _ worth: [[String]: Double]) -> Bool {
    let liquidators = network.agents.liquidators
    let brings = offer.units * offer.share * (worth[offer.pair] ?? 0)
    let costs = offer.repaidUSD * offer.share * (1 + (liquidators?.margin ?? 0))
    return brings >= costs + (liquidators?.cost ?? 0)
  }

  /// USD that a unit of collateral brings when all are sold together, by pair: what the
  /// pair's sellers hold afterwards, the repaid debt counted as still theirs.
  private func unitWorth(_ offers: [Offer], _ readings: Readings) -> [[String]: Double] {
    var trial = self
    trial.result.flows = [:]
    var units: [[String]: Double] = [:]
    var repaid: [[String]: Double] = [:]
    for offer in offers {
      units[offer.pair, default: 0] += offer.units * offer.share
      repaid[offer.pair, default: 0] += offer.repaid * offer.share
    }
    var orders: [Order] = []
    for pair in units.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      guard let hops = trial.route(from: pair[1], to: pair[2]), !hops.isEmpty else { continue }
      orders.append(
        Order(
          trader: pair.joined(separator: "/"), hops: hops, input: units[pair] ?? 0,
          output: repaid[pair] ?? 0))
    }
    trial.trade(orders)
    return Dictionary(
      uniqueKeysWithValues: units.map { pair, units in
        var usd = units * (readings.market[pair[1]] ?? .nan)
        let flows = trial.result.flows[pair.joined(separator: "/")] ?? [:]
        for asset in flows.keys.sorted() {
          usd += (flows[asset] ?? 0) * (readings.market[asset] ?? .nan)
        }
        return (pair, usd / units)
      })
  }

  /// A part of a call: nothing is written off while collateral is left.
  private func part(_ share: Double, of plan: Plan) -> Plan {
    guard share < 1 else { return plan }
    var plan = plan
    plan.call.repaidUnits = plan.call.repaidUnits.mapValues { $0 * share }
    plan.call.seizedUnits = plan.call.seizedUnits.mapValues { $0 * share }
    plan.call.feeUnits = plan.call.feeUnits.mapValues { $0 * share }
    plan.call.writtenOffUnits = [:]
    for sale in plan.sales.indices { plan.sales[sale].repaid *= share }
    return plan
  }
}
