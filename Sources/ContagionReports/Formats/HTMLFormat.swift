/// Tables of HTML, to be pasted into a page.
public struct HTMLFormat: ReportFormat {
  public static let name = "html"
  public static let summary = "HTML tables with a caption, header cells and a total row."
  public static let source = "HTML Living Standard"
  public static let fileExtension = "html"

  public init() {}

  public func text(of table: Table) -> String {
    let display = TableDisplay(table)
    var lines = ["<table>"]
    let caption = [
      table.title.isEmpty ? "" : "<strong>\(Self.escaped(table.title))</strong>",
      Self.escaped(table.caption), Self.escaped(display.rounding),
    ].filter { !$0.isEmpty }.joined(separator: "<br>")
    if !caption.isEmpty { lines.append("<caption>\(caption)</caption>") }
    func row(_ cells: [String], _ tag: String) -> String {
      let parts = zip(table.headings, cells).map { heading, cell in
        "<\(tag)\(heading.alignment == .left ? "" : " style=\"text-align:right\"")>\(cell)</\(tag)>"
      }
      return "<tr>\(parts.joined())</tr>"
    }
    let titles = table.headings.map { heading in
      let unit = heading.unit?.label ?? ""
      let title = Self.escaped(TableDisplay.visible(heading.title))
      return unit.isEmpty ? title : "\(title) (\(Self.escaped(unit)))"
    }
    lines.append("<thead>\(row(titles, "th"))</thead>")
    lines.append("<tbody>")
    lines += display.rows.map { row($0.map(Self.escaped), "td") }
    lines.append("</tbody>")
    if let total = display.total {
      lines.append("<tfoot>\(row(total.map(Self.escaped), "th"))</tfoot>")
    }
    lines.append("</table>")
    return lines.joined(separator: "\n") + "\n"
  }

  /// The text with the characters that HTML would read replaced.
  static func escaped(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.append(character)
      }
    }
  }
}
