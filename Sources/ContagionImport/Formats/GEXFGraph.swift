public import ContagionModel
import ContagionFiles
import OrderedCollections

/// A directed graph of claims in GEXF, of this program or another.
///
/// As ``GraphMLGraph``, with the edge's `weight` as the amount unless a value of
/// that name is declared or `--column amount=NAME` names one.
///
/// Source: GEXF Working Group, "GEXF 1.2draft Primer", gexf.net.
public struct GEXFGraph: NetworkImporter {
  public static let name = "gexf"
  public static let summary = "Directed claims in GEXF, as Gephi and networkx write it."
  public static let source = "GEXF Working Group, GEXF 1.2draft Primer, gexf.net"
  public static let signatures = [Signature.element("gexf")]

  public init(_ values: RuleValues) {}

  public func read(
    _ files: [SourceFile], _ options: ImportOptions, into draft: inout BookDraft
  ) throws(ImportError) {
    guard files.count == 1, let file = files.first else {
      throw .option("\(files.count) graphs; one file is read at a time")
    }
    let bytes = try file.bytes()
    let document = try XMLText.decoded(GEXFDocument.self, from: bytes, in: file.path)
    let places = XMLPlaces(bytes, ["graph", "node", "edge"], in: file.path)
    let type = document.graph.defaultedgetype ?? "undirected"
    let edges = document.graph.edges?.edge ?? []
    guard type == "directed" || edges.allSatisfy({ $0.type == "directed" }) else {
      return draft.fault(
        places.place("graph", 0),
        "the graph's edges are '\(type)'; accepted: directed, since a claim has a holder")
    }
    if document.graph.mode == "dynamic" {
      draft.remarks.append("the graph changes over time; all its edges are read as there at once")
    }
    var names: [String: [String: String]] = [:]
    for part in document.graph.attributes {
      for item in part.attribute { names[part.element, default: [:]][item.id] = item.title }
    }
    func values(_ values: GEXFDocument.Values?, of element: String) -> [String: String] {
      Dictionary(
        (values?.attvalue ?? []).compactMap { item in
          names[element]?[item.attribute].map { ($0, item.value) }
        }, uniquingKeysWith: { first, _ in first })
    }
    var graph = ReadGraph()
    graph.declared = names["edge"]?.values.sorted() ?? []
    for (number, node) in (document.graph.nodes?.node ?? []).enumerated() {
      let place = places.place("node", number)
      if node.nodes != nil {
        draft.fault(place, "node '\(node.id)' holds nodes; accepted: nodes side by side")
      }
      let values = values(node.attvalues, of: "node")
      graph.add(
        ReadGraph.Node(
          id: node.id, label: node.label, kind: values["kind"], chain: values["chain"],
          place: place), &draft)
    }
    let wanted = options.columns["amount"].map { [$0] } ?? ReadGraph.amounts
    for (number, edge) in edges.enumerated() {
      let place = places.place("edge", number)
      if let type = edge.type, type != "directed" {
        draft.fault(place, "the edge is '\(type)'; a claim has a holder")
      }
      var values = values(edge.attvalues, of: "edge")
      if values["weight"] == nil, let weight = edge.weight { values["weight"] = "\(weight)" }
      graph.edges.append(
        ReadGraph.Edge(
          source: edge.source, target: edge.target, kind: values["relation"] ?? values["kind"],
          amount: wanted.lazy.compactMap { values[$0] }.first, place: place))
    }
    graph.finish(file.path, options, into: &draft)
  }
}
