import XMLCoder

/// A GEXF file, 1.1 to 1.3: declared attributes, nodes and edges with values.
///
/// What other programs leave out is optional.
///
/// Source: GEXF Working Group, "GEXF 1.2draft Primer", gexf.net.
struct GEXFDocument: Codable {
  struct Attributes: Codable {
    enum CodingKeys: String, CodingKey {
      case element = "class"
      case attribute
    }

    @Attribute var element: String
    var attribute: [Declaration]
  }

  struct Declaration: Codable {
    @Attribute var id: String
    @Attribute var title: String
    @Attribute var type: String
  }

  struct Values: Codable {
    var attvalue: [Value]
  }

  struct Value: Codable {
    enum CodingKeys: String, CodingKey {
      case attribute = "for"
      case value
    }

    @Attribute var attribute: String
    @Attribute var value: String
  }

  struct Node: Codable {
    @Attribute var id: String
    @Attribute var label: String?
    var attvalues: Values?
    var nodes: Nodes?
  }

  struct Edge: Codable {
    @Attribute var id: String?
    @Attribute var source: String
    @Attribute var target: String
    @Attribute var type: String?
    @Attribute var weight: Double?
    var attvalues: Values?
  }

  /// Nodes of a graph, or of a node that holds others.
  struct Nodes: Codable { var node: [Node] }

  struct Edges: Codable { var edge: [Edge] }

  struct Graph: Codable {
    @Attribute var defaultedgetype: String?
    @Attribute var mode: String?
    var attributes: [Attributes]
    var nodes: Nodes?
    var edges: Edges?
  }

  @Attribute var xmlns: String?
  @Attribute var version: String?
  var graph: Graph
}
