public import ContagionModel
import Foundation
import OrderedCollections

/// Writes a network as the folder that ``YAMLNetwork`` reads.
public enum NetworkFolder {
  /// Why a folder was not written.
  public enum WriteError: Error, Hashable, Sendable, CustomStringConvertible {
    case exists(String)
    case unwritable(String, reason: String)
    case cannotSay(String, parts: [String])

    public var description: String {
      switch self {
      case .exists(let path): "\(path): error: exists already; name a new folder"
      case .unwritable(let path, let reason): "\(path): error: cannot be written: \(reason)"
      case .cannotSay(let path, let parts):
        "\(path): error: \(parts.joined(separator: ", ")) would be lost in a folder that is written"
          + " by this program; merge by hand"
      }
    }
  }

  /// Writes `network.yaml` and `accounts.csv`.
  ///
  /// With `replace` a folder may be there already; its two files are then
  /// replaced one after the other.
  ///
  /// - Throws: ``WriteError``, also if the network has what these files do not
  ///   say (outside markets, named routes, risk categories of accounts).
  public static func write(
    _ network: Network, to path: String, replace: Bool = false
  ) throws(WriteError) {
    let parts = [
      network.externalMarkets.isEmpty ? nil : "externalMarkets",
      network.routes.isEmpty ? nil : "routes",
      network.accounts.eModes.isEmpty ? nil : "eMode of accounts",
      network.choices == Choices() ? nil : "choices",
    ].compactMap { $0 }
    guard parts.isEmpty else { throw .cannotSay(path, parts: parts) }
    let files = FileManager.default
    guard replace || !files.fileExists(atPath: path) else { throw .exists(path) }
    do {
      try files.createDirectory(atPath: path, withIntermediateDirectories: true)
      let base = URL(filePath: path)
      let draft = base.appending(path: ".accounts.csv.new")
      try AccountsWriter.write(network.accounts, to: draft)
      let accounts = base.appending(path: "accounts.csv")
      try Data(NetworkWriter.yaml(network, accounts: "accounts.csv").utf8)
        .write(to: base.appending(path: YAMLNetwork.fileName), options: .atomic)
      if files.fileExists(atPath: accounts.path) { try files.removeItem(at: accounts) }
      try files.moveItem(at: draft, to: accounts)
    } catch {
      throw .unwritable(path, reason: error.localizedDescription)
    }
  }
}
