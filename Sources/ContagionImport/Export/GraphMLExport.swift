public import ContagionModel
public import Foundation
import XMLCoder

/// GraphML, which Gephi, yEd, igraph and networkx read.
public struct GraphMLExport: NetworkExporter {
  public static let name = "graphml"
  public static let summary = "GraphML for Gephi, yEd, igraph and networkx."
  public static let source = "Brandes et al., GraphML Primer, graphml.graphdrawing.org"

  public init() {}

  public func file(of graph: NetworkGraph) throws -> Data {
    typealias Document = GraphMLDocument
    func key(_ id: String, _ element: String, _ name: String, _ type: String) -> Document.Key {
      Document.Key(
        id: .init(id), element: .init(element), name: .init(name), type: .init(type))
    }
    func data(_ pairs: [(String, String?)]) -> [Document.Data] {
      pairs.compactMap { key, value in
        value.map { Document.Data(key: .init(key), value: $0) }
      }
    }
    let nodes = graph.nodes.map { node in
      Document.Node(
        id: .init(node.id),
        data: data([
          ("label", node.name), ("kind", node.kind.rawValue), ("chain", node.chain),
          ("usd", "\(node.usd)"),
        ]))
    }
    let edges = graph.edges.enumerated().map { place, edge in
      Document.Edge(
        id: .init("e\(place)"), source: .init(graph.nodes[edge.source].id),
        target: .init(graph.nodes[edge.target].id), directed: nil,
        data: data([("relation", edge.kind.rawValue), ("weight", "\(edge.usd)")]))
    }
    let document = Document(
      xmlns: .init("http://graphml.graphdrawing.org/xmlns"),
      key: [
        key("label", "node", "label", "string"), key("kind", "node", "kind", "string"),
        key("chain", "node", "chain", "string"), key("usd", "node", "usd", "double"),
        key("relation", "edge", "kind", "string"), key("weight", "edge", "weight", "double"),
      ],
      graph: Document.Graph(
        id: .init(graph.name), edgedefault: .init("directed"), node: nodes, edge: edges))
    return try XMLText.encoded(document, root: "graphml")
  }
}
