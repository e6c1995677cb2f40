import XMLCoder

/// A GraphML file: typed keys, nodes and edges with data.
///
/// Source: Brandes et al., GraphML Primer, graphml.graphdrawing.org.
struct GraphMLDocument: Codable {
  struct Key: Codable {
    enum CodingKeys: String, CodingKey {
      case id
      case element = "for"
      case name = "attr.name"
      case type = "attr.type"
    }

    @Attribute var id: String
    @Attribute var element: String
    @Attribute var name: String
    @Attribute var type: String
  }

  struct Data: Codable {
    enum CodingKeys: String, CodingKey {
      case key
      case value = ""
    }

    @Attribute var key: String
    var value: String
  }

  struct Node: Codable {
    @Attribute var id: String
    var data: [Data]
  }

  struct Edge: Codable {
    @Attribute var id: String
    @Attribute var source: String
    @Attribute var target: String
    var data: [Data]
  }

  struct Graph: Codable {
    @Attribute var id: String
    @Attribute var edgedefault: String
    var node: [Node]
    var edge: [Edge]
  }

  @Attribute var xmlns: String
  var key: [Key]
  var graph: Graph
}
