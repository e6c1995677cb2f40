import ContagionDiagrams
import ContagionModel
import Foundation
import Testing

/// Every diagram of every sample; `PICTURES=folder` writes them there to look at.
struct `Pictures of samples` {
  static let large = Samples.largeNetwork(protocols: 12, assets: 30, pools: 15, issuers: 20)
  static let huge = Samples.largeNetwork(protocols: 60, assets: 200, pools: 40, issuers: 40)

  @Test(arguments: Catalog.diagramStyles.entries.map(\.name))
  func `lay out in two seconds`(style: String) throws {
    let rule = try Catalog.diagramStyles.rule(RuleChoice(style))
    let samples = [
      ("toy", Samples.study, Samples.network),
      ("large", Samples.largeStudy(Self.large, rounds: 30), Self.large),
      ("huge", Samples.largeStudy(Self.huge, rounds: 3), Self.huge),
    ]
    for (name, study, network) in samples {
      let clock = ContinuousClock()
      var dot = DOT("")
      let time = try clock.measure {
        dot = rule.diagram(of: study, in: network, DiagramOptions())
        _ = try Graphviz.picture(of: dot, as: "svg")
      }
      #expect(time < .seconds(2), "\(style) of \(name)")
      try write(dot, "\(style)-\(name)", time)
    }
  }

  @Test func `of a long cascade in full are done in good time`() throws {
    let clock = ContinuousClock()
    var dot = DOT("")
    let time = try clock.measure {
      dot = CascadeDiagram().diagram(
        of: Samples.largeStudy(Self.large, rounds: 30), in: Self.large, DiagramOptions(full: true))
      _ = try Graphviz.picture(of: dot, as: "svg")
    }
    #expect(time < .seconds(60))
    try write(dot, "cascade-large-full", time)
  }

  @Test func `of 300 nodes in full are done in good time`() throws {
    let clock = ContinuousClock()
    var dot = DOT("")
    let time = try clock.measure {
      dot = NetworkMap().map(of: Self.huge, DiagramOptions(full: true))
      _ = try Graphviz.picture(of: dot, as: "svg")
    }
    #expect(dot.layout == "sfdp")
    #expect(time < .seconds(20))
    try write(dot, "network-huge-full", time)
  }

  private func write(_ dot: DOT, _ name: String, _ time: Duration) throws {
    guard let folder = ProcessInfo.processInfo.environment["PICTURES"] else { return }
    print(name, time, dot.elementCount)
    let url = URL(filePath: folder)
    try Data(dot.utf8).write(to: url.appending(component: "\(name).dot"))
    for format in ["png", "svg"] {
      try Graphviz.picture(of: dot, as: format)
        .write(to: url.appending(component: "\(name).\(format)"))
    }
  }
}
