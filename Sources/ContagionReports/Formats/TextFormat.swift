/// Columns aligned with spaces, for terminals.
///
/// Titles are wrapped to the width of what stands below them.
public struct TextFormat: ReportFormat {
  public static let name = "table"
  public static let summary = "Aligned columns for a terminal."
  public static let source = ""
  public static let fileExtension = "txt"

  /// Sentences are wrapped to this; tables are as wide as they need.
  static let lineWidth = 90

  public init() {}

  public func text(of table: Table) -> String {
    let display = TableDisplay(table)
    var lines = [table.title].filter { !$0.isEmpty } + table.caption.wrapped(to: Self.lineWidth)
    if !lines.isEmpty { lines.append("") }
    guard !table.rows.isEmpty else { return (lines + ["(none)", ""]).joined(separator: "\n") }

    let columns = table.headings.indices.map { column in
      TextColumn(
        table.headings[column], cells: display.rows.map { $0[column] },
        total: display.total?[column])
    }
    func line(_ cells: [String]) -> String {
      let text = zip(columns, cells).map { $0.padded($1) }.joined(separator: "  ")
      return String(text.reversed().drop { $0 == " " }.reversed())
    }
    let rule = columns.map { String(repeating: "─", count: $0.width) }.joined(separator: "  ")
    let height = columns.map(\.title.count).max() ?? 0
    for row in 0..<height {
      lines.append(
        line(
          columns.map { column in
            let index = row - (height - column.title.count)
            return index < 0 ? "" : column.title[index]
          }))
    }
    if columns.contains(where: { !$0.unit.isEmpty }) { lines.append(line(columns.map(\.unit))) }
    lines.append(rule)
    lines += display.rows.map(line)
    if let total = display.total { lines += [rule, line(total)] }
    if !display.rounding.isEmpty { lines += ["", display.rounding] }
    return (lines + [""]).joined(separator: "\n")
  }
}

/// One column of aligned text.
private struct TextColumn {
  /// Titles are not wrapped to less than this.
  private static let narrowest = 9

  let title: [String]
  let unit: String
  let width: Int
  private let alignment: TableHeading.Alignment

  init(_ heading: TableHeading, cells: [String], total: String?) {
    unit = heading.unit?.label ?? ""
    alignment = heading.alignment
    let title = TableDisplay.visible(heading.title)
    let words = title.split(separator: " ").map(String.init)
    let widest = (words + cells + [total ?? "", unit]).map(\.displayWidth).max() ?? 0
    self.title = title.wrapped(to: max(widest, Self.narrowest))
    width = max(widest, self.title.map(\.displayWidth).max() ?? 0)
  }

  func padded(_ text: String) -> String {
    let spaces = String(repeating: " ", count: max(0, width - text.displayWidth))
    return alignment == .left ? text + spaces : spaces + text
  }
}
