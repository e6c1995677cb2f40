/// Tables of GitHub Flavored Markdown.
public struct MarkdownFormat: ReportFormat {
  public static let name = "markdown"
  public static let summary = "Tables of GitHub Flavored Markdown."
  public static let source = "GitHub Flavored Markdown, section Tables"
  public static let fileExtension = "md"

  public init() {}

  public func text(of table: Table) -> String {
    let display = TableDisplay(table)
    var parts: [String] = []
    if !table.title.isEmpty { parts.append("## \(Self.escaped(table.title))\n") }
    if !table.caption.isEmpty { parts.append("\(Self.escaped(table.caption))\n") }
    guard !table.rows.isEmpty else { return (parts + ["None.\n"]).joined(separator: "\n") }

    func line(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |\n" }
    let titles = table.headings.map { heading in
      let unit = heading.unit?.label ?? ""
      let title = Self.escaped(TableDisplay.visible(heading.title))
      return unit.isEmpty ? title : "\(title) (\(unit))"
    }
    var lines = line(titles)
    lines += line(table.headings.map { $0.alignment == .left ? ":---" : "---:" })
    for row in display.rows { lines += line(row.map(Self.escaped)) }
    if let total = display.total {
      lines += line(total.map { $0.isEmpty ? "" : "**\(Self.escaped($0))**" })
    }
    parts.append(lines)
    if !display.rounding.isEmpty { parts.append("\(display.rounding)\n") }
    return parts.joined(separator: "\n")
  }

  /// The text with a backslash before everything that Markdown would read.
  static func escaped(_ text: String) -> String {
    let special = #"\|*_`<>[]&~$"#.unicodeScalars
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if special.contains(scalar) { escaped.append("\\") }
      escaped.append(scalar)
    }
    return String(escaped)
  }
}
