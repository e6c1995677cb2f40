import ContagionModel
import Foundation
import OrderedCollections
import Testing

@testable import ContagionImport

struct `Exported graphs` {
  /// A protocol with a reserve of a receipt that a vault issued, and one of the
  /// vault's deposits.
  static let graph = NetworkGraph(
    name: "toy", title: "A <toy> & \"more\"",
    nodes: [
      NetworkGraph.Node(kind: .lendingProtocol, name: "a,b", chain: nil, usd: 5),
      NetworkGraph.Node(kind: .reserve, name: "a,b/r<&>\"", chain: "base", usd: 5),
      NetworkGraph.Node(kind: .issuer, name: "vault", chain: nil, usd: 7),
      NetworkGraph.Node(kind: .asset, name: "r<&>\"", chain: nil, usd: 5),
    ],
    edges: [
      NetworkGraph.Edge(source: 0, target: 1, kind: .collateral, usd: 5),
      NetworkGraph.Edge(source: 1, target: 3, kind: .listing, usd: 5),
      NetworkGraph.Edge(source: 3, target: 2, kind: .claim, usd: 9),
      NetworkGraph.Edge(source: 2, target: 1, kind: .allocation, usd: 7.5),
    ])

  func text(_ format: String) throws -> String {
    let exporter = try Catalog.networkExporters.rule(RuleChoice(format))
    return String(decoding: try exporter.file(of: Self.graph), as: UTF8.self)
  }

  /// The reserve's protocol holds 5 of the vault's receipt; the vault has 7.5
  /// in that protocol.
  @Test func `are claims between parties for neva`() throws {
    #expect(
      try text("neva") == "lender,borrower,amount\n\"a,b\",vault,5.0\nvault,\"a,b\",7.5\n")
  }

  @Test func `are quoted in DOT`() throws {
    let text = try text("dot")
    #expect(
      text.contains(
        "  \"reserve:a,b/r<&>\\\"\" [label=\"a,b/r<&>\\\"\" kind=\"reserve\" chain=\"base\""
          + " usd=\"5.0\"];\n"))
    #expect(
      text.contains("  \"asset:r<&>\\\"\" -> \"issuer:vault\" [kind=\"claim\" weight=\"9.0\"];\n"))
  }

  @Test func `are typed and escaped in GraphML`() throws {
    let text = try text("graphml")
    #expect(text.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\""))
    #expect(
      text.contains("<key id=\"usd\" for=\"node\" attr.name=\"usd\" attr.type=\"double\" />"))
    #expect(text.contains("<node id=\"reserve:a,b/r&lt;&amp;&gt;&quot;\">"))
    #expect(text.contains("<data key=\"weight\">7.5</data>"))
  }

  @Test func `have values by declared names in GEXF`() throws {
    let text = try text("gexf")
    #expect(text.contains("<attributes class=\"edge\">"))
    #expect(text.contains("<attvalue for=\"chain\" value=\"base\" />"))
    #expect(text.contains("target=\"issuer:vault\" weight=\"9.0\""))
  }

  @Test func `are nodes and links in JSON`() throws {
    let exporter = try Catalog.networkExporters.rule(RuleChoice("json"))
    let read = try JSONDecoder().decode(
      NodeLinkExport.Document.self, from: try exporter.file(of: Self.graph))
    #expect(read.nodes.map(\.id) == Self.graph.nodes.map(\.id))
    #expect(read.nodes.map(\.chain) == [nil, "base", nil, nil])
    #expect(read.edges.map(\.usd) == [5, 5, 9, 7.5])
    #expect(read.graph["title"] == Self.graph.title)
  }
}
