/// Why a network file could not be read at all.
///
/// What is wrong with a file that can be read is a finding.
public enum NetworkFileError: Error, Hashable, Sendable, CustomStringConvertible {
  case missing(String)
  case noNetworkInFolder(String)
  case unreadable(String, reason: String)
  case empty(String)
  case notUTF8(Place)
  case syntax(Place, String)
  case duplicateKey(Place, key: String, first: Place)
  /// A rule set that cannot be laid over the network.
  case rules(Place, String)

  public var description: String {
    switch self {
    case .missing(let path):
      "\(path): error: no such file or folder; a network is a YAML file or a folder with network.yaml"
    case .noNetworkInFolder(let path): "\(path): error: the folder has no network.yaml"
    case .unreadable(let path, let reason): "\(path): error: cannot be read: \(reason)"
    case .empty(let path):
      "\(path): error: the file is empty; a network starts with 'schema: contagion.network/1'"
    case .notUTF8(let place): "\(place): error: the text is not UTF-8 from here on"
    case .syntax(let place, let problem): "\(place): error: not YAML: \(problem)"
    case .rules(let place, let problem): "\(place): error: \(problem)"
    case .duplicateKey(let place, let key, let first):
      "\(place): error: the key '\(key)' is here twice; it is first given at \(first.line):\(first.column)"
    }
  }
}

extension Place: CustomStringConvertible {
  public var description: String { "\(file):\(line):\(column)" }
}
