/// What is wrong with a CSV file, and where.
public struct CSVFileError: Error, Hashable, Sendable, CustomStringConvertible {
  public var place: Place
  public var message: String

  init(_ file: String, line: Int = 1, column: Int = 1, _ message: String) {
    place = Place(file: file, line: line, column: column)
    self.message = message
  }

  public var description: String { "\(place): error: \(message)" }
}

extension CSVTable {
  /// Reads a file that a command names.
  static func reading(_ path: String) throws(CSVFileError) -> CSVTable {
    do {
      return try CSVTable(path)
    } catch {
      throw CSVFileError(path, line: error.line, column: error.column, error.message)
    }
  }

  /// An error at a cell.
  func fault(_ cell: Cell, _ message: String) -> CSVFileError {
    CSVFileError(input.path, line: cell.line, column: cell.column, message)
  }

  /// The first column of one of these names.
  func column(oneOf names: [String], for what: String) throws(CSVFileError) -> Int {
    for name in names { if let column = column(name) { return column } }
    throw CSVFileError(
      input.path,
      "no column for the \(what): \(names.joined(separator: ", ")); the header has: "
        + header.map(\.text).joined(separator: ", "))
  }

  /// A number above 0.
  func positive(_ cell: Cell, in column: Int) throws(CSVFileError) -> Double {
    let name = header[column].text
    guard let value = NumberText.value(ArraySlice(cell.text.utf8)) else {
      throw fault(cell, "column '\(name)' \(NumberText.fault(cell.text))")
    }
    guard value > 0 else {
      throw fault(cell, "column '\(name)' is \(cell.text); accepted: above 0")
    }
    return value
  }
}
