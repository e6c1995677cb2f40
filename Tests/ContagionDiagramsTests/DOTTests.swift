import ContagionDiagrams
import ContagionTestSupport
import Foundation
import Testing

struct `DOT text` {
  /// Names that break writers which quote only sometimes.
  static let names = [
    "1inch", "0xdAC17F958D2ee523a2206206994597C13D831ec7", "node", "graph", "subgraph", "digraph",
    "strict", "edge", "", " ", "a\"b", "\"", "a\\b", "a\\", "\\\\", "\\\"", "\\N", "\\G\\l\\r\\n",
    "two\nlines", "tab\tbed", "wstETH/ETH", "a:b:c", "aave-v3", "-1.5e3", "<b>x</b>", "<", "&amp;",
    "a&b", "é", "ü ß", "質押", "🦄", "a;b,c", "a->b", "{x|y}", "[label=x]", "#comment", "// c",
    "/* c */", "%d", "%", "%\u{301}", "a\u{1}b", "a\u{0}b", "line\rreturn", "q'", "cluster", "\\\n",
    "é\\",
  ]

  @Test func `brings every name through cgraph`() throws {
    var dot = DOT("\\ \"nasty\"\n")
    for name in Self.names { dot.node(name) }
    for (from, to) in zip(Self.names, Self.names.dropFirst()) { dot.edge(from, to) }
    #expect(try Graphviz.nodeNames(of: dot.text).map(decoded) == Self.names)
  }

  @Test(arguments: names)
  func `brings a name through every output of Graphviz`(name: String) throws {
    var dot = DOT("g", title: name, summary: name)
    dot.node(name, ["label": .text(name), "tooltip": .text(name)])
    dot.edge(name, "other", ["label": Markup(name).value, "tooltip": .text(name)])
    for format in ["dot", "plain", "svg"] {
      let picture = String(decoding: try Graphviz.picture(of: dot, as: format), as: UTF8.self)
      #expect(!picture.isEmpty)
      if format == "dot" {
        #expect(try Graphviz.nodeNames(of: picture).map(decoded) == [name, "other"])
      }
      if format == "svg" { #expect(SVGTexts(Data(picture.utf8)).isXML) }
    }
  }

  @Test(arguments: ["a\\N", "\\G", "\\lleft", "end\\", "&amp;", "a\\nb", "\"q\"", "<i>&</i>"])
  func `shows a label as it is`(label: String) throws {
    for value in [DOT.Value.text(label), Markup(label).value] {
      var dot = DOT("g")
      dot.node("n", ["label": value, "tooltip": .text(label)])
      let svg = try Graphviz.picture(of: dot, as: "svg")
      #expect(SVGTexts(svg).texts == [label])
    }
  }

  @Test func `breaks a label at a line feed`() throws {
    for value in [DOT.Value.text("one\ntwo"), Markup("one\ntwo").value] {
      var dot = DOT("g")
      dot.node("n", ["label": value])
      #expect(SVGTexts(try Graphviz.picture(of: dot, as: "svg")).texts == ["one", "two"])
    }
  }

  @Test func `sorts attributes and keeps the order of statements`() throws {
    var dot = DOT(
      "every \"construct\"", title: "Title", summary: "What it shows.",
      attributes: ["rankdir": "LR", "bgcolor": "white"], nodeDefaults: ["shape": "box"],
      edgeDefaults: ["fontsize": 8])
    dot.node(
      "1inch", ["tooltip": "a\\N", "label": Markup.bold("A & B").value, "penwidth": 1.23456])
    dot.node("0xabc", ["width": -0.5, "color": "red"])
    dot.edge("1inch", "0xabc", ["style": "dashed", "color": "#0072B2"])
    dot.elements.append(
      .subgraph(
        DOT.Subgraph(
          "chain", .cluster, attributes: ["label": "ethereum"],
          elements: [.node("", ["label": "no name"]), .node("end\\", [:])])))
    dot.sameRank(["1inch", ""])
    try expectGolden(dot.text, "constructs.dot")
  }

  @Test func `sets each attribute once`() {
    var attributes: DOT.Attributes = ["b": 1, "a": 2, "b": 3]
    #expect(attributes.pairs.map(\.key) == ["a", "b"])
    #expect(attributes["b"] == 3)
    attributes["a"] = nil
    #expect(attributes == ["b": 3])
    #expect(attributes.merging(["c": 1, "b": 2]) == ["b": 2, "c": 1])
  }

  /// A million elements a second in a release build; a debug build among other
  /// tests is given a two-hundredth of that.
  @Test func `is written fast`() {
    var dot = DOT("g")
    for number in 0..<100_000 {
      dot.node("0x\(number)", ["label": .text("node \(number)"), "penwidth": 1.5])
      dot.edge("0x\(number)", "0x\(number / 2)", ["color": "#0072B2", "style": "dashed"])
    }
    let clock = ContinuousClock()
    var count = 0
    let time = clock.measure { count = dot.utf8.count }
    #expect(count > 1_000_000)
    let rate = 200_000 / (time / .seconds(1))
    print("DOT: \(Int(rate)) elements a second")
    #expect(rate > 5_000)
  }

  /// What the writer's escapes stand for.
  private func decoded(_ name: String) -> String {
    var decoded = ""
    var rest = name.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\\", let next = rest.popFirst() else {
        decoded.unicodeScalars.append(scalar)
        continue
      }
      if next == "u", let code = UInt8(String(rest.prefix(4)), radix: 16) {
        decoded.unicodeScalars.append(Unicode.Scalar(code))
        rest = rest.dropFirst(4)
      } else {
        decoded.unicodeScalars.append(next)
      }
    }
    return decoded
  }
}
