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

  case file(String, PackedFile.Fault)
  case otherFormat(String, wanted: String, missing: [String], looksLike: [String])
  case faults([Fault], more: Int)
  case unpriced([String])
  case noThreshold([String])
  case noNumeraire(String)
  case empty([String])
  case needsMapping(String, proposal: String)
  case names([String], proposal: String)
  case option(String)
  case noBonus([String])
  case noFee([String])

  public var description: String {
    switch self {
    case .file(let path, let fault): "\(path): error: \(fault)"
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
      "\(path): error: a flat table needs a mapping; this one is proposed from the first"
        + " rows. Save it, edit it, and give it with --mapping FILE"
    case .names(let pairs, _):
      "error: \(pairs.joined(separator: ", ")); a mapping is proposed. Save it, edit it (a name for"
        + " itself keeps two assets apart), and give it with --assets FILE"
    case .option(let message): "error: \(message)"
    case .noBonus(let reserves):
      "error: the files do not say what liquidators get: no bonus for"
        + " \(reserves.joined(separator: ", ")); give --bonus RATIO for all, --bonus ASSET=RATIO, or"
        + " --parameters FILE, such as 0.05"
    case .noFee(let pools):
      "error: the files do not say what is paid: no fee for pools \(pools.joined(separator: ", "));"
        + " give --fee RATIO, such as 0.0005"
    }
  }
}
