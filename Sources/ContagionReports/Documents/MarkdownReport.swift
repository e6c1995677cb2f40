public import ContagionModel

/// A study as one Markdown document.
public struct MarkdownReport: Hashable, Sendable {
  public let text: String

  /// Strings tables together under a heading, each with its caption; empty
  /// tables are left out.
  public init(of study: Study, tables: [ReportTable]? = nil) {
    let heading = RunHeading(study.joint)
    let escaped = { (text: String) in MarkdownFormat.escaped(TableDisplay.visible(text)) }
    let lines = [
      "# \(escaped(heading.title))\n\n",
      "- Network: \(escaped(heading.network))\n",
      "- Shock: \(escaped(heading.shock))\n\n",
    ]
    let body = (tables ?? ReportTables.all(for: study)).map { $0.table(of: study) }.filter {
      !$0.rows.isEmpty
    }
    text = lines.joined() + MarkdownFormat().text(of: body)
  }
}
