/// How one column of a table is made from the table's rows.
///
/// A table has one list of these; every format is driven by it.
public struct TableColumn<Row>: Sendable {
  /// What stands below a column.
  public enum Total: Hashable, Sendable {
    case none
    /// The sum of the figures before they are rounded.
    case sum
  }

  public var heading: TableHeading
  public var total: Total
  public var value: @Sendable (Row) -> TableCell

  /// Describes a column.
  ///
  /// - Parameters:
  ///   - key: A name in camel case; the unit is added to it.
  ///   - title: The name that people read, without the unit.
  ///   - unit: `nil` if each cell has its own.
  ///   - total: What stands below the column.
  ///   - value: The cell of one row.
  public init(
    key: String, title: String, unit: TableUnit?, total: Total = .none,
    value: @escaping @Sendable (Row) -> TableCell
  ) {
    self.init(
      name: key + (unit?.keySuffix ?? ""), title: title, unit: unit, total: total, value: value)
  }

  /// Describes a column whose key is taken as it is, since it comes from data.
  init(
    name: String, title: String, unit: TableUnit?, total: Total = .none,
    value: @escaping @Sendable (Row) -> TableCell
  ) {
    heading = TableHeading(
      key: name, title: title, unit: unit, alignment: unit == .text ? .left : .right)
    self.total = total
    self.value = value
  }
}

extension TableColumn {
  /// A column of names.
  public static func text(
    _ key: String, _ title: String, value: @escaping @Sendable (Row) -> String?
  ) -> Self {
    Self(key: key, title: title, unit: .text) { value($0).map { .text($0) } ?? .missing }
  }

  /// A column of whole numbers.
  public static func count(
    _ key: String, _ title: String, total: Total = .none, value: @escaping @Sendable (Row) -> Int?
  ) -> Self {
    Self(key: key, title: title, unit: .count, total: total) {
      value($0).map { .integer($0) } ?? .missing
    }
  }

  /// A column of figures.
  public static func number(
    _ key: String, _ title: String, _ unit: TableUnit, total: Total = .none,
    value: @escaping @Sendable (Row) -> Double?
  ) -> Self {
    Self(key: key, title: title, unit: unit, total: total) {
      value($0).map { .number($0, unit) } ?? .missing
    }
  }

  /// A column of figures whose sign is the news.
  public static func difference(
    _ key: String, _ title: String, _ unit: TableUnit, total: Total = .none,
    value: @escaping @Sendable (Row) -> Double?
  ) -> Self {
    Self(key: key, title: title, unit: unit, total: total) {
      value($0).map { .difference($0, unit) } ?? .missing
    }
  }
}
