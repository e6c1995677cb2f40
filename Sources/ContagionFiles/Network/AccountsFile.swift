import ContagionModel
import Crypto
import Foundation

/// The CSV file that a network names for its accounts, as it is or through gzip.
enum AccountsFile {
  /// Bytes read at once; the file never lies in memory whole.
  private static let chunk = 1 << 20

  /// Reads the file into a book; faults become findings of the reading.
  static func read(
    _ item: Item, beside networkFile: String, into book: inout AccountBook,
    _ reading: inout NetworkReading, _ inputs: inout [InputFile]
  ) {
    guard let name = reading.text(item) else { return }
    let folder = networkFile.lastIndex(of: "/").map { String(networkFile[...$0]) } ?? ""
    let path = name.hasPrefix("/") ? name : folder + name
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      return reading.fault(item, "there is no file '\(path)'")
    }
    guard !isFolder.boolValue, let handle = FileHandle(forReadingAtPath: path) else {
      return reading.fault(item, "'\(path)' is not a file that can be read")
    }
    defer { try? handle.close() }
    var accounts = CSVAccounts()
    var digest = SHA256()
    var bytes = 0
    var isPacked = false
    do {
      while let data = try handle.read(upToCount: chunk), !data.isEmpty {
        if bytes == 0 { isPacked = data.starts(with: PackedFile.magic) }
        digest.update(data: data)
        bytes += data.count
        if !isPacked { accounts.read([UInt8](data), into: &book) }
      }
    } catch {
      return reading.fault(item, "'\(path)' cannot be read: \(error.localizedDescription)")
    }
    if isPacked {
      do throws(PackedFile.Fault) {
        try PackedFile(path).forEachPiece(refusal: { $0 }) { piece throws(PackedFile.Fault) in
          accounts.read(Array(piece), into: &book)
          return true
        }
      } catch {
        return add(error.description, .error, path, 1, 1, &reading)
      }
    }
    accounts.finish(into: &book)
    inputs.append(InputFile(path: path, sha256: hexadecimal(digest.finalize()), bytes: bytes))
    reading.places.setAccounts(file: path, lines: accounts.lines)
    if accounts.hasByteOrderMark {
      add("a byte order mark, which was skipped", .warning, path, 1, 1, &reading)
    }
    for fault in accounts.faults {
      add(fault.message, .error, path, fault.line, fault.column, &reading)
    }
  }

  private static func add(
    _ message: String, _ severity: Finding.Severity, _ file: String, _ line: Int, _ column: Int,
    _ reading: inout NetworkReading
  ) {
    let path = "accounts.file[\(line):\(column)]"
    reading.places.set(path, Place(file: file, line: line, column: column))
    reading.add(Finding(severity, at: path, message))
  }
}
