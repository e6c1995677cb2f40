public import ContagionModel
public import Foundation

/// Writes the accounts of a network as the CSV that ``YAMLNetwork`` reads.
public enum AccountsWriter {
  /// Bytes gathered before they are written.
  private static let chunk = 1 << 20

  /// Writes every entry of a book, a line each, in the order of the book.
  ///
  /// The column `liquidationThreshold` is there if an entry has its own. Risk
  /// categories have no column; a book with them is the caller's to refuse.
  ///
  /// - Throws: The file system's error.
  /// - Complexity: O(entries); a megabyte of text lies in memory at a time.
  public static func write(_ book: AccountBook, to url: URL) throws {
    try Data().write(to: url)
    let handle = try FileHandle(forWritingTo: url)
    defer { try? handle.close() }
    let hasThresholds = book.entryThreshold.contains { !$0.isNaN }
    var text = "id,protocol,side,asset,units" + (hasThresholds ? ",liquidationThreshold\n" : "\n")
    let venues = book.venues.map(quoted)
    let assets = book.assets.map { quoted($0.name) }
    for entry in 0..<book.entryCount {
      let account = Int(book.entryAccount[entry])
      let side = AccountBook.Side(rawValue: book.entrySide[entry]) ?? .deposit
      let threshold = book.entryThreshold[entry]
      text +=
        quoted(book.name(of: account)) + ",\(venues[Int(book.accountVenue[account])]),\(side),"
      text += "\(assets[Int(book.entryAsset[entry])]),\(book.entryUnits[entry])"
      if hasThresholds { text += threshold.isNaN ? "," : ",\(threshold)" }
      text += "\n"
      if text.utf8.count > chunk {
        try handle.write(contentsOf: Data(text.utf8))
        text = ""
      }
    }
    try handle.write(contentsOf: Data(text.utf8))
  }

  private static func quoted(_ text: String) -> String {
    guard text.contains(where: { ",\"\r\n".contains($0) || $0.isNewline }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
