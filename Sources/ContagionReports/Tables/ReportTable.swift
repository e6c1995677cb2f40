public import ContagionModel

/// A kind of table that a study can be read as.
public struct ReportTable: Sendable {
  /// The name in kebab case, for options and files.
  public let name: String
  public let title: String
  /// One sentence that says how to read it; stands above the table.
  public let summary: String
  private let contents: @Sendable (Study) -> Table

  /// Describes a table whose columns are the same for every study.
  init<Row>(
    _ name: String, title: String, summary: String, totalLabel: String = "total",
    columns: [TableColumn<Row>], rows: @escaping @Sendable (Study) -> [Row]
  ) {
    self.init(name, title: title, summary: summary) { study in
      Table(columns: columns, rows: rows(study), totalLabel: totalLabel)
    }
  }

  /// Describes a table whose columns depend on the study.
  init(
    _ name: String, title: String, summary: String,
    contents: @escaping @Sendable (Study) -> Table
  ) {
    self.name = name
    self.title = title
    self.summary = summary
    self.contents = contents
  }

  /// The table of one study.
  public func table(of study: Study) -> Table {
    var table = contents(study)
    table.name = name
    table.title = title
    table.caption = summary
    return table
  }
}
