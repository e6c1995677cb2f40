import ContagionFiles

/// A comma-separated file with a header, read row by row.
struct SourceTable {
  /// One row; good until the next.
  struct Row {
    fileprivate let reader: CSVReader
    fileprivate let columns: [String: Int]
    fileprivate let file: String
    /// 1 for the header.
    let number: Int

    var line: Int { reader.line }

    /// The text of a column; `nil` if there is none or if it stands for null.
    func text(_ column: String) -> String? {
      guard let index = columns[column] else { return nil }
      let text = String(decoding: reader.field(index), as: UTF8.self)
      return SourceTable.nulls.contains(text) ? nil : text
    }

    /// The bytes of a column; empty if there is no such column.
    func bytes(_ column: String) -> ArraySlice<UInt8> {
      columns[column].map { reader.field($0) } ?? []
    }

    /// Where a column of the row stands.
    func place(_ column: String) -> Place {
      let place = reader.place(ofField: columns[column] ?? 0)
      return Place(file: file, line: place.line, column: place.column)
    }
  }

  /// What exports write for a value that is not there.
  static let nulls: Set<String> = ["", "<nil>", "null", "NULL", "None", "nan", "NaN"]

  /// Hands over the header, then every row.
  ///
  /// - Throws: ``ImportError`` for what is not CSV, for a row whose length is
  ///   not the header's, and what the closures throw.
  static func read(
    _ file: SourceFile, header: ([String]) throws(ImportError) -> Void,
    row: (Row) throws(ImportError) -> Void
  ) throws(ImportError) {
    var reader = CSVReader()
    var columns: [String: Int] = [:]
    var count = 0
    var number = 0
    func advance() throws(ImportError) {
      while true {
        switch reader.next() {
        case .starved, .end: return
        case .fault(let problem, let line, let column):
          throw .faults(
            [.init(Place(file: file.path, line: line, column: column), problem)], more: 0)
        case .record:
          number += 1
          if number == 1 {
            let names = (0..<reader.fieldCount).map {
              String(decoding: reader.field($0), as: UTF8.self)
            }
            for (index, name) in names.enumerated() where columns[name] == nil {
              columns[name] = index
            }
            count = names.count
            try header(names)
          } else if reader.fieldCount == 1, reader.field(0).isEmpty, count > 1 {
            continue
          } else {
            guard reader.fieldCount == count else {
              let place = Place(file: file.path, line: reader.line, column: 1)
              throw .faults(
                [.init(place, "\(reader.fieldCount) fields; the header has \(count)")], more: 0)
            }
            try row(Row(reader: reader, columns: columns, file: file.path, number: number))
          }
        }
      }
    }
    try file.forEachPiece { piece throws(ImportError) in
      reader.feed(Array(piece))
      try advance()
      return true
    }
    reader.finish()
    try advance()
    guard number > 0 else {
      throw .faults(
        [.init(Place(file: file.path, line: 1, column: 1), "the file is empty")], more: 0)
    }
  }
}
