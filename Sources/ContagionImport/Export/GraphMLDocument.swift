import XMLCoder

/// A GraphML file: typed keys, nodes and edges with data.
///
/// What other programs leave out is optional; hyperedges and graphs within nodes
/// are seen only to be named, since they are no claims between two.
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
    @Attribute var element: String?
    @Attribute var name: String?
    @Attribute var type: String?
  }

  struct Data: Codable {
    enum CodingKeys: String, CodingKey {
      case key
      case value = ""
      case quoted = "#CDATA"
    }

    @Attribute var key: String
    var value: String?
    /// A value within CDATA.
    var quoted: String?

    init(key: Attribute<String>, value: String) {
      _key = key
      self.value = value
    }
  }

  struct Node: Codable {
    @Attribute var id: String
    var data: [Data]
    var graph: [Other]?
  }

  struct Edge: Codable {
    @Attribute var id: String?
    @Attribute var source: String
    @Attribute var target: String
    @Attribute var directed: Bool?
    var data: [Data]
  }

  struct Other: Codable {}

  struct Graph: Codable {
    @Attribute var id: String?
    @Attribute var edgedefault: String
    var node: [Node]
    var edge: [Edge]
    var hyperedge: [Other]?
  }

  @Attribute var xmlns: String?
  var key: [Key]
  var graph: Graph
}
