public import ContagionModel
public import Foundation
import XMLCoder

/// GEXF, the format of Gephi; networkx reads it too.
public struct GEXFExport: NetworkExporter {
  public static let name = "gexf"
  public static let summary = "GEXF 1.2 for Gephi and networkx."
  public static let source = "GEXF Working Group, GEXF 1.2draft Primer, gexf.net"

  public init() {}

  public func file(of graph: NetworkGraph) throws -> Data {
    typealias Document = GEXFDocument
    func declaration(_ id: String, _ title: String, _ type: String) -> Document.Declaration {
      Document.Declaration(id: .init(id), title: .init(title), type: .init(type))
    }
    func values(_ pairs: [(String, String?)]) -> Document.Values {
      Document.Values(
        attvalue: pairs.compactMap { name, value in
          value.map { Document.Value(attribute: .init(name), value: .init($0)) }
        })
    }
    let nodes = graph.nodes.map { node in
      Document.Node(
        id: .init(node.id), label: .init(node.name),
        attvalues: values([
          ("kind", node.kind.rawValue), ("chain", node.chain), ("usd", "\(node.usd)"),
        ]), nodes: nil)
    }
    let edges = graph.edges.enumerated().map { place, edge in
      Document.Edge(
        id: .init("e\(place)"), source: .init(graph.nodes[edge.source].id),
        target: .init(graph.nodes[edge.target].id), type: nil, weight: .init(edge.usd),
        attvalues: values([("relation", edge.kind.rawValue)]))
    }
    let document = Document(
      xmlns: .init("http://www.gexf.net/1.2draft"), version: .init("1.2"),
      graph: Document.Graph(
        defaultedgetype: .init("directed"), mode: .init("static"),
        attributes: [
          Document.Attributes(
            element: .init("node"),
            attribute: [
              declaration("kind", "kind", "string"), declaration("chain", "chain", "string"),
              declaration("usd", "usd", "double"),
            ]),
          Document.Attributes(
            element: .init("edge"), attribute: [declaration("relation", "relation", "string")]),
        ], nodes: Document.Nodes(node: nodes), edges: Document.Edges(edge: edges)))
    return try XMLText.encoded(document, root: "gexf")
  }
}
