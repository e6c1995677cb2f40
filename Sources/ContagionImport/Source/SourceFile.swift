import CZlib
import Foundation

/// A file of somebody else's, read in pieces as it is or through gzip.
///
/// zlib recognises gzip by its first bytes; any other file is passed on
/// unchanged. The file never lies in memory whole.
public struct SourceFile: Hashable, Sendable {
  /// The path as the user named it.
  public let path: String
  /// Bytes unpacked at once.
  static let chunk = 1 << 18

  public init(_ path: String) { self.path = path }

  /// Hands over the file piece by piece.
  ///
  /// - Parameter body: Returns whether it wants more.
  /// - Throws: ``ImportError`` if there is no such file, or if the gzip stream
  ///   in it breaks off or is damaged; or what `body` throws.
  func forEachPiece(_ body: (ArraySlice<UInt8>) throws(ImportError) -> Bool) throws(ImportError) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw .missing(path)
    }
    guard !isFolder.boolValue, let file = gzopen(path, "rb") else { throw .unreadable(path) }
    defer { gzclose(file) }
    var buffer = [UInt8](repeating: 0, count: Self.chunk)
    var total = 0
    while true {
      let count = Int(gzread(file, &buffer, UInt32(Self.chunk)))
      var code: Int32 = 0
      let words = gzerror(file, &code).map { String(cString: $0) } ?? ""
      if code == Z_BUF_ERROR { throw .truncated(path, bytes: total + max(0, count)) }
      guard count >= 0 else { throw .damaged(path, bytes: total, reason: Self.reason(words, path)) }
      total += count
      guard count > 0, try body(buffer[..<count]) else { return }
    }
  }

  /// The whole file, for the command line's own files.
  public func contents() throws(ImportError) -> [UInt8] { try bytes() }

  /// The whole file.
  func bytes() throws(ImportError) -> [UInt8] {
    var bytes: [UInt8] = []
    try forEachPiece { piece throws(ImportError) in
      bytes += piece
      return true
    }
    return bytes
  }

  /// The first bytes, as many as there are up to a limit.
  func head(_ limit: Int = 1 << 16) throws(ImportError) -> [UInt8] {
    var bytes: [UInt8] = []
    try forEachPiece { piece throws(ImportError) in
      bytes += piece
      return bytes.count < limit
    }
    return Array(bytes.prefix(limit))
  }

  /// zlib's words without the path in front.
  private static func reason(_ words: String, _ path: String) -> String {
    words.hasPrefix(path + ": ") ? String(words.dropFirst(path.count + 2)) : words
  }
}
