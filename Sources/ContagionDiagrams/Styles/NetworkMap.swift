public import ContagionModel
import OrderedCollections

/// A network before any shock: who holds, lends, issues and trades what.
public struct NetworkMap: DiagramStyle {
  public static let name = "network"
  public static let summary = "Protocols, issuers, pools and the assets that link them, in USD."
  public static let source = ""

  public init(_ values: RuleValues) {}

  public init() {}

  public func diagram(of study: Study, in network: Network, _ options: DiagramOptions) -> DOT {
    var prices = network.openingPrices()
    for asset in study.joint.assets { prices[asset.asset] = asset.opening }
    return map(ExposureGraph(network, prices: prices), of: network, options)
  }

  /// Draws a network that has not been run.
  ///
  /// Prices come from outside markets, from pools and from what issuers hold.
  public func map(of network: Network, _ options: DiagramOptions = DiagramOptions()) -> DOT {
    map(ExposureGraph(network, prices: network.openingPrices()), of: network, options)
  }

  /// Draws a network that has not been run, at prices that are known; receipts
  /// held in a circle have one only there.
  public func map(
    of network: Network, at prices: [AssetID: Double],
    _ options: DiagramOptions = DiagramOptions()
  ) -> DOT {
    map(ExposureGraph(network, prices: prices), of: network, options)
  }

  private func map(
    _ whole: ExposureGraph, of network: Network, _ options: DiagramOptions
  ) -> DOT {
    var graph = whole
    var left = (count: 0, usd: 0.0)
    if !options.full {
      graph.merge(to: options.nodeLimit)
      left = graph.prune(to: options.edgeLimit)
    }
    let nodeCount = graph.nodes.count
    let chains = graph.chains
    var heading = Heading(
      title: "Network: \(network.title)",
      facts: [
        "Figures of \(network.asOf.isEmpty ? "no stated date" : network.asOf)."
          + " Source: \(network.source).",
        whole.facts + (chains.count == 1 ? " All on \(chains[0])." : ""),
      ])
    heading.strokes = graph.legend
    heading.fill = "share of the total of its kind"
    heading.shades = Palette.greys
    heading.notes = [
      "Line width in proportion to USD, the widest \(Figure.usd(graph.largestEdgeUSD))."
        + " "
        + [NodeLook.lender, .asset, .issuer, .pool].map(\.legend).joined(separator: "; ")
        .capitalizedFirst + "; dashed: merged."
    ]
    if left.count > 0 {
      heading.notes.append(
        "Not drawn: \(Figure.count(left.count, "smaller line")) of \(Figure.usd(left.usd))"
          + " together.")
    }
    var dot = Canvas.graph(
      "network \(network.name)", title: heading.title,
      summary: (heading.facts + graph.sentences).joined(separator: " "), heading: heading,
      rankdir: "LR", layout: nodeCount > 60 ? "sfdp" : "dot")
    if dot.layout == "sfdp" {
      dot.attributes["overlap"] = "prism"
      dot.attributes["splines"] = "line"
      dot.attributes["K"] = 1.2
      dot.attributes["outputorder"] = "edgesfirst"
    } else {
      dot.attributes["ranksep"] = 0.9
      dot.attributes["nodesep"] = 0.12
      dot.attributes["newrank"] = "true"
    }
    graph.draw(on: &dot, clustered: chains.count > 1, inColumns: dot.layout == "dot")
    return dot
  }
}
