/// Comma-separated values: a line of keys, then the rows.
///
/// Figures have all their digits and no separators; a total, which could be
/// taken for a row, is left out. A missing or non-finite figure is nothing, an
/// empty name is `""`. Several tables are kept apart by an empty line.
public struct CSVFormat: ReportFormat {
  public static let name = "csv"
  public static let summary = "Comma-separated values with all digits."
  public static let source = "RFC 4180"
  public static let fileExtension = "csv"

  public init() {}

  public func text(of table: Table) -> String {
    let header = table.headings.map { Self.field($0.key) }
    return ([header] + table.rows.map { $0.map { Self.field($0.value) } })
      .map { $0.joined(separator: ",") + "\r\n" }
      .joined()
  }

  public func text(of tables: [Table]) -> String {
    tables.map { text(of: $0) }.joined(separator: "\r\n")
  }

  private static func field(_ value: TableValue) -> String {
    switch value {
    case .text(let text): field(text)
    case .integer(let count): "\(count)"
    case .number(let number): "\(number)"
    case .missing: ""
    }
  }

  private static func field(_ text: String) -> String {
    let special = "\",\r\n".unicodeScalars
    guard text.isEmpty || text.unicodeScalars.contains(where: special.contains) else { return text }
    var quoted = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted.append("\"") }
      quoted.append(scalar)
    }
    return "\"\(String(quoted))\""
  }
}
