import ContagionModel

/// The protocol, collateral and debt of a call.
struct CallPair: Hashable {
  let lendingProtocol: Int
  let collateral: Int
  let debt: Int

  init(_ call: ConsideredCall) {
    lendingProtocol = call.lendingProtocol
    collateral = call.collateral
    debt = call.debt
  }
}

/// Calls by pair, from which those that do not pay are dropped one by one.
///
/// A call pays as long as a unit of its pair's collateral is worth
/// `(repaid·(1 + margin) + cost) / units` or more.
///
/// - Complexity: O(1) a drop, amortised, as long as fewer sales bring a better price.
struct PairedCalls {
  /// The calls of one pair.
  private struct Group {
    var places: [Int] = []
    /// How many of `places` from the front have not been looked at.
    var left = 0
    /// What a unit was worth when the others were looked at.
    var worth = -Double.infinity
    /// Kept calls.
    var count = 0
    /// Sums of the kept calls, and the units when they were last added up.
    var units = 0.0
    var repaid = 0.0
    var addedUnits = 0.0
    var lastDropped: Int?
  }

  private let calls: [ConsideredCall]
  private let agents: Agents.Liquidators
  private var isKept: [Bool]
  private var groups: [Group] = []

  init(_ calls: [ConsideredCall], _ agents: Agents.Liquidators) {
    self.calls = calls
    self.agents = agents
    isKept = calls.map { _ in true }
    var places: [CallPair: Int] = [:]
    for (place, call) in calls.enumerated() {
      let key = CallPair(call)
      let group = places[key] ?? groups.count
      if group == groups.count {
        places[key] = group
        groups.append(Group())
      }
      groups[group].places.append(place)
      groups[group].count += 1
    }
    for group in groups.indices {
      groups[group].left = groups[group].places.count
      addUp(group)
    }
  }

  /// What every pair with calls sells and repays together, in the order of the pairs.
  var orders: [CascadeRun.SaleOrder] {
    groups.filter { $0.count > 0 }.map {
      let call = calls[$0.places[0]]
      return CascadeRun.SaleOrder(
        lendingProtocol: call.lendingProtocol, collateral: call.collateral, debt: call.debt,
        units: $0.units, repaid: $0.repaid)
    }
  }

  /// The calls that are left, in order.
  var kept: [ConsideredCall] { calls.indices.filter { isKept[$0] }.map { calls[$0] } }

  /// Of every pair the call that was dropped last.
  var lastDropped: [ConsideredCall] { groups.compactMap { $0.lastDropped.map { calls[$0] } } }

  /// Drops the last call of every pair that does not pay; `false` if all pay.
  ///
  /// - Parameter worth: What the pairs of ``orders`` bring, USD.
  /// - Returns: Whether any was dropped.
  mutating func dropLast(at worth: [Double]) -> Bool {
    var order = 0
    var dropsAny = false
    for group in groups.indices where groups[group].count > 0 {
      let unitWorth = worth[order] / groups[group].units
      order += 1
      if !(unitWorth >= groups[group].worth) { groups[group].left = groups[group].places.count }
      groups[group].worth = unitWorth
      if dropLast(of: group, at: unitWorth) { dropsAny = true }
    }
    return dropsAny
  }

  private mutating func dropLast(of group: Int, at unitWorth: Double) -> Bool {
    while groups[group].left > 0 {
      groups[group].left -= 1
      let place = groups[group].places[groups[group].left]
      let call = calls[place]
      let pays =
        call.units * unitWorth >= call.repaidUSD * (1 + agents.margin) + agents.cost
      guard isKept[place], !pays else { continue }
      isKept[place] = false
      groups[group].lastDropped = place
      groups[group].count -= 1
      groups[group].units -= call.units
      groups[group].repaid -= call.repaid
      // What is left of a difference of large sums is not exact.
      if groups[group].units < groups[group].addedUnits / 2 { addUp(group) }
      return true
    }
    return false
  }

  private mutating func addUp(_ group: Int) {
    let places = groups[group].places.filter { isKept[$0] }
    groups[group].units = places.reduce(0) { $0 + calls[$1].units }
    groups[group].repaid = places.reduce(0) { $0 + calls[$1].repaid }
    groups[group].addedUnits = groups[group].units
  }
}
