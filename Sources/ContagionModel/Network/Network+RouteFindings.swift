import OrderedCollections

extension Network {
  /// Named routes that lead nowhere, and feeds that read a price there is none of.
  func routeFindings() -> [Finding] {
    var findings: [Finding] = []
    nextRoute: for route in routes {
      let path = "routes.\(route.from)/\(route.to)"
      var asset = route.from
      for (step, id) in route.pools.enumerated() {
        guard let pool = pools[id] else {
          findings.append(
            Finding(
              at: "\(path)[\(step)]",
              Wording.unknown("pool", id.name, among: pools.keys.map(\.name))))
          continue nextRoute
        }
        guard pool.base == asset || pool.quote == asset else {
          findings.append(
            Finding(
              at: "\(path)[\(step)]",
              "pool '\(id)' trades \(pool.base) and \(pool.quote), not \(asset), which the route has"
                + " reached"))
          continue nextRoute
        }
        asset = pool.base == asset ? pool.quote : pool.base
      }
      if asset != route.to {
        findings.append(
          Finding(at: path, "the route ends at \(asset); it is to end at \(route.to)"))
      }
    }
    for (id, feed) in oracles where feed.source == .external && outsidePrice(of: feed.asset) == nil
    {
      findings.append(
        Finding(
          at: "oracles.\(id).reads",
          "\(feed.asset) has no outside price to read; give it a 'price' or read 'market' or 'nav'")
      )
    }
    for (id, feed) in oracles where feed.source == .nav && assets[feed.asset]?.kind != .receipt {
      findings.append(
        Finding(
          at: "oracles.\(id).reads",
          "\(feed.asset) is no receipt and has no NAV; read 'market' or 'external'"))
    }
    for (id, asset) in assets where asset.kind != .receipt {
      guard let pool = asset.marketPool.flatMap({ pools[$0] }) else { continue }
      let other = pool.base == id ? pool.quote : pool.base
      if assets[other]?.kind == .receipt {
        findings.append(
          Finding(
            at: "assets.\(id).marketPool",
            "the market pool of a base or stable asset prices it in another one; \(other) is a"
              + " receipt"))
      }
    }
    return findings
  }
}
