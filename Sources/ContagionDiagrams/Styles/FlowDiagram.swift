public import ContagionModel
import OrderedCollections

/// What moved between protocols, pools and everybody else over a whole run, as the
/// ledger has it.
public struct FlowDiagram: DiagramStyle {
  public static let name = "flows"
  public static let summary = "What moved between protocols and pools: tokens sold, proceeds."
  public static let source = ""

  public init(_ values: RuleValues) {}

  public init() {}

  public func diagram(of study: Study, in network: Network, _ options: DiagramOptions) -> DOT {
    let cascade = study.joint
    var flows = FlowSketch()
    var rounds: [FlowSketch.Key: ClosedRange<Int>] = [:]
    for entry in cascade.ledger {
      let (from, to) = (node(entry.from, cascade), node(entry.to, cascade))
      guard from != to, entry.kind != .writeOff, entry.amountUSD > 0.005 else { continue }
      let channel: Channel =
        switch entry.kind {
        case .sale, .shockTrade, .arbitrage, .destruction: .price
        default: .funding
        }
      flows.add(from: from, to: to, channel, entry.amountUSD, "moved", labelled: true)
      let key = FlowSketch.Key(from: from, to: to, channel: channel)
      let span = rounds[key] ?? entry.round...entry.round
      rounds[key] =
        min(span.lowerBound, entry.round)...max(span.upperBound, entry.round)
    }
    let left = options.full ? (0, 0) : flows.prune(to: min(40, options.edgeLimit))
    var heading = Heading(title: "Flows: \(cascade.networkTitle)", facts: cascade.facts)
    heading.strokes = legend(flows)
    heading.notes = [
      flows.scale + ". Box: protocol with its borrowers, lenders and liquidators; cylinder: pool;"
        + " rounded box: others. Amounts at the prices of their rounds."
    ]
    if left.0 > 0 {
      heading.notes.append(
        "Not drawn: \(Figure.count(left.0, "smaller line")) of \(Figure.usd(left.1)) together.")
    }
    var dot = Canvas.graph(
      "flows \(cascade.network)", title: heading.title,
      summary: (cascade.facts + sentences(flows)).joined(separator: " "), heading: heading,
      rankdir: "LR")
    dot.attributes["ranksep"] = 1.2
    dot.attributes["nodesep"] = 0.3
    addNodes(of: flows, rounds, cascade, to: &dot)
    flows.draw(on: &dot, names: [:])
    return dot
  }

  /// The node of a party: its protocol, its pool, or itself.
  private func node(_ party: Int, _ cascade: Cascade) -> String {
    let party = cascade.parties[party]
    if let lender = party.lendingProtocol { return lender.name }
    return party.kind == .liquidityProviders ? party.name : party.label
  }

  private func legend(_ flows: FlowSketch) -> [(stroke: Stroke, meaning: String)] {
    [(Channel.price, "tokens sold"), (.funding, "proceeds, payments and withdrawals")]
      .filter { entry in flows.flows.keys.contains { $0.channel == entry.0 } }
      .map { (Palette.stroke(of: $0.0), $0.1) }
  }

  private func addNodes(
    of flows: FlowSketch, _ rounds: [FlowSketch.Key: ClosedRange<Int>], _ cascade: Cascade,
    to dot: inout DOT
  ) {
    var sums: OrderedDictionary<String, (out: Double, into: Double)> = [:]
    var spans: [String: ClosedRange<Int>] = [:]
    for (key, flow) in flows.flows {
      sums[key.from, default: (0, 0)].out += flow.usd
      sums[key.to, default: (0, 0)].into += flow.usd
      guard let span = rounds[key] else { continue }
      for name in [key.from, key.to] {
        let known = spans[name] ?? span
        spans[name] =
          min(known.lowerBound, span.lowerBound)...max(known.upperBound, span.upperBound)
      }
    }
    let pools = Set(cascade.parties.filter { $0.kind == .pool }.map(\.name))
    let lenders = Set(cascade.parties.compactMap { $0.lendingProtocol?.name })
    for (name, sum) in sums {
      var lines = ["out \(Figure.usd(sum.out))", "in \(Figure.usd(sum.into))"]
      if let chain = cascade.parties.first(where: {
        $0.lendingProtocol?.name == name || $0.name == name
      })?.chain {
        lines.append("on \(chain)")
      }
      if let span = spans[name] { lines.append(Self.words(span)) }
      let look: NodeLook =
        lenders.contains(name) ? .lender : pools.contains(name) ? .pool : .bearer
      dot.node(
        name,
        Canvas.node(
          name, lines, look: look, tooltip: ([name] + lines).joined(separator: "; ")))
    }
  }

  /// A span of rounds in words; round 0 is the shock.
  private static func words(_ span: ClosedRange<Int>) -> String {
    let first = span.lowerBound == 0 ? "shock" : "round \(span.lowerBound)"
    guard span.count > 1 else { return first }
    return span.lowerBound == 0
      ? "shock to round \(span.upperBound)" : "rounds \(span.lowerBound)–\(span.upperBound)"
  }

  private func sentences(_ flows: FlowSketch) -> [String] {
    flows.flows.elements.sorted { ($1.value.usd, $0.key.to) < ($0.value.usd, $1.key.to) }
      .prefix(12).map {
        "\(Figure.usd($0.value.usd)) went from \($0.key.from) to \($0.key.to)."
      }
  }
}
