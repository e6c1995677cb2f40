import ContagionModel
import OrderedCollections

/// Who is exposed to what before the shock, in USD.
struct ExposureGraph {
  enum Kind: String, Hashable, CaseIterable {
    case issuer
    case lendingProtocol = "protocol"
    case asset, pool
  }

  struct ID: Hashable {
    var kind: Kind
    /// `nil` for the merged rest of a kind.
    var name: String?

    init(_ kind: Kind, _ name: String?) {
      self.kind = kind
      self.name = name
    }

    /// The name in the graph.
    var key: String { name.map { "\(kind.rawValue) \($0)" } ?? "other \(kind.rawValue)s" }
  }

  struct Node {
    var chain: String?
    /// Collateral and loans of a protocol, reserves of a pool, assets of an
    /// issuer, and all that the network holds of an asset.
    var usd = 0.0
    /// What decides whether it is drawn: ``usd``, or what is issued of it.
    var size = 0.0
    var lines: [String] = []
    var merged = 1
  }

  enum Relation: Hashable, CaseIterable {
    case collateral, loans, liquidity, quoted, holding, allocation, share
  }

  struct Edge: Hashable {
    var from: ID
    var to: ID
    var relation: Relation
  }

  private(set) var nodes: OrderedDictionary<ID, Node> = [:]
  private(set) var edges: OrderedDictionary<Edge, Double> = [:]
  /// Σ by kind, before anything was merged.
  private(set) var totals: [Kind: Double] = [:]

  init(_ network: Network, prices: [AssetID: Double]) {
    for (id, issuer) in network.issuers { nodes[ID(.issuer, id.name)] = Node(chain: issuer.chain) }
    for (id, lender) in network.protocols {
      nodes[ID(.lendingProtocol, id.name)] = Node(chain: lender.chain)
    }
    for (id, asset) in network.assets { nodes[ID(.asset, id.name)] = Node(chain: asset.chain) }
    for (id, pool) in network.pools { nodes[ID(.pool, id.name)] = Node(chain: pool.chain) }
    addAccounts(of: network, prices)
    for (id, pool) in network.pools {
      for (asset, units) in [(pool.base, pool.baseReserve), (pool.quote, pool.quoteReserve)] {
        let usd = (units ?? 0) * (prices[asset] ?? 0)
        let isQuoted = asset == pool.base && addQuotes(of: pool, id, prices)
        guard !isQuoted else { continue }
        add(ID(.asset, asset.name), ID(.pool, id.name), .liquidity, usd, evenIfNothing: true)
      }
    }
    for (id, issuer) in network.issuers {
      for holding in issuer.holdings {
        let usd = holding.units * (prices[holding.asset] ?? 0)
        add(ID(.issuer, id.name), ID(.asset, holding.asset.name), .holding, usd)
      }
      for allocation in issuer.allocations {
        let usd = allocation.units * (prices[allocation.reserve.asset] ?? 0)
        add(
          ID(.issuer, id.name), ID(.lendingProtocol, allocation.reserve.lendingProtocol.name),
          .allocation, usd)
      }
    }
    addShares(of: network, prices)
    measure()
  }

  /// Collateral and debt of the accounts; loans to borrowers outside the file
  /// count where a reserve states them.
  private mutating func addAccounts(of network: Network, _ prices: [AssetID: Double]) {
    let book = network.accounts
    var loans: [ReserveID: Double] = [:]
    var collateral: OrderedDictionary<ReserveID, Double> = [:]
    for entry in 0..<book.entryCount {
      let venue = book.venues[Int(book.accountVenue[Int(book.entryAccount[entry])])]
      let reserve = ReserveID(ProtocolID(venue), book.assets[Int(book.entryAsset[entry])])
      if book.entrySide[entry] == AccountBook.Side.collateral.rawValue {
        collateral[reserve, default: 0] += book.entryUnits[entry]
      } else if book.entrySide[entry] == AccountBook.Side.debt.rawValue {
        loans[reserve, default: 0] += book.entryUnits[entry]
      }
    }
    for (id, lender) in network.protocols {
      for (asset, reserve) in lender.reserves {
        let price = prices[asset] ?? 0
        let key = ReserveID(id, asset)
        let source = ID(.lendingProtocol, id.name)
        let target = ID(.asset, asset.name)
        add(source, target, .collateral, (collateral[key] ?? 0) * price)
        add(source, target, .loans, max(loans[key] ?? 0, reserve.loans ?? 0) * price)
      }
    }
  }

  /// From a receipt to whoever issued it.
  private mutating func addShares(of network: Network, _ prices: [AssetID: Double]) {
    for (id, asset) in network.assets {
      guard let issuer = asset.issuer else { continue }
      let target: ID
      var units = 0.0
      switch issuer {
      case .issuer(let issuer):
        target = ID(.issuer, issuer.name)
        units = network.issuers[issuer]?.supply ?? 0
      case .pool(let pool): target = ID(.pool, pool.name)
      case .reserve(let reserve): target = ID(.lendingProtocol, reserve.lendingProtocol.name)
      }
      let usd = units * (prices[id] ?? 0)
      edges[Edge(from: ID(.asset, id.name), to: target, relation: .share), default: 0] += usd
    }
  }

  /// A depth table holds nothing; what counts is the largest sale it quotes.
  /// Returns whether there is one.
  private mutating func addQuotes(
    of pool: LiquidityPool, _ id: PoolID, _ prices: [AssetID: Double]
  ) -> Bool {
    guard pool.baseReserve == nil, let size = pool.quotes.map(\.size).max() else { return false }
    let usd = size * (prices[pool.base] ?? 0)
    add(ID(.asset, pool.base.name), ID(.pool, id.name), .quoted, usd)
    return true
  }

