import ContagionFiles

/// A file of somebody else's, read in pieces as it is or through gzip.
public struct SourceFile: Hashable, Sendable {
  /// The path as the user named it.
  public let path: String

  /// How much of a file is looked at to know it.
  static let headLength = 1 << 16

  public init(_ path: String) { self.path = path }

  /// Hands over the file piece by piece.
  ///
  /// - Parameter body: Returns whether it wants more.
  /// - Throws: ``ImportError`` if there is no such file, or if the gzip stream
  ///   in it breaks off or is damaged; or what `body` throws.
  func forEachPiece(_ body: (ArraySlice<UInt8>) throws(ImportError) -> Bool) throws(ImportError) {
    try PackedFile(path).forEachPiece(refusal: { .file(path, $0) }, body)
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
  func head(_ limit: Int = headLength) throws(ImportError) -> [UInt8] {
    var bytes: [UInt8] = []
    try forEachPiece { piece throws(ImportError) in
      bytes += piece
      return bytes.count < limit
    }
    return Array(bytes.prefix(limit))
  }
}
