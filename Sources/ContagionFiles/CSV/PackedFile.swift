import CZlib
import Foundation

/// A file read in pieces, as it is or through gzip.
///
/// zlib recognises gzip by its first bytes; any other file is passed on
/// unchanged. The file never lies in memory whole.
public struct PackedFile: Hashable, Sendable {
  /// What keeps a file from being read.
  public enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
    case missing
    case unreadable
    case truncated(bytes: Int)
    case damaged(bytes: Int, reason: String)

    public var description: String {
      switch self {
      case .missing: "no such file"
      case .unreadable: "not a file that can be read"
      case .truncated(let bytes):
        "the gzip stream breaks off after \(bytes) unpacked bytes;"
          + " the file is incomplete, fetch it again"
      case .damaged(let bytes, let reason):
        "the gzip stream is damaged after \(bytes) unpacked bytes: \(reason)"
      }
    }
  }

  /// The path as the user named it.
  public let path: String
  /// The bytes with which gzip begins.
  static let magic: [UInt8] = [0x1F, 0x8B]
  /// Bytes unpacked at once.
  static let chunk = 1 << 18

  public init(_ path: String) { self.path = path }

  /// Hands over the file piece by piece.
  ///
  /// - Parameters:
  ///   - refusal: The error to throw for a file that cannot be read to its end.
  ///   - body: Returns whether it wants more.
  /// - Throws: What `refusal` makes of a ``Fault``, or what `body` throws.
  public func forEachPiece<Failure: Error>(
    refusal: (Fault) -> Failure, _ body: (ArraySlice<UInt8>) throws(Failure) -> Bool
  ) throws(Failure) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw refusal(.missing)
    }
    guard !isFolder.boolValue, let file = gzopen(path, "rb") else { throw refusal(.unreadable) }
    defer { gzclose(file) }
    var buffer = [UInt8](repeating: 0, count: Self.chunk)
    var total = 0
    while true {
      let count = Int(gzread(file, &buffer, UInt32(Self.chunk)))
      var code: Int32 = 0
      let words = gzerror(file, &code).map { String(cString: $0) } ?? ""
      if code == Z_BUF_ERROR { throw refusal(.truncated(bytes: total + max(0, count))) }
      guard count >= 0 else {
        throw refusal(.damaged(bytes: total, reason: Self.reason(words, path)))
      }
      total += count
      guard count > 0, try body(buffer[..<count]) else { return }
    }
  }

  /// zlib's words without the path in front.
  private static func reason(_ words: String, _ path: String) -> String {
    words.hasPrefix(path + ": ") ? String(words.dropFirst(path.count + 2)) : words
  }
}
