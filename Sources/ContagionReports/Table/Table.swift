/// Rows of typed cells under headings, ready for any ``ReportFormat``.
public struct Table: Hashable, Sendable {
  /// The name in kebab case, for options and files.
  public var name: String
  public var title: String
  /// One sentence on how to read it; may be empty.
  public var caption: String
  public var headings: [TableHeading]
  /// As many cells in each row as there are headings.
  public private(set) var rows: [[TableCell]]
  /// The sums of the columns that have one, or `nil` if none has or there are
  /// no rows.
  public private(set) var total: [TableCell]?

  /// Makes the cells of every row by one list of columns.
  ///
  /// The total row has `totalLabel` in the first column unless that is summed.
  public init<Row>(
    name: String = "", title: String = "", caption: String = "", columns: [TableColumn<Row>],
    rows: [Row], totalLabel: String = "total"
  ) {
    self.name = name
    self.title = title
    self.caption = caption
    headings = columns.map(\.heading)
    self.rows = rows.map { row in columns.map { $0.value(row) } }
    guard !rows.isEmpty, columns.contains(where: { $0.total == .sum }) else { return }
    total = columns.indices.map { column in
      guard columns[column].total == .sum else {
        return column == 0 ? .text(totalLabel) : .missing
      }
      return Self.sum(self.rows.map { $0[column] })
    }
  }

  /// The sum of the figures, of the kind of the first; missing cells add
  /// nothing, and a sum of nothing is missing.
  private static func sum(_ cells: [TableCell]) -> TableCell {
    var sum = 0.0
    var kind = TableCell.missing
    for cell in cells {
      guard let figure = cell.figure else { continue }
      sum += figure
      if kind == .missing { kind = cell }
    }
    return switch kind {
    case .integer: .integer(Int(sum))
    case .number(_, let unit): .number(sum, unit)
    case .difference(_, let unit): .difference(sum, unit)
    case .text, .missing: .missing
    }
  }
}
