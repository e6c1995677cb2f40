import ContagionModel

/// The records of a loss table and what is wrong with them.
struct LossTableText {
  /// One field and where it stands.
  struct Field {
    var text: String
    var line: Int
    var column: Int
  }

  let path: String
  private(set) var faults: [String] = []
  private(set) var header: [Field] = []
  private(set) var rows: [[Field]] = []

  init(_ path: String) { self.path = path }

  mutating func fault(_ message: String, _ line: Int, _ column: Int = 1) {
    faults.append("\(Place(file: path, line: line, column: column)): error: \(message)")
  }

  mutating func fault(_ message: String, at field: Field) {
    fault(message, field.line, field.column)
  }

  /// Splits a whole file into its header and rows of as many fields.
  mutating func read(_ bytes: [UInt8]) {
    var reader = CSVReader()
    reader.feed(bytes)
    reader.finish()
    while true {
      switch reader.next() {
      case .record:
        let fields = (0..<reader.fieldCount).map { index in
          let place = reader.place(ofField: index)
          return Field(
            text: String(decoding: reader.field(index), as: UTF8.self), line: place.line,
            column: place.column)
        }
        if header.isEmpty {
          header = fields
        } else if fields.count == header.count {
          rows.append(fields)
        } else {
          fault(
            "the row has \(fields.count) fields; the header has \(header.count)", reader.line)
        }
      case .fault(let message, let line, let column): fault(message, line, column)
      case .starved, .end: return
      }
    }
  }

  /// A field as a number of at least 0.
  mutating func amount(_ field: Field, _ name: String) -> Double? {
    guard let value = NumberText.value(ArraySlice(field.text.utf8)) else {
      fault("'\(name)' \(NumberText.fault(field.text))", at: field)
      return nil
    }
    guard value >= 0 else {
      fault("'\(name)' is \(field.text); accepted: 0 or more", at: field)
      return nil
    }
    return value
  }
}
