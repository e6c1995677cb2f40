import OrderedCollections

extension Network {
  /// Assets that nothing prices, or that price each other in a circle.
  func pricingFindings() -> [Finding] {
    var findings: [Finding] = []
    for (id, asset) in assets {
      guard let marketPool = asset.marketPool else {
        if asset.kind != .receipt, outsidePrice(of: id) == nil {
          findings.append(
            Finding(at: "assets.\(id)", "nothing prices \(id); give it a 'price' or a 'marketPool'")
          )
        }
        continue
      }
      guard let pool = pools[marketPool], pool.base != pool.quote, assets[pool.base] != nil,
        assets[pool.quote] != nil
      else { continue }
      guard pool.trades(id) else {
        findings.append(
          Finding(
            at: "assets.\(id).marketPool",
            "pool '\(marketPool)' trades \(pool.base) and \(pool.quote), not \(id)"))
        continue
      }
      if let circle = pricingCircle(from: id) {
        findings.append(
          Finding(
            at: "assets.\(id).marketPool",
            "market prices run in a circle: \(circle.map(\.name).joined(separator: " → "));"
              + " one of them needs a 'price' and no 'marketPool'"))
      }
    }
    return findings
  }

  /// The circle of market pools that starts at an asset and leads back to it.
  private func pricingCircle(from start: AssetID) -> [AssetID]? {
    var path = [start]
    while let last = path.last, let pool = assets[last]?.marketPool.flatMap({ pools[$0] }),
      pool.trades(last)
    {
      let next = pool.base == last ? pool.quote : pool.base
      path.append(next)
      if next == start { return path }
      if path.count > assets.count + 1 { return nil }
    }
    return nil
  }

  /// Issuers that hold all of each other's receipts, so that no NAV is theirs.
  ///
  /// With no assets of its own every NAV solves `s = s`: the least is 0, the
  /// greatest has no bound. With assets none is finite.
  func closedCycleFindings() -> [Finding] {
    let ids = Array(issuers.keys)
    let indices = Dictionary(uniqueKeysWithValues: zip(ids, ids.indices))
    var holds = Array(repeating: Set<Int>(), count: ids.count)
    for (holder, id) in ids.enumerated() {
      for holding in issuers[id]?.holdings ?? [] where holding.units > 0 {
        if case .issuer(let issuer)? = assets[holding.asset]?.issuer, let issued = indices[issuer] {
          holds[holder].insert(issued)
        }
      }
    }
    var findings: [Finding] = []
    for group in components(of: holds) {
      let members = group.sorted()
      guard let first = members.first, members.count > 1 || holds[first].contains(first),
        members.allSatisfy({ isHeldWholly($0, by: members, ids) })
      else { continue }
      let names = members.map { ids[$0].name }.joined(separator: ", ")
      let hasOther = members.contains { holdsOther($0, than: members, ids) }
      findings.append(
        Finding(
          at: "issuers.\(ids[first]).holdings",
          "\(names) form a cycle and nobody outside holds it: "
            + (hasOther
              ? "they have assets and no owner, so no NAV is finite"
              : "greatest NAV unbounded, least NAV 0")))
    }
    return findings
  }

  private func isHeldWholly(_ issued: Int, by holders: [Int], _ ids: [IssuerID]) -> Bool {
    guard let issuer = issuers[ids[issued]] else { return false }
    var held = 0.0
    for holder in holders {
      for holding in issuers[ids[holder]]?.holdings ?? []
      where assets[holding.asset]?.issuer == .issuer(ids[issued]) {
        held += holding.units
      }
    }
    return !exceeds(issuer.supply, held)
  }

  private func holdsOther(_ holder: Int, than members: [Int], _ ids: [IssuerID]) -> Bool {
    guard let issuer = issuers[ids[holder]] else { return false }
    if issuer.allocations.contains(where: { $0.units > 0 }) { return true }
    return issuer.holdings.contains { holding in
      guard holding.units > 0 else { return false }
      guard case .issuer(let other)? = assets[holding.asset]?.issuer else { return true }
      return !members.contains { ids[$0] == other }
    }
  }

  /// Strongly connected components, by which nodes reach each other.
  ///
  /// - Complexity: O(nodes × edges), for the handful of issuers in a network.
  private func components(of edges: [Set<Int>]) -> [[Int]] {
    let reach = edges.indices.map { start in
      var seen: Set<Int> = []
      var pending = Array(edges[start])
      while let next = pending.popLast() {
        guard seen.insert(next).inserted else { continue }
        pending += edges[next].subtracting(seen)
      }
      return seen
    }
    var done: Set<Int> = []
    return edges.indices.compactMap { node in
      guard !done.contains(node) else { return nil }
      let group = [node] + reach[node].filter { $0 != node && reach[$0].contains(node) }
      done.formUnion(group)
      return group
    }
  }
}

extension LiquidityPool {
  fileprivate func trades(_ asset: AssetID) -> Bool { base == asset || quote == asset }
}
