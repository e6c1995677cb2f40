public import ContagionModel
public import Foundation

/// Node-link JSON as networkx and D3 read it.
public struct NodeLinkExport: NetworkExporter {
  public static let name = "json"
  public static let summary = "Node-link JSON for networkx and D3."
  public static let source = "networkx.readwrite.json_graph.node_link_graph, networkx.org"

  struct Document: Codable {
    struct Node: Codable {
      var id: String
      var name: String
      var kind: String
      var chain: String?
      var usd: Double
    }

    struct Edge: Codable {
      var key: Int
      var source: String
      var target: String
      var kind: String
      var usd: Double
    }

    var directed = true
    var multigraph = true
    var graph: [String: String]
    var nodes: [Node]
    var edges: [Edge]
  }

  public init() {}

  public func file(of graph: NetworkGraph) throws -> Data {
    let document = Document(
      graph: ["name": graph.name, "title": graph.title],
      nodes: graph.nodes.map {
        Document.Node(
          id: $0.id, name: $0.name, kind: $0.kind.rawValue, chain: $0.chain, usd: $0.usd)
      },
      edges: graph.edges.enumerated().map { place, edge in
        Document.Edge(
          key: place, source: graph.nodes[edge.source].id, target: graph.nodes[edge.target].id,
          kind: edge.kind.rawValue, usd: edge.usd)
      })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(document) + Data("\n".utf8)
  }
}
