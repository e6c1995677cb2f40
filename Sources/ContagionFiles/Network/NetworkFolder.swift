public import ContagionModel
import Foundation

/// Writes a network into a folder of its own.
public enum NetworkFolder {
  /// The accounts file that ``write(_:to:)`` puts beside `network.yaml`.
  public static let accountsFile = "accounts.csv"

  /// Writes `network.yaml` and, if there are accounts, `accounts.csv`.
  ///
  /// Reading the folder gives an equal network.
  ///
  /// - Parameters:
  ///   - network: What to write.
  ///   - path: The folder to make; nothing may be there unless `replace`.
  ///   - replace: The two files of a folder that is there are replaced, one after the
  ///     other, each whole.
  /// - Throws: ``NetworkFolderError`` with what stands in the way.
  public static func write(
    _ network: Network, to path: String, replace: Bool = false
  ) throws(NetworkFolderError) {
    let files = FileManager.default
    guard replace || !files.fileExists(atPath: path) else { throw .exists(path) }
    let hasEntries = network.accounts.entryCount > 0
    do {
      let text = try NetworkWriter.yaml(network, accounts: hasEntries ? accountsFile : nil)
      let folder = URL(filePath: path)
      try files.createDirectory(at: folder, withIntermediateDirectories: true)
      if hasEntries {
        let draft = folder.appending(path: ".\(accountsFile).new")
        try AccountsWriter.write(network.accounts, to: draft)
        let accounts = folder.appending(path: accountsFile)
        if files.fileExists(atPath: accounts.path) { try files.removeItem(at: accounts) }
        try files.moveItem(at: draft, to: accounts)
      }
      try Data(text.utf8).write(to: folder.appending(path: YAMLNetwork.fileName), options: .atomic)
    } catch {
      throw .unwritable(path, reason: error.localizedDescription)
    }
  }
}

/// Why a network's folder could not be written.
public enum NetworkFolderError: Error, Hashable, Sendable, CustomStringConvertible {
  case exists(String)
  case unwritable(String, reason: String)

  public var description: String {
    switch self {
    case .exists(let path): "\(path): error: exists already; name a new folder"
    case .unwritable(let path, let reason): "\(path): error: cannot be written: \(reason)"
    }
  }
}
