public import ContagionModel
public import Foundation

/// Plain DOT, without the look of the diagrams, for other programs.
public struct DOTExport: NetworkExporter {
  public static let name = "dot"
  public static let summary = "DOT without any look, for Graphviz and networkx."
  public static let source = "The DOT Language, graphviz.org"

  public init() {}

  public func file(of graph: NetworkGraph) throws -> Data {
    var text = "digraph \(quoted(graph.name)) {\n"
    for node in graph.nodes {
      let chain = node.chain.map { " chain=\(quoted($0))" } ?? ""
      text += "  \(quoted(node.id)) [label=\(quoted(node.name)) kind=\(quoted(node.kind.rawValue))"
      text += "\(chain) usd=\(quoted("\(node.usd)"))];\n"
    }
    for edge in graph.edges {
      text += "  \(quoted(graph.nodes[edge.source].id)) -> \(quoted(graph.nodes[edge.target].id))"
      text += " [kind=\(quoted(edge.kind.rawValue)) weight=\(quoted("\(edge.usd)"))];\n"
    }
    return Data((text + "}\n").utf8)
  }

  private func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
