import ContagionModel
import Crypto
import Foundation

/// A small CSV file, as it is or through gzip, read whole, cell by cell, with the
/// place of every cell.
struct CSVTable {
  struct Cell {
    var text: String
    var line: Int
    var column: Int
  }

  struct Fault: Error {
    var line: Int
    var column: Int
    var message: String
  }

  let header: [Cell]
  let rows: [[Cell]]
  let input: InputFile

  /// Reads a file.
  ///
  /// The digest in ``input`` is of the file as it lies there, packed or not.
  ///
  /// - Throws: ``Fault`` at the first thing that is no CSV or UTF-8, or a row with
  ///   another number of fields than the header; or if a gzip stream breaks off.
  init(_ path: String) throws(Fault) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Fault(line: 1, column: 1, message: "there is no file '\(path)' that can be read")
    }
    input = InputFile(
      path: path, sha256: hexadecimal(SHA256.hash(data: data)), bytes: data.count)
    var reader = CSVReader()
    try PackedFile(path).forEachPiece(
      refusal: { Fault(line: 1, column: 1, message: $0.description) }
    ) { piece throws(Fault) in
      reader.feed(Array(piece))
      return true
    }
    reader.finish()
    var records: [[Cell]] = []
    reading: while true {
      switch reader.next() {
      case .record:
        var cells: [Cell] = []
        for index in 0..<reader.fieldCount {
          let place = reader.place(ofField: index)
          guard let text = String(validating: reader.field(index), as: UTF8.self) else {
            throw Fault(line: place.line, column: place.column, message: "the text is not UTF-8")
          }
          cells.append(Cell(text: text, line: place.line, column: place.column))
        }
        if let header = records.first, header.count != cells.count {
          throw Fault(
            line: cells[0].line, column: 1,
            message: "row \(records.count + 1) has \(cells.count) fields; the header has"
              + " \(header.count)")
        }
        records.append(cells)
      case .fault(let problem, let line, let column):
        throw Fault(line: line, column: column, message: problem)
      case .starved, .end: break reading
      }
    }
    guard let header = records.first else {
      throw Fault(line: 1, column: 1, message: "the file is empty")
    }
    self.header = header
    rows = Array(records.dropFirst())
  }

  /// The place of a column by its name.
  func column(_ name: String) -> Int? { header.firstIndex { $0.text == name } }
}
