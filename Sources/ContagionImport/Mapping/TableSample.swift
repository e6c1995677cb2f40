import ContagionFiles
import ContagionModel

/// The header of a table, and what its first rows hold.
struct TableSample {
  /// What all values of a column are.
  enum Content: Hashable {
    case nothing
    case numbers(least: Double, greatest: Double, areWhole: Bool)
    /// `collateral`, `debt` and the other words of a side.
    case sides
    /// `0x…`
    case addresses
    /// Dates of which it can be told which number is the day.
    case dates
    case text
  }

  let columns: [String]
  private(set) var contents: [Content] = []
  private(set) var rows = 0

  init(_ file: SourceFile) throws(ImportError) {
    let head = try FileHead(file)
    columns = head.columns
    var values = columns.map { _ in [String]() }
    for row in head.rows where row.count == columns.count {
      rows += 1
      for (index, text) in row.enumerated() where !SourceTable.nulls.contains(text) {
        values[index].append(text)
      }
    }
    contents = values.map(Self.content)
  }

  private static func content(_ values: [String]) -> Content {
    guard !values.isEmpty else { return .nothing }
    let numbers = values.compactMap { NumberText.value(Array($0.utf8)[...]) }
    if numbers.count == values.count {
      return .numbers(
        least: numbers.min() ?? 0, greatest: numbers.max() ?? 0,
        areWhole: numbers.allSatisfy { $0 == $0.rounded() })
    }
    if values.allSatisfy({ AccountBook.Side(word: $0) != nil }) { return .sides }
    if values.allSatisfy({ $0.hasPrefix("0x") }) { return .addresses }
    var dates = LocaleDates()
    for value in values { dates.add(value, Place(file: "", line: 1, column: 1)) }
    let areDates = values.allSatisfy { $0.first?.isNumber == true }
    if areDates, (try? dates.latest()) != nil { return .dates }
    return .text
  }
}

extension AccountBook.Side {
  /// The side that an export calls by this word.
  init?(word: String) {
    switch word.lowercased() {
    case "collateral": self = .collateral
    case "debt", "borrow", "borrower", "borrowed": self = .debt
    case "deposit", "lend", "lender", "supply": self = .deposit
    default: return nil
    }
  }
}
