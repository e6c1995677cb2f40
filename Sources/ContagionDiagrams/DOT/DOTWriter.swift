/// Writes DOT text as UTF-8.
///
/// A name in quotes has one escape in the DOT language, `\"`; a backslash
/// otherwise stands for itself, which leaves no way to end a name with one, and
/// a name that begins with `%` is taken for no name. So every backslash of a
/// name is doubled, and a control character or such a `%` becomes `\u` and four
/// hexadecimal digits: different names stay different, and labels, which read
/// `\\` as one backslash, show them as they are.
///
/// - Complexity: O(bytes written); more than a million nodes and edges a second.
struct DOTWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ graph: DOT) {
    bytes.reserveCapacity(256 + 128 * graph.elementCount)
    write("digraph ")
    write(name: graph.name)
    write(" {\n")
    var attributes = graph.attributes
    if !graph.title.isEmpty { attributes["tooltip"] = .text(graph.title) }
    if !graph.summary.isEmpty { attributes["comment"] = .text(graph.summary) }
    attributes["layout"] = .text(graph.layout)
    write(defaults: "graph", attributes)
    write(defaults: "node", graph.nodeDefaults)
    write(defaults: "edge", graph.edgeDefaults)
    write(graph.elements, indent: 2)
    write("}\n")
  }

  private mutating func write(defaults kind: StaticString, _ attributes: DOT.Attributes) {
    guard !attributes.pairs.isEmpty else { return }
    write("  ")
    write(kind)
    write(attributes)
    write("\n")
  }

  private mutating func write(_ elements: [DOT.Element], indent: Int) {
    for element in elements {
      for _ in 0..<indent { bytes.append(0x20) }
      switch element {
      case .node(let name, let attributes):
        write(name: name)
        write(attributes)
        write("\n")
      case .edge(let from, let to, let attributes):
        write(name: from)
        write(" -> ")
        write(name: to)
        write(attributes)
        write("\n")
      case .subgraph(let subgraph):
        write(subgraph, indent: indent)
      }
    }
  }

  private mutating func write(_ subgraph: DOT.Subgraph, indent: Int) {
    write("subgraph ")
    write(name: subgraph.kind == .cluster ? "cluster \(subgraph.name)" : subgraph.name)
    write(" {\n")
    var attributes = subgraph.attributes
    if subgraph.kind == .sameRank { attributes["rank"] = "same" }
    if !attributes.pairs.isEmpty {
      for _ in 0..<(indent + 2) { bytes.append(0x20) }
      write("graph")
      write(attributes)
      write("\n")
    }
    write(subgraph.elements, indent: indent + 2)
    for _ in 0..<indent { bytes.append(0x20) }
    write("}\n")
  }

  private mutating func write(_ attributes: DOT.Attributes) {
    guard !attributes.pairs.isEmpty else { return }
    write(" [")
    var isFirst = true
    for pair in attributes.pairs {
      if !isFirst { write(", ") }
      isFirst = false
      write(name: pair.key)
      write("=")
      switch pair.value {
      case .text(let text): write(text: text)
      case .number(let number): write(text: Figure.trimmed(number))
      case .html(let markup):
        write("<")
        write(plain: markup)
        write(">")
      }
    }
    write("]")
  }

  private mutating func write(_ token: StaticString) {
    token.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  private mutating func write(plain text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func write(name: String) {
    bytes.append(UInt8(ascii: "\""))
    var name = name
    if name.utf8.first == UInt8(ascii: "%") {
      write("\\u0025")
      name.unicodeScalars.removeFirst()
    }
    name.withUTF8 { utf8 in
      guard utf8.contains(where: Self.isSpecial) else { return bytes.append(contentsOf: utf8) }
      for byte in utf8 {
        switch byte {
        case UInt8(ascii: "\""): write("\\\"")
        case UInt8(ascii: "\\"): write("\\\\")
        case ..<0x20, 0x7f: write(plain: "\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
        default: bytes.append(byte)
        }
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func write(text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { utf8 in
      guard utf8.contains(where: Self.isSpecial) else { return bytes.append(contentsOf: utf8) }
      for byte in utf8 {
        switch byte {
        case UInt8(ascii: "\""): write("\\\"")
        case UInt8(ascii: "\\"): write("\\\\")
        case UInt8(ascii: "&"): write("&amp;")
        case UInt8(ascii: "\n"): write("\\n")
        case UInt8(ascii: "\t"): write(" ")
        case ..<0x20, 0x7f: write("\u{FFFD}")
        default: bytes.append(byte)
        }
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  @inline(__always)
  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x22 || byte == 0x26 || byte == 0x5c || byte == 0x7f
  }
}

extension DOT: CustomStringConvertible {
  /// The graph in the DOT language.
  public var text: String { String(decoding: utf8, as: UTF8.self) }

  /// The bytes of ``text``.
  public var utf8: [UInt8] {
    var writer = DOTWriter()
    writer.write(self)
    return writer.bytes
  }

  public var description: String { text }
}
