/// Graphviz's HTML-like markup, built so that it is always well formed.
public struct Markup: Hashable, Sendable, ExpressibleByStringInterpolation {
  public private(set) var source: String

  private init(source: String) { self.source = source }

  /// Text that appears as it is; a line feed is a line break.
  public init(_ text: String) {
    var source = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": source += "&amp;"
      case "<": source += "&lt;"
      case ">": source += "&gt;"
      case "\"": source += "&quot;"
      case "\\": source += "&#92;&#92;"
      case "\n": source += "<br/>"
      case "\t": source += " "
      case _ where scalar.value < 0x20 || scalar.value == 0x7f: source += "\u{FFFD}"
      default: source.unicodeScalars.append(scalar)
      }
    }
    self.source = source
  }

  public init(stringLiteral value: String) { self.init(value) }

  /// Bold text; an empty text stays empty, which bold markup may not be.
  public static func bold(_ text: String) -> Markup {
    text.isEmpty ? Markup("") : Markup(source: "<b>\(Markup(text).source)</b>")
  }

  public func colored(_ color: String) -> Markup {
    source.isEmpty ? self : Markup(source: "<font color=\"\(color)\">\(source)</font>")
  }

  public func sized(_ points: Int) -> Markup {
    source.isEmpty ? self : Markup(source: "<font point-size=\"\(points)\">\(source)</font>")
  }

  /// Lines below each other, centred.
  public static func lines(_ lines: [Markup]) -> Markup {
    Markup(source: lines.map(\.source).joined(separator: "<br/>"))
  }

  /// One cell of a table.
  public static func cell(_ content: Markup, fill: String? = nil, border: Int = 0) -> Markup {
    let background = fill.map { " bgcolor=\"\($0)\"" } ?? ""
    return Markup(
      source: "<td align=\"left\" border=\"\(border)\"\(background)>\(content.source)</td>")
  }

  /// A table without lines; every row has a cell at least.
  public static func table(_ rows: [[Markup]], spacing: Int = 0, padding: Int = 1) -> Markup {
    let body = rows.map { "<tr>\($0.map(\.source).joined())</tr>" }.joined()
    return Markup(
      source: "<table border=\"0\" cellborder=\"0\" cellspacing=\"\(spacing)\""
        + " cellpadding=\"\(padding)\">\(body)</table>")
  }

  public static func + (left: Markup, right: Markup) -> Markup {
    Markup(source: left.source + right.source)
  }

  public var value: DOT.Value { .html(source) }
}
