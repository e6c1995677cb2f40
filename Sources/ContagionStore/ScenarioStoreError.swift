/// Why a scenario file could not be used.
public enum ScenarioStoreError: Error, Hashable, Sendable, CustomStringConvertible {
  case unreadable(String, reason: String)
  case unwritable(String, reason: String)
  /// The file is of another version of the format; 0 is no scenario file at all.
  case otherVersion(String, found: Int)
  /// The run was cut short, and its scenarios are not the whole distribution.
  case partial(String, written: String, scenarios: String)
  /// The file is of another run; `key` is what differs.
  case otherRun(String, key: String, found: String?, wanted: String)

  public var description: String {
    switch self {
    case .unreadable(let path, let reason): "\(path): cannot be read: \(reason)"
    case .unwritable(let path, let reason): "\(path): cannot be written: \(reason)"
    case .otherVersion(let path, 0): "\(path): is no file of scenarios that 'ensemble' wrote"
    case .otherVersion(let path, let found):
      "\(path): has scenarios in version \(found) of the format; this program reads and writes"
        + " version \(ScenarioStoreSchema.version): run the ensemble again, with --replace"
    case .partial(let path, let written, let scenarios):
      "\(path): the run was cut short after \(written) of \(scenarios) scenarios; go on with"
        + " 'ensemble --resume' first"
    case .otherRun(let path, let key, let found, let wanted):
      "\(path): is of another run: '\(key)' is '\(found ?? "")', this run has '\(wanted)'"
    }
  }
}
