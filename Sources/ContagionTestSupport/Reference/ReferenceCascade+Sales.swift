import ContagionModel
import OrderedCollections

extension ReferenceCascade {
  /// One step of a route.
  struct Hop {
    var pool: String
    /// Whether the base is given and the quote taken.
    var sellsBase: Bool
  }

  /// Collateral on its way to the debt.
  struct Order {
    var trader: String
    var hops: [Hop]
    /// Units of the collateral given.
    var input: Double
    /// Units of the debt repaid; bought exactly if the route ends in purchases.
    var output: Double

    /// Where the purchases at the end of the route start.
    var firstPurchase: Int {
      (hops.lastIndex { $0.sellsBase } ?? -1) + 1
    }
  }

  /// The pools from one asset to another: fewest hops, then at each hop the
  /// largest pool, then the smaller name; `nil` if there is no way.
  mutating func route(from collateral: String, to debt: String) -> [Hop]? {
    let key = "\(collateral)/\(debt)"
    if let known = routes[key] { return known }
    let found = findRoute(from: collateral, to: debt)
    routes[key] = .some(found)
    return found
  }

  private func findRoute(from collateral: String, to debt: String) -> [Hop]? {
    let distances = distances(to: debt)
    guard var left = distances[collateral] else { return nil }
    var hops: [Hop] = []
    var asset = collateral
    while left > 0 {
      let steps = pools.keys.filter { name in
        guard let next = otherSide(of: name, asset) else { return false }
        return distances[next] == left - 1
      }
      guard
        let name = steps.min(by: {
          (-(poolSizes[$0] ?? 0), $0) < (-(poolSizes[$1] ?? 0), $1)
        }), let pool = pools[name], let next = otherSide(of: name, asset)
      else { return nil }
      hops.append(Hop(pool: name, sellsBase: pool.baseAsset == asset))
      asset = next
      left -= 1
    }
    return hops
  }

  private func otherSide(of name: String, _ asset: String) -> String? {
    guard let pool = pools[name] else { return nil }
    if pool.baseAsset == asset { return pool.quoteAsset }
    if pool.quoteAsset == asset { return pool.baseAsset }
    return nil
  }

  /// Hops from every asset to one asset.
  private func distances(to target: String) -> [String: Int] {
    var distances = [target: 0]
    var edge: Set<String> = [target]
    var distance = 0
    while !edge.isEmpty {
      distance += 1
      var next: Set<String> = []
      for asset in edge {
        for name in pools.keys {
          guard let other = otherSide(of: name, asset), distances[other] == nil else { continue }
          distances[other] = distance
          next.insert(other)
        }
      }
      edge = next
    }
    return distances
  }

  /// What one order does in one pool.
  private struct Leg {
    var order: Int
    var hop: Int
    /// Base units given, quote units given, or base units to be taken.
    var units: Double
  }

  /// Settles every pool once, a pool as soon as all its trades are known.
  ///
  /// Sales are known from the front of a route, exact purchases from its end.
  mutating func trade(_ orders: [Order]) {
    var given: [[Double?]] = orders.map { order in
      order.hops.indices.map { $0 == 0 ? order.input : nil }
    }
    var taken: [[Double?]] = orders.map { order in
      order.hops.indices.map { $0 == order.hops.count - 1 ? order.output : nil }
    }
    var waiting = Set(orders.flatMap { $0.hops.map(\.pool) })
    while !waiting.isEmpty {
      let ready = waiting.sorted().first { name in
        orders.indices.allSatisfy { order in
          orders[order].hops.indices.allSatisfy { hop in
            guard orders[order].hops[hop].pool == name else { return true }
            return hop >= orders[order].firstPurchase
              ? taken[order][hop] != nil : given[order][hop] != nil
          }
        }
      }
      guard let ready else { preconditionFailure("routes go round in a circle") }
      waiting.remove(ready)
      settle(ready, orders, &given, &taken)
    }
  }

  /// Crosses sales and purchases of one pool at its opening price; the rest
  /// moves it. Each side shares its total pro rata to units.
  private mutating func settle(
    _ name: String, _ orders: [Order], _ given: inout [[Double?]], _ taken: inout [[Double?]]
  ) {
    guard var pool = pools[name] else { return }
    var sales: [Leg] = []
    var purchases: [Leg] = []
    var spendings: [Leg] = []
    for order in orders.indices {
      for hop in orders[order].hops.indices where orders[order].hops[hop].pool == name {
        if hop >= orders[order].firstPurchase {
          purchases.append(Leg(order: order, hop: hop, units: taken[order][hop] ?? 0))
        } else if orders[order].hops[hop].sellsBase {
          sales.append(Leg(order: order, hop: hop, units: given[order][hop] ?? 0))
        } else {
          spendings.append(Leg(order: order, hop: hop, units: given[order][hop] ?? 0))
        }
      }
    }
    let spot = pool.spot
    let sold = sum(sales.map(\.units))
    let bought = sum(purchases.map(\.units))
    let spent = sum(spendings.map(\.units))
    var proceeds = sold * spot
    var cost = bought * spot
    var received = spent / spot
    let demand = bought + spent / spot
    if !without(.price), frozenReadings == nil {
      if sold > demand {
        proceeds = demand * spot + pool.sell(sold - demand)
      } else if demand > sold {
        let rest = (demand - sold) / demand
        if bought > 0 { cost = bought * (1 - rest) * spot + pool.buy(bought * rest) }
        if spent > 0 { received = spent / spot * (1 - rest) + pool.spend(spent * rest) }
      }
      pools[name] = pool
    }
    let other =
      without(.price) || frozenReadings != nil ? "outside market" : "pool \(name)"
    for leg in sales {
      let trader = orders[leg.order].trader
      let quote = sold > 0 ? proceeds * leg.units / sold : 0
      transfer(pool.baseAsset, leg.units, from: trader, to: other)
      transfer(pool.quoteAsset, quote, from: other, to: trader)
      if leg.hop + 1 < orders[leg.order].firstPurchase { given[leg.order][leg.hop + 1] = quote }
      if leg.hop == orders[leg.order].hops.count - 1 {
        self.received[pool.quoteAsset, default: 0] += quote
      }
    }
    for leg in spendings {
      let trader = orders[leg.order].trader
      let base = spent > 0 ? received * leg.units / spent : 0
      transfer(pool.quoteAsset, leg.units, from: trader, to: other)
      transfer(pool.baseAsset, base, from: other, to: trader)
      if leg.hop + 1 < orders[leg.order].firstPurchase { given[leg.order][leg.hop + 1] = base }
      if leg.hop == orders[leg.order].hops.count - 1 {
        self.received[pool.baseAsset, default: 0] += base
      }
    }
    for leg in purchases {
      let trader = orders[leg.order].trader
      let quote = bought > 0 ? cost * leg.units / bought : 0
      transfer(pool.quoteAsset, quote, from: trader, to: other)
      transfer(pool.baseAsset, leg.units, from: other, to: trader)
      if leg.hop > orders[leg.order].firstPurchase { taken[leg.order][leg.hop - 1] = quote }
      if leg.hop == orders[leg.order].hops.count - 1 {
        self.received[pool.baseAsset, default: 0] += leg.units
      }
    }
  }
}
