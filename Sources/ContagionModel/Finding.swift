/// Something about a network that its author should know.
public struct Finding: Error, Hashable, Sendable {
  public enum Severity: String, Hashable, Sendable, Comparable, CaseIterable {
    /// The network cannot be run.
    case error
    /// It can, but the result may not be what the author means.
    case warning

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs == .error && rhs == .warning }
  }

  public var severity: Severity
  /// Where in the network: `protocols.alpha.reserves.ETH.bonus`.
  public var path: String
  /// What it is, what was found, what would be accepted.
  public var message: String

  public init(_ severity: Severity = .error, at path: String, _ message: String) {
    self.severity = severity
    self.path = path
    self.message = message
  }
}

/// The findings that keep a network from being run.
public struct NetworkError: Error, Hashable, Sendable, CustomStringConvertible {
  public var findings: [Finding]

  public init(_ findings: [Finding]) { self.findings = findings }

  public var description: String {
    findings.map { "\($0.path): \($0.severity.rawValue): \($0.message)" }.joined(separator: "\n")
  }
}
