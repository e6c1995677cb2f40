import Foundation

/// An array of objects, one a row, with the keys of the columns.
///
/// Figures have all their digits; a missing or non-finite one is `null`. A
/// total, which could be taken for a row, is left out. Several tables are an
/// object with the tables' names as keys.
public struct JSONFormat: ReportFormat {
  public static let name = "json"
  public static let summary = "An array of objects with all digits."
  public static let source = "RFC 8259"
  public static let fileExtension = "json"

  public init() {}

  public func text(of table: Table) -> String { Self.text(of: table.objects) }

  public func text(of tables: [Table]) -> String {
    Self.text(
      of: Dictionary(tables.map { ($0.name, $0.objects) }, uniquingKeysWith: { first, _ in first }))
  }

  /// Any value with sorted keys, ending in a line break.
  ///
  /// - Precondition: The value's numbers are finite, as those of ``TableValue``
  ///   are, so that it can be encoded.
  static func text(of value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    } catch {
      preconditionFailure("finite numbers and text can be encoded: \(error)")
    }
  }
}

extension Table {
  /// The rows by key.
  var objects: [[String: TableValue]] { rows.map(object) }

  /// One line of cells by key; of two columns with one key the first is kept.
  func object(_ cells: [TableCell]) -> [String: TableValue] {
    Dictionary(
      zip(headings.map(\.key), cells.map(\.value)), uniquingKeysWith: { first, _ in first })
  }
}
