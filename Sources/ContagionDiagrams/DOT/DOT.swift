/// A directed graph as Graphviz reads it: a value, written as text of which
/// every byte follows from the value.
///
/// Names may be any text at all: they are quoted and escaped when written, so
/// `1inch`, `0xabc…`, `node` and the empty name are as good as others.
public struct DOT: Hashable, Sendable {
  public var name: String
  /// What the picture is called, for readers who cannot see it.
  public var title: String
  /// What the picture shows, in sentences.
  public var summary: String
  /// The layout the diagram is made for: `dot`, `sfdp`…
  public var layout: String
  public var attributes: Attributes
  public var nodeDefaults: Attributes
  public var edgeDefaults: Attributes
  public var elements: [Element]

  public init(
    _ name: String, title: String = "", summary: String = "", layout: String = "dot",
    attributes: Attributes = [:], nodeDefaults: Attributes = [:], edgeDefaults: Attributes = [:],
    elements: [Element] = []
  ) {
    self.name = name
    self.title = title
    self.summary = summary
    self.layout = layout
    self.attributes = attributes
    self.nodeDefaults = nodeDefaults
    self.edgeDefaults = edgeDefaults
    self.elements = elements
  }

  /// One statement of a graph.
  public enum Element: Hashable, Sendable {
    case node(String, Attributes)
    case edge(from: String, to: String, Attributes)
    case subgraph(Subgraph)
  }

  /// Statements that belong together.
  public struct Subgraph: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
      /// Drawn as a box around its nodes.
      case cluster
      /// Nodes on one rank: a row, or a column with `rankdir=LR`.
      case sameRank
      /// Neither.
      case group
    }

    public var name: String
    public var kind: Kind
    public var attributes: Attributes
    public var elements: [Element]

    public init(
      _ name: String, _ kind: Kind, attributes: Attributes = [:], elements: [Element] = []
    ) {
      self.name = name
      self.kind = kind
      self.attributes = attributes
      self.elements = elements
    }
  }

  public mutating func node(_ name: String, _ attributes: Attributes = [:]) {
    elements.append(.node(name, attributes))
  }

  public mutating func edge(_ from: String, _ to: String, _ attributes: Attributes = [:]) {
    elements.append(.edge(from: from, to: to, attributes))
  }

  /// Keeps nodes, which are described elsewhere, on one rank.
  public mutating func sameRank(_ nodes: [String]) {
    elements.append(
      .subgraph(
        Subgraph("rank of \(nodes.first ?? "")", .sameRank, elements: nodes.map { .node($0, [:]) }))
    )
  }

  /// The number of nodes described and edges, those of subgraphs included.
  public var elementCount: Int { Self.count(elements) }

  private static func count(_ elements: [Element]) -> Int {
    elements.reduce(0) { count, element in
      if case .subgraph(let subgraph) = element { return count + Self.count(subgraph.elements) }
      return count + 1
    }
  }
}
