import ContagionModel
import OrderedCollections

/// The routes from every asset to every other, and an order for the pools.
///
/// A route named in the file is taken as it is; otherwise the one with the
/// fewest hops, and among those the one whose smallest pool is largest (USD at
/// the opening), then the one whose last pool is largest, then the first by name.
struct Routing {
  private(set) var routes: [Route] = []
  private(set) var routeIndex: [Int32]
  private let assetCount: Int
  private let pools: [CompiledPool]

  init(_ network: Network, pools: [CompiledPool], assetIndex: [AssetID: Int]) {
    self.pools = pools
    assetCount = assetIndex.count
    routeIndex = Array(repeating: -1, count: assetCount * assetCount)
    let sizes = Self.sizes(of: pools, network, assetIndex)
    for start in 0..<assetCount { addRoutes(from: start, sizes) }
    let poolIndex = Dictionary(
      pools.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first }
    )
    for named in network.routes {
      guard let from = assetIndex[named.from], let to = assetIndex[named.to] else { continue }
      var asset = from
      var hops: [Route.Hop] = []
      for pool in named.pools.compactMap({ poolIndex[$0] }) {
        hops.append(Route.Hop(pool: pool, sells: pools[pool].base == asset))
        asset = pools[pool].other(than: asset)
      }
      add(Route(from: from, to: to, hops: hops))
    }
  }

  /// Pools so that each settles after those that feed it, or `nil` on a cycle.
  func settlementOrder(of pairs: Set<[Int]>) -> [Int]? {
    var next: [Set<Int>] = Array(repeating: [], count: pools.count)
    for pair in pairs {
      let index = routeIndex[pair[0] * assetCount + pair[1]]
      guard index >= 0 else { continue }
      let route = routes[Int(index)]
      for hop in route.hops.indices.dropFirst() {
        let (earlier, later) = (route.hops[hop - 1].pool, route.hops[hop].pool)
        if hop < route.exactFrom {
          next[earlier].insert(later)
        } else if hop > route.exactFrom {
          next[later].insert(earlier)
        }
      }
    }
    var waiting = Array(repeating: 0, count: pools.count)
    for pool in next.indices { for later in next[pool] { waiting[later] += 1 } }
    var order: [Int] = []
    var ready = pools.indices.filter { waiting[$0] == 0 }
    while let pool = ready.min() {
      ready.removeAll { $0 == pool }
      order.append(pool)
      for later in next[pool] {
        waiting[later] -= 1
        if waiting[later] == 0 { ready.append(later) }
      }
    }
    return order.count == pools.count ? order : nil
  }

  private mutating func add(_ route: Route) {
    routeIndex[route.from * assetCount + route.to] = Int32(routes.count)
    routes.append(route)
  }

  /// A way to an asset, and the sizes by which it is chosen.
  private struct Path {
    var smallest: Double
    var last: Double
    var hops: [Route.Hop]
  }

  private func isBetter(_ path: Path, than other: Path) -> Bool {
    if path.smallest != other.smallest { return path.smallest > other.smallest }
    if path.last != other.last { return path.last > other.last }
    guard let pool = path.hops.last?.pool, let second = other.hops.last?.pool else { return false }
    return pools[pool].id.name < pools[second].id.name
  }

  /// Best routes from one asset, hop by hop.
  private mutating func addRoutes(from start: Int, _ sizes: [Double]) {
    var best: [Int: Path] = [start: Path(smallest: .infinity, last: .infinity, hops: [])]
    var frontier = [start]
    while !frontier.isEmpty {
      var reached: [Int: Path] = [:]
      for asset in frontier {
        guard let path = best[asset] else { continue }
        for (index, pool) in pools.enumerated() where pool.base == asset || pool.quote == asset {
          let other = pool.other(than: asset)
          guard best[other] == nil else { continue }
          let longer = Path(
            smallest: min(path.smallest, sizes[index]), last: sizes[index],
            hops: path.hops + [Route.Hop(pool: index, sells: pool.base == asset)])
          if let found = reached[other], !isBetter(longer, than: found) { continue }
          reached[other] = longer
        }
      }
      frontier = reached.keys.sorted()
      for asset in frontier {
        guard let path = reached[asset] else { continue }
        best[asset] = path
        add(Route(from: start, to: asset, hops: path.hops))
      }
    }
  }

  /// USD of the base side of each pool at the opening.
  private static func sizes(
    of pools: [CompiledPool], _ network: Network, _ assetIndex: [AssetID: Int]
  ) -> [Double] {
    pools.map { pool in
      let quote = network.assets.keys[pool.quote]
      let usd = network.outsidePrice(of: quote) ?? 1
      let depth =
        pool.impact.hasReserves ? pool.opening.base : pool.impact.depth(to: 0.5, of: pool.opening)
      return depth * pool.impact.price(in: pool.opening) * usd
    }
  }
}
