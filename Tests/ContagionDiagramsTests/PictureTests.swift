import ContagionDiagrams
import ContagionModel
import Foundation
import Testing

/// Every diagram of every sample; `PICTURES=folder` writes them there to look at.
struct `Pictures of samples` {
  static let large = Samples.largeNetwork(protocols: 12, assets: 30, pools: 15, issuers: 20)
  static let huge = Samples.largeNetwork(protocols: 60, assets: 200, pools: 40, issuers: 40)

  /// What a layout takes hangs on nodes and edges; the benchmark `layouts` shows the
  /// time.
  @Test(arguments: Catalog.diagramStyles.entries.map(\.name))
  func `are small enough to be laid out at once`(style: String) throws {
    let rule = try Catalog.diagramStyles.rule(RuleChoice(style))
    let samples = [
      ("toy", Samples.study, Samples.network),
      ("large", Samples.largeStudy(Self.large, rounds: 30), Self.large),
      ("huge", Samples.largeStudy(Self.huge, rounds: 3), Self.huge),
    ]
    for (name, study, network) in samples {
      let dot = rule.diagram(of: study, in: network, DiagramOptions())
      #expect(dot.elementCount <= 250, "\(style) of \(name): \(dot.elementCount)")
      #expect(try !Graphviz.picture(of: dot, as: "svg").isEmpty)
      try write(dot, "\(style)-\(name)")
    }
  }

  @Test func `of a long cascade in full are drawn`() throws {
    let dot = CascadeDiagram().diagram(
      of: Samples.largeStudy(Self.large, rounds: 30), in: Self.large, DiagramOptions(full: true))
    #expect(try !Graphviz.picture(of: dot, as: "svg").isEmpty)
    try write(dot, "cascade-large-full")
  }

  @Test func `of 300 nodes in full are drawn by another engine`() throws {
    let dot = NetworkMap().map(of: Self.huge, DiagramOptions(full: true))
    #expect(dot.layout == "sfdp")
    #expect(try !Graphviz.picture(of: dot, as: "svg").isEmpty)
    try write(dot, "network-huge-full")
  }

  private func write(_ dot: DOT, _ name: String) throws {
    guard let folder = ProcessInfo.processInfo.environment["PICTURES"] else { return }
    print(name, dot.elementCount)
    let url = URL(filePath: folder)
    try Data(dot.utf8).write(to: url.appending(component: "\(name).dot"))
    for format in ["png", "svg"] {
      try Graphviz.picture(of: dot, as: format)
        .write(to: url.appending(component: "\(name).\(format)"))
    }
  }
}
