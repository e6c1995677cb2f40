import ContagionModel
import OrderedCollections

/// Figures of one design, a column each with a value by scenario.
///
/// An ensemble has too many scenarios to keep every settlement; what the metrics
/// need of them is here.
struct SettledColumns {
  var grossUSD: [Double] = []
  var uncoveredUSD: [Double] = []
  var lockedUSD: [Double] = []
  var contingentUSD: [Double] = []
  var bailoutUSD: [Double] = []
  var frictionUSD: [Double] = []
  var salesUSD: [Double] = []
  var callsUSD: [Double] = []
  var overpaidUSD: [Double] = []
  /// Paid by others than the market that made the loss.
  var outsideUSD: [Double] = []
  /// 1 where locked layers paid all they could and lenders still lose.
  var exhausted: [Double] = []
  /// Days and capital at payout, each times the loss.
  var delayedUSD: [Double] = []
  var capitalTimesGross: [Double] = []
  /// The least that the capital was worth at any payout; `nil` without an event.
  var leastCapitalUSD: [Double?] = []
  /// What is left of the capital when the year is over; `nil` without an event.
  var capitalLeftUSD: [Double?] = []
  /// Left to lenders, a column a market.
  var leftUSD: [[Double]]
  private(set) var borneUSD: [InsurancePayer: Double] = [:]
  private(set) var layers: [LayerUse] = []
  private(set) var layerColumns: [LayerColumn] = []
  /// Expected figures of the design alone.
  private(set) var figures: OrderedDictionary<String, Double> = [:]

  init(markets: Int) { leftUSD = Array(repeating: [], count: markets) }

  /// Adds a scenario's settlements, event by event.
  mutating func append(_ events: [Settlement], probability: Double) {
    func sum(_ figure: (Settlement) -> Double) -> Double { events.reduce(0) { $0 + figure($1) } }
    grossUSD.append(sum { $0.grossUSD.reduce(0, +) })
    uncoveredUSD.append(sum { $0.uncoveredUSD.reduce(0, +) })
    lockedUSD.append(sum(\.paidByLockedUSD))
    contingentUSD.append(sum(\.contingentCalledUSD))
    bailoutUSD.append(sum { $0.bailoutUSD.reduce(0, +) })
    frictionUSD.append(sum(\.frictionUSD))
    salesUSD.append(sum { $0.assetSales.reduce(0) { $0 + $1.valueUSD } })
    callsUSD.append(sum { $0.cashCalls.reduce(0) { $0 + $1.usd } })
    overpaidUSD.append(sum(\.overpaidUSD))
    outsideUSD.append(
      sum { $0.payments.reduce(0) { $1.isOwnCommunity ? $0 : $0 + $1.totalUSD } })
    exhausted.append(min(1, sum { $0.isExhausted ? 1 : 0 }))
    delayedUSD.append(sum { $0.delayDays * $0.grossUSD.reduce(0, +) })
    capitalTimesGross.append(sum { $0.capitalAtPayoutUSD * $0.grossUSD.reduce(0, +) })
    leastCapitalUSD.append(events.map(\.capitalAtPayoutUSD).min())
    capitalLeftUSD.append(
      events.last.map { last in
        max(0, last.capitalAtPayoutUSD - sum { $0.paidByLockedUSD + $0.overpaidUSD })
      })
    for market in leftUSD.indices { leftUSD[market].append(sum { $0.uncoveredUSD[market] }) }
    for settlement in events { add(settlement, probability) }
    for place in layerColumns.indices { layerColumns[place].close(probability) }
  }

  private mutating func add(_ settlement: Settlement, _ probability: Double) {
    for (payer, paid) in settlement.allocation {
      borneUSD[payer, default: 0] += probability * paid.reduce(0, +)
    }
    // A trigger that does not fire leaves the design's layers out.
    for payment in settlement.payments.dropFirst(layers.count) {
      layers.append(
        LayerUse(
          payment.name, silo: payment.silo, payer: payment.payer, funding: payment.funding,
          capacityUSD: 0, paidUSD: 0))
      layerColumns.append(LayerColumn())
    }
    for (name, figure) in settlement.figures { figures[name, default: 0] += probability * figure }
    for (place, payment) in settlement.payments.enumerated() {
      layers[place].paidUSD += probability * payment.totalUSD
      layerColumns[place].add(payment)
      if let most = payment.capacityUSD, let sum = layers[place].capacityUSD {
        layers[place].capacityUSD = sum + probability * most
      } else {
        layers[place].capacityUSD = nil
      }
    }
  }
}

extension Settlement {
  /// Whether locked layers paid all they could and lenders still lose.
  var isExhausted: Bool {
    let locked = payments.filter { $0.funding == .locked }
    guard !locked.isEmpty, uncoveredUSD.contains(where: { $0 > 0 }) else { return false }
    let capacity = locked.reduce(0) { $0 + ($1.capacityUSD ?? .infinity) }
    return paidByLockedUSD >= capacity * (1 - 1e-12)
  }
}
