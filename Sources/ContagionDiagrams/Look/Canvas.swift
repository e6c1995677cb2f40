/// The common look: white paper, one font, thin grey borders.
enum Canvas {
  /// DejaVu is what Graphviz measures with; Verdana is nearly as wide.
  static let font = "DejaVu Sans,Verdana,Arial,sans-serif"

  static func graph(
    _ name: String, title: String, summary: String, heading: Heading, rankdir: String,
    layout: String = "dot"
  ) -> DOT {
    DOT(
      name, title: title, summary: summary, layout: layout,
      attributes: [
        "bgcolor": "white", "fontname": .text(font), "fontsize": 10, "label": heading.label,
        "labeljust": "l", "labelloc": "t", "pad": 0.15, "rankdir": .text(rankdir),
      ],
      nodeDefaults: [
        "color": .text(Palette.grey), "fillcolor": "white", "fontname": .text(font), "fontsize": 9,
        "height": 0.3, "margin": "0.09,0.07", "shape": "box", "style": "filled", "penwidth": 0.8,
      ],
      edgeDefaults: ["fontname": .text(font), "fontsize": 8])
  }

  /// A node with its name in bold, filled by the share lost.
  static func node(
    _ name: String, _ lines: [String], share: Double = 0,
    in shades: [Palette.Shade] = Palette.shades,
    look: NodeLook = .lender, tooltip: String
  ) -> DOT.Attributes {
    let shade = Palette.shade(of: share, in: shades)
    let text = Markup.lines(folded(name).map { .bold($0) } + lines.map { Markup($0) })
    return [
      "label": text.value, "fillcolor": .text(shade.fill), "fontcolor": .text(shade.text),
      "shape": .text(look.shape), "style": .text(look.style), "tooltip": .text(tooltip),
    ]
  }

  /// A name on one line, or a party's on two: `lenders to` above `aave-v3/USDC`.
  private static func folded(_ name: String) -> [String] {
    for word in [" of ", " to ", "depositor "] where name.count > 16 {
      guard let range = name.firstRange(of: word) else { continue }
      return [
        name[..<range.upperBound].trimmingSuffix(" "),
        shortened(String(name[range.upperBound...])),
      ]
    }
    return [shortened(name)]
  }

  /// A name that fits a node: addresses and long names lose their middle.
  static func shortened(_ name: String, to limit: Int = 28) -> String {
    guard !name.isEmpty else { return "(no name)" }
    guard name.count > limit else { return name }
    let head = (limit - 1) * 2 / 3
    return name.prefix(head) + "…" + name.suffix(limit - 1 - head)
  }
}

extension Substring {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    String(hasSuffix(suffix) ? dropLast(suffix.count) : self)
  }
}
