public import ContagionModel

/// A form in which tables are written.
public protocol ReportFormat: Rule {
  /// What the names of its files end in, without the dot.
  static var fileExtension: String { get }
  init()
  /// The table, ending in a line break.
  func text(of table: Table) -> String
  /// Several tables, one after the other.
  func text(of tables: [Table]) -> String
}

extension ReportFormat {
  public static var parameters: [RuleParameter] { [] }

  public init(_ values: RuleValues) { self.init() }

  public func text(of tables: [Table]) -> String {
    tables.map { text(of: $0) }.joined(separator: "\n")
  }
}

extension Catalog where Kind == any ReportFormat {
  /// Every report format. Add yours here.
  public static let reportFormats = Catalog(
    "report format",
    [
      Entry(TextFormat.self) { $0 },
      Entry(MarkdownFormat.self) { $0 },
      Entry(CSVFormat.self) { $0 },
      Entry(JSONFormat.self) { $0 },
      Entry(LaTeXFormat.self) { $0 },
      Entry(HTMLFormat.self) { $0 },
    ])
}
