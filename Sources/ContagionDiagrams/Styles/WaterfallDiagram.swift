public import ContagionModel

/// Who pays in which order, design by design, and how full each layer is.
public enum WaterfallDiagram {
  /// A layer with all its covers.
  private struct Layer {
    var name: String
    var payer: InsurancePayer
    var funding: LayerPayment.Funding
    var capacityUSD: Double?
    var paidUSD: Double
  }

  /// Quarters: most designs leave more than half of a large loss.
  private static let shades = quarters(Palette.shades)
  private static let greys = quarters(Palette.greys)

  private static func quarters(_ ramp: [Palette.Shade]) -> [Palette.Shade] {
    let steps = [
      (0, "0 %"), (0.25, "≤ 25 %"), (0.5, "≤ 50 %"), (0.75, "≤ 75 %"), (0.9999, "< 100 %"),
      (1, "100 %"),
    ]
    return zip(ramp, steps).map { shade, step in
      Palette.Shade(limit: step.0, fill: shade.fill, text: shade.text, label: step.1)
    }
  }

  /// Draws the settlement of one scenario.
  ///
  /// - Precondition: The comparison has the scenario.
  public static func diagram(of comparison: DesignComparison, scenario: Int) -> DOT {
    let insured = comparison.designs.filter { !$0.settlements[scenario].isEmpty }
    let gross =
      insured.first?.settlements[scenario].reduce(0) { $0 + $1.grossUSD.reduce(0, +) } ?? 0
    let basis = Set(insured.map(\.programme.settles.rawValue)).sorted().joined(separator: ", ")
    var heading = Heading(
      title: "Who pays: \(comparison.scenarioSet)",
      facts: [
        (comparison.scenarioCount > 1
          ? "Scenario \(comparison.scenarios[scenario]), the one shown. " : "")
          + "Bad debt of \(Figure.usd(gross)), settled once (\(basis))."
      ])
    heading.fill = "share of the bad debt left to lenders; grey, of a layer that is used"
    heading.shades = shades
    heading.notes = [
      "Layers pay from left to right; line width in proportion to what is still unpaid."
        + " Solid border: locked capital; dashed: a promise. Friction comes on top of what is paid."
    ]
    if insured.contains(where: { $0.settlements[scenario].contains { bailout($0) > 0 } }) {
      heading.notes.append(
        "Bail-out: money that somebody may give and has not promised; never credited to a design.")
    }
    var dot = Canvas.graph(
      "waterfall \(comparison.scenarioSet)", title: heading.title,
      summary: (heading.facts
        + insured.map {
          sentence($0, scenario)
        }).joined(separator: " "), heading: heading, rankdir: "LR")
    dot.attributes["ranksep"] = 0.5
    dot.attributes["nodesep"] = 0.18
    dot.node(
      "bad debt",
      Canvas.node(
        "bad debt", [Figure.usd(gross)], share: gross > 0 ? 1 : 0, in: shades,
        tooltip: "bad debt"))
    for (place, result) in insured.enumerated() {
      draw(result, scenario, row: place, gross, comparison.markets, on: &dot)
    }
    return dot
  }

  private static func bailout(_ settlement: Settlement) -> Double {
    settlement.bailoutUSD.reduce(0, +)
  }

  private static func left(_ result: DesignResult, _ scenario: Int) -> Double {
    result.settlements[scenario].reduce(0) { $0 + $1.uncoveredUSD.reduce(0, +) }
  }

  private static func sentence(_ result: DesignResult, _ scenario: Int) -> String {
    "\(result.programme.title) leaves \(Figure.usd(left(result, scenario))) to lenders."
  }

  /// The layers of one design, covers of one layer added up.
  private static func layers(_ settlements: [Settlement]) -> [Layer] {
    var layers: [Layer] = []
    for payment in settlements.flatMap(\.payments) {
      if let place = layers.firstIndex(where: {
        $0.name == payment.name && $0.payer == payment.payer
      }) {
        layers[place].paidUSD += payment.totalUSD
        layers[place].capacityUSD = layers[place].capacityUSD.flatMap { sum in
          payment.capacityUSD.map { sum + $0 }
        }
      } else {
        layers.append(
          Layer(
            name: payment.name, payer: payment.payer, funding: payment.funding,
            capacityUSD: payment.capacityUSD, paidUSD: payment.totalUSD))
      }
    }
    return layers.filter { $0.capacityUSD != 0 || $0.paidUSD > 0 }
  }

