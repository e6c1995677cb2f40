public import ContagionFiles

/// Why files of another format gave no network.
public enum ImportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Something wrong at a place of a file.
  public struct Fault: Hashable, Sendable {
    public var place: Place
    public var message: String

    public init(_ place: Place, _ message: String) {
      self.place = place
      self.message = message
    }
  }

  /// At most this many faults of one import are kept; the rest are counted.
  public static let faultLimit = 100

  case missing(String)
  case unreadable(String)
  case truncated(String, bytes: Int)
  case damaged(String, bytes: Int, reason: String)
  case otherFormat(String, wanted: String, missing: [String], looksLike: [String])
  case faults([Fault], more: Int)
  case unpriced([String])
  case noThreshold([String])
  case noNumeraire(String)
  case empty([String])
  case needsMapping(String, proposal: String)
  case option(String)

  public var description: String {
    switch self {
    case .missing(let path): "\(path): error: no such file"
    case .unreadable(let path): "\(path): error: not a file that can be read"
    case .truncated(let path, let bytes):
      "\(path): error: the gzip stream breaks off after \(bytes) unpacked bytes;"
        + " the file is incomplete, fetch it again"
    case .damaged(let path, let bytes, let reason):
      "\(path): error: the gzip stream is damaged after \(bytes) unpacked bytes: \(reason)"
    case .otherFormat(let path, let wanted, let missing, let looksLike):
      "\(path): error: not \(wanted): it has no \(missing.map { "'\($0)'" }.joined(separator: ", "));"
        + (looksLike.isEmpty
          ? " it looks like no format that can be imported (contagion rules import)"
          : " it looks like \(looksLike.joined(separator: " or "))")
    case .faults(let faults, let more):
      (faults.map { "\($0.place): error: \($0.message)" }
        + (more > 0 ? ["\(more) more errors"] : [])).joined(separator: "\n")
    case .unpriced(let assets):
      "error: no price for \(assets.joined(separator: ", ")); give --price ASSET=USD or --prices FILE,"
        + " or leave their entries out with --drop-unpriced"
    case .noThreshold(let assets):
      "error: collateral without a liquidation threshold: \(assets.joined(separator: ", "));"
        + " give --threshold ASSET=RATIO, one --threshold RATIO for all, or --parameters FILE"
    case .noNumeraire(let asset):
      "error: the source gives values in \(asset); give its price with --price \(asset)=USD"
    case .empty(let paths):
      "\(paths.joined(separator: ", ")): error: nothing is left to import"
    case .needsMapping(let path, _):
      "\(path): error: a flat table needs a mapping; this one is proposed from the header."
        + " Save it, edit it, and give it with --mapping FILE"
    case .option(let message): "error: \(message)"
    }
  }
}
