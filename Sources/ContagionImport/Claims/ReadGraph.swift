import ContagionFiles
import ContagionModel
import OrderedCollections

/// A graph as a file gives it, before it is read as claims.
///
/// An edge is a claim of its source on its target, as in our own exports: whoever
/// an arrow starts from is exposed to what it points at. In a graph that this
/// program exported, nodes have kinds: receipts belong to their issuers, other
/// assets are held as they are, reserves and pools become issuers that hold what
/// is in them, and protocols are left out, since borrowers are not in a graph.
struct ReadGraph {
  struct Node {
    var id: String
    var label: String?
    var kind: String?
    var chain: String?
    var place: Place
  }

  struct Edge {
    var source: String
    var target: String
    var kind: String?
    var amount: String?
    var place: Place
  }

  /// Names under which amounts are looked for, the first that is declared.
  static let amounts = ["weight", "amount", "usd", "value", "exposure"]

  var nodes: OrderedDictionary<String, Node> = [:]
  var edges: [Edge] = []
  /// The graph's own name.
  var title: String?
  /// Names of the values that edges have.
  var declared: [String] = []

  /// Adds a node; a fault if there is one of this id.
  mutating func add(_ node: Node, _ draft: inout BookDraft) {
    guard nodes[node.id] == nil else {
      return draft.fault(node.place, "a second node with the id '\(node.id)'")
    }
    nodes[node.id] = node
  }

  /// Reads the graph as claims.
  func finish(_ path: String, _ options: ImportOptions, into draft: inout BookDraft) {
    let bare = edges.filter { $0.amount == nil }.count
    guard bare < edges.count || edges.isEmpty else {
      let accepted =
        options.columns["amount"].map { "'\($0)'" } ?? Self.amounts.joined(separator: ", ")
      return draft.fault(
        Place(file: path, line: 1, column: 1),
        "none of \(edges.count) edges has an amount; accepted names: \(accepted);"
          + " declared for edges: "
          + (declared.isEmpty ? "none" : declared.joined(separator: ", "))
          + "; name another with --column amount=NAME")
    }
    var claims: [(edge: Edge, amount: Double)] = []
    for edge in edges {
      draft.readRow()
      for end in [edge.source, edge.target] where nodes[end] == nil {
        draft.fault(edge.place, "an edge ends at '\(end)', and no node has this id")
      }
      guard let amount = draft.number(edge.amount, "amount of an edge", edge.place) else {
        continue
      }
      claims.append((edge, amount))
    }
    guard draft.faultCount == 0 else { return }
    draft.title = title
    if isOwn {
      readOwn(claims, &draft)
    } else {
      readOthers(claims, options, &draft)
    }
  }

  /// Whether all nodes and edges are of the kinds that an export writes.
  private var isOwn: Bool {
    nodes.values.allSatisfy { $0.kind.flatMap { NetworkGraph.Node.Kind(rawValue: $0) } != nil }
      && edges.allSatisfy { $0.kind.flatMap { NetworkGraph.Edge.Kind(rawValue: $0) } != nil }
  }

  private func readOthers(
    _ claims: [(edge: Edge, amount: Double)], _ options: ImportOptions, _ draft: inout BookDraft
  ) {
    let names = self.names { _ in true }
    var graph = ClaimGraph()
    for (id, node) in nodes {
      graph.party(names[id] ?? id, node.place) { $0.chain = node.chain }
    }
    for (edge, amount) in claims {
      graph.add(
        names[edge.source] ?? edge.source, on: names[edge.target] ?? edge.target, amount,
        edge.place, adds: options.sumsRows, to: &draft)
    }
    graph.finish(into: &draft, keepsOrder: true)
  }

  private func readOwn(_ claims: [(edge: Edge, amount: Double)], _ draft: inout BookDraft) {
    func kind(_ id: String) -> NetworkGraph.Node.Kind? {
      nodes[id]?.kind.flatMap { NetworkGraph.Node.Kind(rawValue: $0) }
    }
    let names = self.names { [.issuer, .reserve, .pool].contains(kind($0.id)) }
    var graph = ClaimGraph()
    var issuers: [String: String] = [:]
    for (edge, _) in claims where edge.kind == NetworkGraph.Edge.Kind.claim.rawValue {
      issuers[edge.source] = names[edge.target]
    }
    for (id, node) in nodes {
      guard let name = names[id] else {
        if kind(id) == .asset {
          let asset = draft.asset(node.label ?? id)
          draft.assets[asset]?.chain = node.chain
        }
        continue
      }
      let receipt = issuers.first { $0.value == name }?.key
      graph.party(name, node.place) {
        $0.chain = node.chain
        $0.receipt = receipt.flatMap { nodes[$0]?.label }
      }
    }
    for (edge, amount) in claims where edge.kind != NetworkGraph.Edge.Kind.claim.rawValue {
      guard let holder = names[edge.source] else {
        draft.drop("collateral or loans of a protocol: its borrowers are not in a graph")
        continue
      }
      if let issuer = names[edge.target] ?? issuers[edge.target] {
        graph.add(holder, on: issuer, amount, edge.place, adds: true, to: &draft)
      } else {
        let asset = nodes[edge.target]?.label ?? edge.target
        graph.add(amount, of: asset, to: holder, edge.place)
        draft.keepRow(draft.rowsRead)
      }
    }
    for kind in [NetworkGraph.Node.Kind.reserve, .pool] {
      let count = nodes.values.filter { $0.kind == kind.rawValue }.count
      guard count > 0 else { continue }
      draft.remarks.append(
        "\(count) \(kind.rawValue)\(count == 1 ? " is an issuer that holds" : "s are issuers that hold")"
          + " what is in it: a graph has no "
          + (kind == .pool ? "formula or fee" : "accounts, thresholds or cash"))
    }
    let protocols = nodes.values.filter {
      $0.kind == NetworkGraph.Node.Kind.lendingProtocol.rawValue
    }
    if !protocols.isEmpty {
      draft.remarks.append(
        "left out: \(protocols.map { $0.label ?? $0.id }.joined(separator: ", ")), whose accounts"
          + " and rules are not in a graph")
    }
    draft.remarks.append("a unit of every asset is what 1 USD bought of it")
    graph.finish(into: &draft, keepsOrder: true)
  }

  /// A name of its own for every node that is a party: its label, or its id where
  /// another has the same label.
  private func names(_ isParty: (Node) -> Bool) -> [String: String] {
    var count: [String: Int] = [:]
    for node in nodes.values where isParty(node) { count[node.label ?? node.id, default: 0] += 1 }
    var names: [String: String] = [:]
    for node in nodes.values where isParty(node) {
      let label = node.label ?? node.id
      names[node.id] = count[label] == 1 && !label.isEmpty ? label : node.id
    }
    return names
  }
}