  private mutating func add(
    _ from: ID, _ to: ID, _ relation: Relation, _ usd: Double, evenIfNothing: Bool = false
  ) {
    guard usd > 0 || evenIfNothing, nodes[from] != nil, nodes[to] != nil else { return }
    edges[Edge(from: from, to: to, relation: relation), default: 0] += usd
  }

  private mutating func measure() {
    var sums: [ID: [Relation: Double]] = [:]
    for (edge, usd) in edges {
      sums[edge.from, default: [:]][edge.relation, default: 0] += usd
      sums[edge.to, default: [:]][edge.relation, default: 0] += usd
    }
    for id in nodes.keys {
      let sum = sums[id] ?? [:]
      let relations: [(Relation, String)] =
        switch id.kind {
        case .lendingProtocol: [(.collateral, "collateral"), (.loans, "loans")]
        case .pool: [(.liquidity, "holds"), (.quoted, "quotes sales to")]
        case .issuer: [(.holding, "holds"), (.allocation, "lends")]
        case .asset:
          [
            (.collateral, "collateral"), (.loans, "lent"), (.liquidity, "in pools"),
            (.quoted, "quoted"),
            (.holding, "held"), (.share, "issued"),
          ]
        }
      nodes[id]?.usd = relations.reduce(0) {
        id.kind == .asset && [.share, .quoted].contains($1.0) ? $0 : $0 + (sum[$1.0] ?? 0)
      }
      let usd = nodes[id]?.usd ?? 0
      nodes[id]?.size = max(usd, sum[.share] ?? 0)
      nodes[id]?.lines = relations.compactMap { relation, word in
        sum[relation].flatMap { $0 > 0 ? "\(word) \(Figure.usd($0))" : nil }
      }
      totals[id.kind, default: 0] += nodes[id]?.usd ?? 0
    }
  }
}

extension ExposureGraph {
  /// Keeps the largest nodes; those of a kind that are left become one.
  mutating func merge(to limit: Int) {
    guard nodes.count > limit else { return }
    var room = max(4, limit)
    var kept: Set<ID> = []
    let kinds = Kind.allCases.map { kind in nodes.filter { $0.key.kind == kind } }
      .sorted { $0.count < $1.count }
    for (place, kind) in kinds.enumerated() {
      let share = room / (kinds.count - place)
      let count = kind.count <= share ? kind.count : share - 1
      let ranked = kind.keys.sorted {
        (nodes[$1]?.size ?? 0, $0.key) < (nodes[$0]?.size ?? 0, $1.key)
      }
      kept.formUnion(ranked.prefix(count))
      room -= min(share, kind.count)
    }
    func target(_ id: ID) -> ID { kept.contains(id) ? id : ID(id.kind, nil) }
    var merged: OrderedDictionary<ID, Node> = [:]
    for (id, node) in nodes {
      if kept.contains(id) {
        merged[id] = node
      } else if merged[target(id)] != nil {
        merged[target(id)]?.usd += node.usd
        merged[target(id)]?.merged += 1
      } else {
        merged[target(id)] = Node(chain: nil, usd: node.usd, lines: [], merged: 1)
      }
    }
    for (id, node) in merged where id.name == nil {
      merged[id]?.lines = ["\(Figure.usd(node.usd)) together"]
    }
    var sums: OrderedDictionary<Edge, Double> = [:]
    for (edge, usd) in edges {
      let key = Edge(from: target(edge.from), to: target(edge.to), relation: edge.relation)
      sums[key, default: 0] += usd
    }
    nodes = merged
    edges = sums
  }

  /// Keeps the largest edge of every node and the largest of the others, and
  /// returns what was left out.
  mutating func prune(to limit: Int) -> (count: Int, usd: Double) {
    guard edges.count > limit else { return (0, 0) }
    let ranked = edges.values.indices.sorted { (edges.values[$1], $0) < (edges.values[$0], $1) }
    var kept: Set<Int> = []
    var reached: Set<ID> = []
    for place in ranked {
      let edge = edges.keys[place]
      guard !reached.contains(edge.from) || !reached.contains(edge.to) else { continue }
      kept.insert(place)
      reached.formUnion([edge.from, edge.to])
    }
    for place in ranked where kept.count < limit { kept.insert(place) }
    let left = edges.values.indices.reduce(0) { kept.contains($1) ? $0 : $0 + edges.values[$1] }
    let count = edges.count - kept.count
    edges = OrderedDictionary(
      uniqueKeysWithValues: edges.elements.enumerated().filter { kept.contains($0.offset) }.map {
        ($0.element.key, $0.element.value)
      })
    return (count, left)
  }

  var largestEdgeUSD: Double { edges.values.reduce(0) { max($0, $1) } }

  /// The chains that are named, in the order of the network.
  var chains: [String] { Array(OrderedSet(nodes.values.compactMap(\.chain))) }

  /// The totals in a sentence.
  var facts: String {
    Kind.allCases.compactMap { kind in
      let count = nodes.keys.count { $0.kind == kind }
      guard count > 0 else { return nil }
      return Figure.count(count, kind.rawValue) + " (\(Figure.usd(totals[kind] ?? 0)))"
    }.joined(separator: ", ").capitalizedFirst + "."
  }

  /// The largest node of each kind in sentences.
  var sentences: [String] {
    Kind.allCases.compactMap { kind in
      let largest = nodes.filter { $0.key.kind == kind && $0.key.name != nil }
        .max { $0.value.usd < $1.value.usd }
      guard let largest, let name = largest.key.name, largest.value.usd > 0 else { return nil }
      return "The largest \(kind.rawValue) is \(name) with \(Figure.usd(largest.value.usd)),"
        + " \(Figure.percent(largest.value.usd / (totals[kind] ?? .nan))) of its kind."
    }
  }
}