  private static func draw(
    _ result: DesignResult, _ scenario: Int, row: Int, _ gross: Double, _ markets: [InsuredMarket],
    on dot: inout DOT
  ) {
    let name = result.programme.title
    let design = "\(row) design"
    let locked = result.metrics.lockedCapitalUSD
    let locks = locked > 0 ? "locks \(Figure.usd(locked))" : "locks nothing"
    var look = Canvas.node(name, [locks], look: .pool, tooltip: name)
    let lines = Heading.wrapped(name, at: 24).map { Markup.bold($0) } + [Markup(locks)]
    look["label"] = Markup.lines(lines).value
    dot.node(design, look)
    var open = gross
    func flow(from: String, to: String) {
      dot.edge(
        from, to,
        [
          "penwidth": .number(Palette.width(of: open, largest: gross)),
          "color": .text(open > 0 ? Palette.shock.color : Palette.grey),
          "style": open > 0 ? "solid" : "dotted", "arrowsize": 0.6,
        ])
    }
    flow(from: "bad debt", to: design)
    var last = design
    for (place, layer) in layers(result.settlements[scenario]).enumerated() {
      let node = "\(row) \(place) \(layer.name)"
      let used = layer.capacityUSD.map { $0 > 0 ? layer.paidUSD / $0 : 0 } ?? 0
      var lines = ["\(layer.payer.rawValue)", "pays \(Figure.usd(layer.paidUSD))"]
      lines.append(
        layer.capacityUSD.map { "of \(Figure.usd($0)), \(Figure.percent(used))" } ?? "no limit")
      var attributes = Canvas.node(
        layer.name, lines, share: used, in: greys, tooltip: "\(name): \(layer.name)")
      if layer.funding != .locked { attributes["style"] = "filled,dashed" }
      dot.node(node, attributes)
      flow(from: last, to: node)
      open -= layer.paidUSD
      if open < 1e-9 * gross { open = 0 }
      last = node
    }
    let lenders = "\(row) lenders"
    let uncovered = left(result, scenario)
    let share = gross > 0 ? uncovered / gross : 0
    dot.node(
      lenders,
      Canvas.node(
        "lenders lose \(Figure.usd(uncovered))",
        (uncovered > 0 ? ["\(Figure.percent(share)) of the bad debt"] : [])
          + breakdown(result.settlements[scenario], markets), share: share, in: shades,
        tooltip: "\(name): left to lenders"))
    flow(from: last, to: lenders)
    let given = result.settlements[scenario].reduce(0) { $0 + bailout($1) }
    guard given > 0 else { return }
    let helper = "\(row) bail-out"
    var attributes = Canvas.node(
      "bail-out", ["\(Figure.usd(given)), not promised"], tooltip: "\(name): bail-out")
    attributes["style"] = "filled,dotted"
    dot.node(helper, attributes)
    dot.edge(lenders, helper, ["style": "dotted", "arrowsize": 0.6])
  }

  /// What is left by chain, or by market where no chains are named; the three
  /// largest.
  private static func breakdown(_ settlements: [Settlement], _ markets: [InsuredMarket]) -> [String]
  {
    var parts: [(name: String, usd: Double)] = []
    for settlement in settlements {
      for (market, usd) in zip(markets, settlement.uncoveredUSD) where usd > 0 {
        let name = market.chain ?? market.id.name
        if let place = parts.firstIndex(where: { $0.name == name }) {
          parts[place].usd += usd
        } else {
          parts.append((name, usd))
        }
      }
    }
    let ranked = parts.sorted { ($1.usd, $0.name) < ($0.usd, $1.name) }
    let rest = ranked.dropFirst(3).reduce(0) { $0 + $1.usd }
    return ranked.prefix(3).map { "\($0.name) \(Figure.usd($0.usd))" }
      + (rest > 0 ? ["others \(Figure.usd(rest))"] : [])
  }
}
