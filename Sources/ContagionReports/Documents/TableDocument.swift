/// A table in a JSON document: what its columns mean, its rows and its total.
public struct TableDocument: Codable, Hashable, Sendable {
  public struct Column: Codable, Hashable, Sendable {
    public var key: String
    public var title: String
    /// `nil` if each row has its own.
    public var unit: TableUnit?
  }

  public var title: String
  public var caption: String
  public var columns: [Column]
  public var rows: [[String: TableValue]]
  /// The sums of the columns that have one.
  public var total: [String: TableValue]?

  public init(_ table: Table) {
    title = table.title
    caption = table.caption
    columns = table.headings.map { Column(key: $0.key, title: $0.title, unit: $0.unit) }
    rows = table.objects
    total = table.total.map { cells in
      table.object(cells.map { $0.figure == nil ? .missing : $0 }).filter { $0.value != .missing }
    }
  }
}
