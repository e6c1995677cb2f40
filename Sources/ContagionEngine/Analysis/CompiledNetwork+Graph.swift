public import ContagionModel
import OrderedCollections

extension CompiledNetwork {
  /// The graph of exposures at opening economic prices, in the order of the file:
  /// protocols, reserves, issuers, pools, assets.
  ///
  /// Pools without reserves hold nothing and have no edges.
  ///
  /// - Complexity: O(entries + nodes + edges).
  public func graph() -> NetworkGraph {
    let prices = CascadeState(self).economicPrices(index: reserves.map { _ in 1 }, in: self)
    var sketch = GraphSketch()
    for (id, lender) in network.protocols {
      sketch.add(.lendingProtocol, id.name, lender.chain)
    }
    for reserve in reserves {
      sketch.add(
        .reserve, reserve.id.description, network.protocols[reserve.id.lendingProtocol]?.chain)
    }
    for issuer in issuers { sketch.add(.issuer, issuer.id.name, issuer.chain) }
    for pool in pools { sketch.add(.pool, pool.id.name, pool.chain) }
    for asset in assets { sketch.add(.asset, asset.name, network.assets[asset]?.chain) }
    addReserves(to: &sketch, prices)
    for issuer in issuers {
      for holding in issuer.holdings {
        sketch.link(
          (.issuer, issuer.id.name), (.asset, assets[holding.asset].name), .holding,
          holding.units * prices[holding.asset])
      }
      for allocation in issuer.allocations {
        let reserve = reserves[allocation.reserve]
        sketch.link(
          (.issuer, issuer.id.name), (.reserve, reserve.id.description), .allocation,
          allocation.units * prices[reserve.asset])
      }
    }
    for pool in pools where pool.impact.hasReserves {
      for (asset, units) in [(pool.base, pool.opening.base), (pool.quote, pool.opening.quote)] {
        sketch.link(
          (.pool, pool.id.name), (.asset, assets[asset].name), .liquidity, units * prices[asset])
      }
    }
    addClaims(to: &sketch, prices)
    return NetworkGraph(
      name: network.name, title: network.title, nodes: Array(sketch.nodes.values),
      edges: sketch.edges)
  }

  private func addReserves(to sketch: inout GraphSketch, _ prices: [Double]) {
    var collateral = Array(repeating: 0.0, count: reserves.count)
    var loans = collateral
    for (row, units) in zip(collateralReserve, collateralUnits) { collateral[Int(row)] += units }
    for (row, units) in zip(debtReserve, debtUnits) { loans[Int(row)] += units }
    for (row, reserve) in reserves.enumerated() {
      let lender = (NetworkGraph.Node.Kind.lendingProtocol, reserve.id.lendingProtocol.name)
      let own = (NetworkGraph.Node.Kind.reserve, reserve.id.description)
      let price = prices[reserve.asset]
      sketch.link(lender, own, .collateral, collateral[row] * price)
      sketch.link(lender, own, .loans, loans[row] * price)
      sketch.link(
        own, (.asset, assets[reserve.asset].name), .listing,
        (collateral[row] + loans[row]) * price)
    }
  }

  private func addClaims(to sketch: inout GraphSketch, _ prices: [Double]) {
    for (row, asset) in assets.enumerated() {
      let receipt = (NetworkGraph.Node.Kind.asset, asset.name)
      let held = sketch.usd(receipt)
      switch claims[row] {
      case .nothing: break
      case .issuer(let issuer):
        let id = issuers[issuer].id
        let supply = network.issuers[id]?.supply ?? 0
        sketch.link(receipt, (.issuer, id.name), .claim, supply * prices[row])
      case .reserve(let reserve):
        sketch.link(receipt, (.reserve, reserves[reserve].id.description), .claim, held)
      case .pool(let pool): sketch.link(receipt, (.pool, pools[pool].id.name), .claim, held)
      }
    }
  }
}

/// A graph while it is being put together.
private struct GraphSketch {
  typealias Key = (kind: NetworkGraph.Node.Kind, name: String)

  private(set) var nodes: OrderedDictionary<String, NetworkGraph.Node> = [:]
  private(set) var edges: [NetworkGraph.Edge] = []

  mutating func add(_ kind: NetworkGraph.Node.Kind, _ name: String, _ chain: String?) {
    let node = NetworkGraph.Node(kind: kind, name: name, chain: chain, usd: 0)
    nodes[node.id] = node
  }

  func usd(_ key: Key) -> Double { nodes["\(key.kind.rawValue):\(key.name)"]?.usd ?? 0 }

  /// Adds an edge with an amount, which counts for its source and, if it is an
  /// asset, for its target. An edge of nothing is left out.
  mutating func link(_ from: Key, _ to: Key, _ kind: NetworkGraph.Edge.Kind, _ usd: Double) {
    guard usd > 0, let source = nodes.index(forKey: "\(from.kind.rawValue):\(from.name)"),
      let target = nodes.index(forKey: "\(to.kind.rawValue):\(to.name)")
    else { return }
    edges.append(NetworkGraph.Edge(source: source, target: target, kind: kind, usd: usd))
    switch kind {
    case .claim: break
    case .collateral, .loans:
      nodes.values[source].usd += usd
      nodes.values[target].usd += usd
    case .listing: nodes.values[target].usd += usd
    case .allocation: nodes.values[source].usd += usd
    case .holding, .liquidity:
      nodes.values[source].usd += usd
      nodes.values[target].usd += usd
    }
  }
}
