public import ContagionModel

/// A network as its files give it, with everything that is wrong with it.
///
/// With an error among the ``findings`` the networks are incomplete: what could
/// not be read is left out or stands in for itself, and they must not be run.
public struct NetworkFile: Sendable {
  /// The network at the low end of every range.
  public var network: Network
  /// The network at the high end; `nil` if the file has no ranges.
  public var high: Network?
  /// The paths of all ranges, in the order of the file.
  public var ranges: [String]
  public var places: NetworkPlaces
  /// Errors and warnings, sorted by place.
  public var findings: [Finding]
  /// The files that were read.
  public var inputs: [InputFile]

  /// Whether the network can be compiled as far as the files are concerned.
  public var isSound: Bool { !findings.contains { $0.severity == .error } }
}

/// A file that was read.
public struct InputFile: Hashable, Sendable, Codable {
  /// The path under which it was opened.
  public var path: String
  /// The SHA-256 digest of its bytes, in lower-case hexadecimal.
  public var sha256: String
  /// The number of bytes.
  public var bytes: Int

  public init(path: String, sha256: String, bytes: Int) {
    self.path = path
    self.sha256 = sha256
    self.bytes = bytes
  }
}
