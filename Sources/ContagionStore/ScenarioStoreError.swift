/// Why a scenario file could not be used.
public enum ScenarioStoreError: Error, Hashable, Sendable, CustomStringConvertible {
  case unreadable(String, reason: String)
  case unwritable(String, reason: String)
  /// The file is of another run; `key` is what differs.
  case otherRun(String, key: String, found: String?, wanted: String)

  public var description: String {
    switch self {
    case .unreadable(let path, let reason): "\(path): cannot be read: \(reason)"
    case .unwritable(let path, let reason): "\(path): cannot be written: \(reason)"
    case .otherRun(let path, let key, let found, let wanted):
      "\(path): is of another run: '\(key)' is '\(found ?? "")', this run has '\(wanted)'"
    }
  }
}
