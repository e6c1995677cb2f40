import ContagionModel
import OrderedCollections

extension ExposureGraph.Relation {
  /// The line of the channel by which the exposure would carry a loss.
  var stroke: Stroke {
    switch self {
    case .collateral: Palette.stroke(of: .price)
    case .loans: Palette.stroke(of: .funding)
    case .liquidity, .quoted: Palette.stroke(of: .depth)
    case .holding, .allocation, .share: Palette.stroke(of: .claim)
    }
  }

  var meaning: String {
    switch self {
    case .collateral: "collateral"
    case .loans: "loans"
    case .liquidity: "pool liquidity"
    case .quoted: "quoted depth"
    case .holding: "issuer's holding"
    case .allocation: "issuer's deposit"
    case .share: "receipt of"
    }
  }
}

extension ExposureGraph {
  /// The lines that occur; relations drawn alike share an entry.
  var legend: [(stroke: Stroke, meaning: String)] {
    let present = Set(edges.keys.map(\.relation))
    var entries: OrderedDictionary<Stroke, [String]> = [:]
    for relation in Relation.allCases where present.contains(relation) {
      entries[relation.stroke, default: []].append(relation.meaning)
    }
    return entries.map { ($0.key, $0.value.joined(separator: ", ")) }
  }

  /// Adds nodes, in a box per chain and a column per kind if asked, and edges.
  func draw(on dot: inout DOT, clustered: Bool, inColumns: Bool) {
    var boxes: OrderedDictionary<String?, [DOT.Element]> = [:]
    for (id, node) in nodes {
      boxes[clustered ? node.chain : nil, default: []].append(.node(id.key, look(of: id, node)))
    }
    for (chain, elements) in boxes {
      if let chain {
        dot.elements.append(
          .subgraph(
            DOT.Subgraph(
              chain, .cluster,
              attributes: [
                "label": Markup.bold(chain).value, "labeljust": "l", "color": .text(Palette.grey),
                "style": "rounded", "fontsize": 10, "margin": 12, "tooltip": .text(chain),
              ], elements: elements)))
      } else {
        dot.elements += elements
      }
    }
    if inColumns { drawColumns(on: &dot) }
    let largest = largestEdgeUSD
    for (edge, usd) in edges {
      var attributes = edge.relation.stroke.attributes(
        width: Palette.width(of: usd, largest: largest))
      attributes["tooltip"] = .text(
        "\(title(of: edge.from)) → \(title(of: edge.to)): \(edge.relation.meaning)"
          + (usd > 0 ? " \(Figure.usd(usd))" : ""))
      if edge.relation == .share {
        attributes["dir"] = "back"
        attributes["arrowtail"] = attributes["arrowhead"]
        dot.edge(edge.to.key, edge.from.key, attributes)
      } else {
        dot.edge(edge.from.key, edge.to.key, attributes)
      }
    }
  }

  /// Issuers, protocols, assets, pools from left to right.
  private func drawColumns(on dot: inout DOT) {
    var heads: [String] = []
    for kind in Kind.allCases {
      let column = nodes.keys.filter { $0.kind == kind }.map(\.key)
      guard !column.isEmpty else { continue }
      let head = "column \(kind.rawValue)"
      let title = "\(kind.rawValue)s".capitalizedFirst
      dot.node(
        head,
        [
          "label": .text(title), "shape": "plaintext", "style": "solid",
          "fontcolor": .text(Palette.grey), "tooltip": .text(title),
        ])
      dot.sameRank([head] + column)
      if let last = heads.last { dot.edge(last, head, ["style": "invis", "weight": 100]) }
      heads.append(head)
    }
  }

  private func title(of id: ID) -> String { id.name ?? id.key }

  private func look(of id: ID, _ node: Node) -> DOT.Attributes {
    let name =
      id.name ?? Figure.count(node.merged, "other \(id.kind.rawValue)")
    let share = node.usd / (totals[id.kind] ?? .nan)
    let look: NodeLook =
      switch id.kind {
      case .lendingProtocol: .lender
      case .asset: .asset
      case .pool: .pool
      case .issuer: .issuer
      }
    let portion =
      share.isFinite && share > 0 ? ["\(Figure.percent(share)) of total"] : []
    var attributes = Canvas.node(
      name, node.lines + portion, share: id.name == nil ? 0 : share, in: Palette.greys, look: look,
      tooltip: ([name] + node.lines + portion).joined(separator: "; "))
    if id.name == nil { attributes["style"] = .text(look.style + ",dashed") }
    return attributes
  }
}
