public import ContagionModel
import ContagionFiles
import OrderedCollections

/// A directed graph of claims in GraphML, of this program or another.
///
/// An edge is a claim of its source on its target. Its amount in USD is the
/// data named `weight`, `amount`, `usd`, `value` or `exposure`, or as `--column
/// amount=NAME` says; a node's name is its `label` or `name`, else its id. Every
/// node becomes an issuer of zero equity. In graphs that `contagion export`
/// wrote, receipts and assets are told apart, and what a graph cannot hold is named.
///
/// Source: Brandes et al., GraphML Primer, graphml.graphdrawing.org.
public struct GraphMLGraph: NetworkImporter {
  public static let name = "graphml"
  public static let summary = "Directed claims in GraphML, as networkx, Gephi and yEd write it."
  public static let source = "Brandes et al., GraphML Primer, graphml.graphdrawing.org"
  public static let signatures = [Signature.element("graphml")]

  public init(_ values: RuleValues) {}

  public func read(
    _ files: [SourceFile], _ options: ImportOptions, into draft: inout BookDraft
  ) throws(ImportError) {
    guard files.count == 1, let file = files.first else {
      throw .option("\(files.count) graphs; one file is read at a time")
    }
    let bytes = try file.bytes()
    let document = try XMLText.decoded(GraphMLDocument.self, from: bytes, in: file.path)
    let places = XMLPlaces(bytes, ["graph", "node", "edge"], in: file.path)
    guard document.graph.edgedefault == "directed" else {
      return draft.fault(
        places.place("graph", 0),
        "the graph's edges are '\(document.graph.edgedefault)'; accepted: directed, since a claim"
          + " has a holder")
    }
    if let count = document.graph.hyperedge?.count, count > 0 {
      draft.remarks.append("left out: \(count) hyperedges, which are no claims between two")
    }
    var names: [String: [String: String]] = ["node": [:], "edge": [:]]
    for key in document.key {
      let name = key.name ?? key.id
      switch key.element ?? "all" {
      case "node": names["node"]?[key.id] = name
      case "edge": names["edge"]?[key.id] = name
      case "all":
        names["node"]?[key.id] = name
        names["edge"]?[key.id] = name
      default: break
      }
    }
    func values(_ data: [GraphMLDocument.Data], of element: String) -> [String: String] {
      Dictionary(
        data.compactMap { item in
          names[element]?[item.key].flatMap { name in (item.quoted ?? item.value).map { (name, $0) }
          }
        }, uniquingKeysWith: { first, _ in first })
    }
    var graph = ReadGraph()
    graph.title = document.graph.id
    graph.declared = document.key.compactMap { names["edge"]?[$0.id] }
    for (number, node) in document.graph.node.enumerated() {
      let place = places.place("node", number)
      if node.graph?.isEmpty == false {
        draft.fault(place, "node '\(node.id)' holds a graph; accepted: nodes side by side")
      }
      let values = values(node.data, of: "node")
      graph.add(
        ReadGraph.Node(
          id: node.id, label: values["label"] ?? values["name"], kind: values["kind"],
          chain: values["chain"], place: place), &draft)
    }
    let wanted = options.columns["amount"].map { [$0] } ?? ReadGraph.amounts
    for (number, edge) in document.graph.edge.enumerated() {
      let place = places.place("edge", number)
      if edge.directed == false {
        draft.fault(place, "the edge has no direction; a claim has a holder")
      }
      let values = values(edge.data, of: "edge")
      graph.edges.append(
        ReadGraph.Edge(
          source: edge.source, target: edge.target, kind: values["kind"] ?? values["relation"],
          amount: wanted.lazy.compactMap { values[$0] }.first, place: place))
    }
    graph.finish(file.path, options, into: &draft)
  }
}
