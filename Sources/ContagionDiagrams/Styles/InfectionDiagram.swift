public import ContagionModel
import OrderedCollections

/// Who passed how much loss to whom, by which channel, over a whole run.
public struct InfectionDiagram: DiagramStyle {
  public static let name = "infection"
  public static let summary = "Who infected whom: losses passed on, by channel."
  public static let source = ""

  public init(_ values: RuleValues) {}

  public init() {}

  public func diagram(of study: Study, in network: Network, _ options: DiagramOptions) -> DOT {
    let cascade = study.joint
    var flows = FlowSketch()
    for infection in cascade.infections where infection.lossUSD > 0.005 {
      let isShock = infection.from == "shock"
      flows.add(
        from: infection.from, to: infection.to, isShock ? nil : infection.channel,
        infection.lossUSD, "of loss")
    }
    let left = options.full ? (0, 0) : flows.prune(to: min(40, options.edgeLimit))
    flows.labelAmbiguous()
    var heading = Heading(title: "Who infected whom: \(cascade.networkTitle)", facts: cascade.facts)
    heading.strokes = flows.legend
    heading.fill = "share lost"
    heading.notes = [
      flows.scale
        + ". Octagon: shock; box: protocol; folded corner: issuer; rounded box: final bearer."
    ]
    if left.0 > 0 {
      heading.notes.append(
        "Not drawn: \(Figure.count(left.0, "smaller line")) of \(Figure.usd(left.1)) together.")
    }
    var dot = Canvas.graph(
      "infection \(cascade.network)", title: heading.title, summary: sentences(cascade),
      heading: heading, rankdir: "LR")
    dot.attributes["ranksep"] = 0.4
    dot.attributes["nodesep"] = 0.15
    addNodes(of: flows, cascade, network, to: &dot)
    flows.draw(on: &dot, names: [:])
    return dot
  }

  private func addNodes(
    of flows: FlowSketch, _ cascade: Cascade, _ network: Network, to dot: inout DOT
  ) {
    var passed: OrderedDictionary<String, (taken: Double, given: Double)> = [:]
    for (key, flow) in flows.flows where key.from != key.to {
      passed[key.from, default: (0, 0)].given += flow.usd
      passed[key.to, default: (0, 0)].taken += flow.usd
    }
    let issuers = Dictionary(
      cascade.issuers.map { (cascade.parties[$0.party].name, $0) },
      uniquingKeysWith: { first, _ in first })
    for (name, sums) in passed {
      var lines: [String] = []
      if sums.taken > 0 { lines.append("takes \(Figure.usd(sums.taken))") }
      if sums.given > 0 { lines.append("passes on \(Figure.usd(sums.given))") }
      let look: NodeLook
      var share = 0.0
      if name == "shock" {
        look = .shock
      } else if network.protocols[ProtocolID(name)] != nil {
        look = .lender
        share = badDebtShare(of: ProtocolID(name), cascade)
      } else if let issuer = issuers[name] {
        look = .issuer
        share = 1 - issuer.economicNAV
      } else {
        look = .bearer
        share = lostShare(of: name, cascade)
      }
      dot.node(
        name,
        Canvas.node(
          name, lines, share: share, look: look,
          tooltip: ([name] + lines).joined(separator: "; ")))
    }
  }

  private func badDebtShare(of lender: ProtocolID, _ cascade: Cascade) -> Double {
    let entries = cascade.rounds.flatMap(\.liquidations).filter { $0.lendingProtocol == lender }
    let lost = entries.reduce(0) { $0 + $1.badDebtUSD }
    let called = entries.reduce(lost) { $0 + $1.repaidUSD }
    return called > 0 ? lost / called : 0
  }

  private func lostShare(of label: String, _ cascade: Cascade) -> Double {
    let losses = cascade.losses.filter { cascade.parties[$0.party].label == label }
    let opening = losses.reduce(0) { $0 + $1.openingUSD }
    return opening > 0 ? losses.reduce(0) { $0 + $1.finalUSD } / opening : 0
  }

  private func sentences(_ cascade: Cascade) -> String {
    let largest = cascade.infections.sorted { ($1.lossUSD, $0.to) < ($0.lossUSD, $1.to) }
    let links = largest.prefix(12).map {
      "\($0.from) passes \(Figure.usd($0.lossUSD)) to \($0.to) by \($0.channel.rawValue)."
    }
    return (cascade.facts + links).joined(separator: " ")
  }
}
