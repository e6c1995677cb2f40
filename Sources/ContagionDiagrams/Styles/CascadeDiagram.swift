public import ContagionModel
import OrderedCollections

/// A run from the shock at the top to whoever bears the loss at the bottom.
///
/// Time runs down: a row of liquidations and a row of pool prices for each
/// round, then bad debt, the issuers that pass it on, and the final bearers.
public struct CascadeDiagram: DiagramStyle {
  public static let name = "cascade"
  public static let summary =
    "Shock, liquidations, sales and prices round by round, down to who bears the loss."
  public static let source = ""

  public init(_ values: RuleValues) {}

  public init() {}

  public func diagram(of study: Study, in network: Network, _ options: DiagramOptions) -> DOT {
    let cascade = study.joint
    var losses = LossBlock(cascade, limit: options.full ? .max : options.nodeLimit / 6)
    var plan = CascadePlan(cascade, options, room: .max)
    if !options.full, plan.nodeCount + losses.nodeCount + 3 > options.nodeLimit {
      losses = LossBlock(cascade, limit: max(2, options.nodeLimit / 12))
      plan = CascadePlan(
        cascade, options, room: max(6, options.nodeLimit - losses.nodeCount - 3))
    }
    var sketch = CascadeSketch(cascade, network)
    sketch.addShock(hitting: losses.hit, told: losses.upstream + losses.issuers)
    for (number, stage) in plan.stages.enumerated() { sketch.add(stage, number: number) }
    sketch.add(losses)
    var heading = Heading(title: "Cascade: \(cascade.networkTitle)", facts: cascade.facts)
    heading.strokes = sketch.flows.legend
    heading.fill = "share lost"
    heading.notes = heading.strokes.isEmpty ? [] : [sketch.flows.scale + "."]
    heading.notes += [
      [NodeLook.shock, .lender, .price, .issuer].map(\.legend).joined(separator: "; ")
        .capitalizedFirst + ".",
      "Share lost: of a price since the row above; of the called debt that nobody repaid;"
        + " of an issuer's claims; of a bearer's opening value.",
    ]
    heading.notes += plan.notes + losses.notes
    return sketch.finished(
      Canvas.graph(
        "cascade \(cascade.network)", title: heading.title, summary: cascade.sentences,
        heading: heading, rankdir: "TB"))
  }
}

extension CascadePlan {
  /// What was merged.
  fileprivate var notes: [String] {
    let protocols = stages.reduce(into: Set<ProtocolID>()) {
      $0.formUnion($1.liquidated[.others]?.protocols ?? [])
    }
    let pools = stages.reduce(into: Set<PoolID>()) { $0.formUnion($1.moves[.others]?.pools ?? []) }
    let rounds = stages.filter { $0.rounds.count > 1 }.reduce(0) { $0 + $1.rounds.count }
    let merged = [
      protocols.isEmpty ? nil : Figure.count(protocols.count, "protocol"),
      pools.isEmpty ? nil : Figure.count(pools.count, "pool"),
      rounds == 0 ? nil : Figure.count(rounds, "round"),
    ].compactMap { $0 }
    return merged.isEmpty ? [] : ["Merged, the smallest first: \(merged.joined(separator: ", "))."]
  }
}
