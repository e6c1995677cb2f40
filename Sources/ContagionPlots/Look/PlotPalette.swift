/// Colours, dashes and marks that stay apart for colour-blind readers and on a
/// grey print: Okabe and Ito's palette, as in the diagrams.
enum PlotPalette {
  static let grey = "#666666"

  /// The place of black.
  static let black = 6

  /// Dark and light by turns, so that neighbours differ in grey too.
  private static let colors = [
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000",
  ]

  /// The colour of the n-th thing; after the last the first comes again.
  static func color(_ place: Int) -> String { colors[place % colors.count] }

  /// The mark of the n-th thing: filled circle, triangle, square, diamond, …
  static func mark(_ place: Int) -> Int { [7, 9, 5, 13, 6, 8, 4][place % 7] }

  /// Light to dark, the diagrams' ramp of losses.
  static let ramp =
    "set palette defined (0 '#FFFFFF', 0.01 '#FEEDDE', 0.25 '#FDD0A2', 0.5 '#FDAE6B',"
    + " 0.75 '#F16913', 1 '#7F2704')"
}

/// How a line is drawn; in grey, dashes tell meanings apart.
public enum PlotDash: Int, Hashable, Sendable {
  case solid = 1
  case dashed = 2
  case dotted = 3
}
