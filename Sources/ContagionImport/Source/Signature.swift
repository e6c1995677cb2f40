import ContagionFiles

/// By what a file of a format is known: names near its beginning.
public enum Signature: Hashable, Sendable {
  /// Columns of a header.
  case columns([String])
  /// Member names of a JSON text.
  case members([String])
  /// An element of an XML text.
  case element(String)

  /// Whether a file of another kind is unlikely to have it.
  var isTelling: Bool {
    self != .columns([]) && self != .columns([""]) && self != .columns(["time", "close"])
  }

  /// The names that are not near the beginning of a file.
  func missing(in head: FileHead) -> [String] {
    switch self {
    case .columns(let names): names.filter { !head.columns.contains($0) }
    case .members(let names): names.filter { !head.hasMember($0) }
    case .element(let name): head.hasElement(name) ? [] : ["<\(name)>"]
    }
  }
}

/// The beginning of a file, as far as recognising it needs.
public struct FileHead: Hashable, Sendable {
  let text: String
  /// The first line's fields, if the file can be CSV.
  let columns: [String]
  /// The rows behind the header, as far as they are near the beginning.
  let rows: [[String]]

  init(_ file: SourceFile) throws(ImportError) {
    let bytes = try file.head()
    text = String(decoding: bytes, as: UTF8.self)
    var reader = CSVReader()
    reader.feed(bytes)
    if bytes.count < SourceFile.headLength { reader.finish() }
    let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }.first
    if start != "{", start != "[", start != "<", case .record = reader.next() {
      columns = reader.texts
      var rows: [[String]] = []
      while case .record = reader.next() { rows.append(reader.texts) }
      self.rows = rows
    } else {
      columns = []
      rows = []
    }
  }

  func hasMember(_ name: String) -> Bool { columns.isEmpty && text.contains("\"\(name)\"") }

  func hasElement(_ name: String) -> Bool { text.contains("<\(name)") }
}

extension CSVReader {
  /// The fields of the record.
  fileprivate var texts: [String] {
    (0..<fieldCount).map { String(decoding: field($0), as: UTF8.self) }
  }
}
