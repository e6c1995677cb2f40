public import ContagionModel

/// The colours of every diagram: Okabe and Ito's palette, which colour-blind
/// readers tell apart, each with a line style and an arrow head that survive a
/// grey print.
public enum Palette {
  /// Lines that stand for no channel: the shock, and time.
  public static let shock = Stroke("#000000", .solid, "normal")

  /// Borders and notes.
  public static let grey = "#666666"

  /// The colour of a channel.
  public static func color(of channel: Channel) -> String { stroke(of: channel).color }

  /// The line of a channel.
  public static func stroke(of channel: Channel) -> Stroke {
    switch channel {
    case .price: Stroke("#0072B2", .solid, "normal")
    case .depth: Stroke("#56B4E9", .solid, "onormal")
    case .claim: Stroke("#D55E00", .dashed, "normal")
    case .funding: Stroke("#009E73", .dotted, "diamond")
    case .oracle: Stroke("#CC79A7", .dashed, "odot")
    case .bridge: Stroke("#E69F00", .dashed, "diamond")
    case .capacity: Stroke("#F0E442", .dotted, "box")
    }
  }

  /// A step of the ramp from nothing lost to all lost.
  struct Shade: Hashable, Sendable {
    /// The largest share of the step.
    var limit: Double
    var fill: String
    var text: String
    /// The step in words.
    var label: String
  }

  /// Light to dark, so that the order survives a grey print.
  static let shades = [
    Shade(limit: 0, fill: "#FFFFFF", text: "#000000", label: "0 %"),
    Shade(limit: 0.01, fill: "#FEEDDE", text: "#000000", label: "≤ 1 %"),
    Shade(limit: 0.05, fill: "#FDD0A2", text: "#000000", label: "≤ 5 %"),
    Shade(limit: 0.2, fill: "#FDAE6B", text: "#000000", label: "≤ 20 %"),
    Shade(limit: 0.5, fill: "#F16913", text: "#000000", label: "≤ 50 %"),
    Shade(limit: 1, fill: "#7F2704", text: "#FFFFFF", label: "> 50 %"),
  ]

  /// The same steps in grey, for shares that are no loss.
  static let greys = zip(
    shades, ["#FFFFFF", "#F7F7F7", "#EBEBEB", "#D6D6D6", "#B5B5B5", "#525252"]
  ).map { Shade(limit: $0.limit, fill: $1, text: $0.text, label: $0.label) }

  /// The step of a share; below 0, above 1 and undefined shares go to the ends.
  static func shade(of share: Double, in shades: [Shade] = shades) -> Shade {
    guard share.isFinite, share > 1e-9 else { return shades[0] }
    return shades.first { share <= $0.limit } ?? shades[shades.count - 1]
  }

  /// The width of a line in points, in proportion to the amount, so that the
  /// largest is 5 points; the least is half a point, to be seen at all.
  static func width(of amount: Double, largest: Double) -> Double {
    guard largest > 0, amount > 0 else { return 0.5 }
    return max(0.5, 5 * min(1, amount / largest))
  }
}
