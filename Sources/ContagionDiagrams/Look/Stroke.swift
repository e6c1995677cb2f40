/// How a line is drawn: its colour, and what tells it apart without colour.
public struct Stroke: Hashable, Sendable {
  /// Graphviz's name of a line style.
  public enum Style: String, Hashable, Sendable {
    case solid, dashed, dotted
  }

  public var color: String
  public var style: Style
  /// Graphviz's name of an arrow head.
  public var arrowhead: String
  /// What the line looks like, in characters, for legends.
  var sample: String {
    let line =
      switch style {
      case .solid: "━━━"
      case .dashed: "╍╍╍"
      case .dotted: "┈┈┈"
      }
    let head =
      switch arrowhead {
      case "onormal": "▷"
      case "diamond": "◆"
      case "odot": "○"
      default: "▶"
      }
    return line + head
  }

  init(_ color: String, _ style: Style, _ arrowhead: String) {
    self.color = color
    self.style = style
    self.arrowhead = arrowhead
  }

  /// The attributes of an edge of this stroke.
  func attributes(width: Double) -> DOT.Attributes {
    [
      "color": .text(color), "style": .text(style.rawValue), "arrowhead": .text(arrowhead),
      "penwidth": .number(width), "arrowsize": 0.5,
    ]
  }
}
