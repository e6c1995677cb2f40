import ContagionDiagrams
import Foundation
import Testing

struct `Pictures by Graphviz` {
  @Test func `have letters and not boxes`() throws {
    #expect(try Graphviz.findsFont())
    let pdf = try Graphviz.picture(of: "digraph { hello [label=\"hello\"] }", as: "pdf")
    #expect(pdf.starts(with: Data("%PDF".utf8)))
    let svg = try Graphviz.picture(of: "digraph { hello [label=\"hello\"] }", as: "svg")
    #expect(SVGTexts(svg).texts == ["hello"])
  }

  @Test func `have twice the pixels of a screen`() throws {
    let dot = "digraph { a [shape=box, fixedsize=true, width=10, height=1] }"
    let png = try Graphviz.picture(of: dot, as: "png")
    #expect(png.starts(with: [0x89, 0x50, 0x4e, 0x47]))
    let width = png[16..<20].reduce(0) { $0 << 8 | Int($1) }
    #expect((1440...1480).contains(width))
    let coarse = try Graphviz.picture(of: "digraph { graph [dpi=72] a }", as: "png")
    let fine = try Graphviz.picture(of: "digraph { a }", as: "png")
    #expect(coarse.count < fine.count)
  }

  @Test(arguments: ["dot", "neato", "sfdp", "circo", "twopi", "fdp"])
  func `come from every layout`(layout: String) throws {
    #expect(try !Graphviz.picture(of: "digraph { a -> b }", as: "svg", layout: layout).isEmpty)
  }

  @Test func `refuse text that is not DOT with the place of the mistake`() throws {
    let error = try #require(throws: DiagramError.self) {
      try Graphviz.picture(of: "digraph { a -> -> b }", as: "svg")
    }
    #expect(error.description.hasPrefix("the diagram is not DOT: "))
    #expect(error.description.contains("syntax error in line 1"))
    #expect(throws: DiagramError.syntax("it has no graph")) {
      try Graphviz.picture(of: "", as: "svg")
    }
    #expect(try !Graphviz.picture(of: "digraph { a }", as: "svg").isEmpty)
  }

  @Test(arguments: ["digraph { a }\n\n\n", "digraph { a } digraph { b }", "digraph { a } ]"])
  func `forget what follows a graph`(dot: String) throws {
    for _ in 0..<3 {
      #expect(try Graphviz.nodeNames(of: dot) == ["a"])
      #expect(try Graphviz.nodeNames(of: "digraph { c }") == ["c"])
    }
  }

  @Test func `refuse an unknown layout and say how to list the plug-ins`() throws {
    let error = try #require(throws: DiagramError.self) {
      try Graphviz.picture(of: "digraph { a }", as: "svg", layout: "nosuch")
    }
    #expect(error.description.hasPrefix("no layout by 'nosuch': "))
    #expect(error.description.contains("libgvc6-config-update -c"))
  }

  @Test func `refuse an unknown format`() throws {
    let error = try #require(throws: DiagramError.self) {
      try Graphviz.picture(of: "digraph { a }", as: "nosuch")
    }
    #expect(error.description.hasPrefix("no picture as 'nosuch': "))
  }

  @Test func `can be asked for by many at once`() async throws {
    let sizes = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<16 {
        group.addTask { try Graphviz.picture(of: "digraph { a -> b }", as: "svg").count }
      }
      return try await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(sizes.count == 1)
  }

  @Test func `carry a title and a description`() throws {
    let dot = DOT("g", title: "A < B", summary: "Two & three.")
    let svg = SVGTexts(try Graphviz.picture(of: dot, as: "svg"))
    #expect(svg.titles.first == "A < B")
    #expect(svg.descriptions == ["Two & three."])
    let text = Data("no svg".utf8)
    #expect(Graphviz.accessible(svg: text, title: "t", description: "d") == text)
  }
}
