public import Foundation

/// Writes the folder of a run, whole or not at all.
///
/// The files go into a hidden folder beside the final one and reach the disk
/// before it is renamed, so a run that is cut short leaves nothing under the
/// final name, and at worst a hidden folder that nobody reads.
public enum RunFolder {
  /// What became of a call.
  public enum Outcome: Hashable, Sendable {
    case written
    /// The folder held the same bytes already.
    case unchanged
  }

  /// Writes files, by their paths within the folder.
  ///
  /// - Parameters:
  ///   - files: Names with `/` lie in folders of the folder.
  ///   - path: The folder; folders around it are made.
  ///   - replace: Whether a folder that holds another run gives way; one that has
  ///     none of the files never does.
  ///   - drawn: What the names of pictures end in. Another Graphviz or font
  ///     draws the same run with other bytes, so a folder whose pictures alone
  ///     differ holds the same run, and gets the new ones.
  /// - Returns: Whether anything had to be written.
  /// - Throws: ``RunFolderError``; what was there before is then untouched.
  @discardableResult
  public static func write(
    _ files: [(name: String, bytes: Data)], to path: String, replace: Bool, drawn: [String] = []
  ) throws(RunFolderError) -> Outcome {
    try write(files, to: path, replace: replace, drawn: drawn, with: DurableFile.create)
  }

  /// Writes files with a writer of one file, which returns an error number or 0.
  @discardableResult
  static func write(
    _ files: [(name: String, bytes: Data)], to path: String, replace: Bool, drawn: [String] = [],
    with writer: (String, Data) -> Int32
  ) throws(RunFolderError) -> Outcome {
    let target = URL(filePath: path).standardizedFileURL.path
    let holdsRun = try holdsFiles(target, named: path)
    if holdsRun {
      if let other = FolderComparison.stranger(target, files) {
        throw .holdsOthers(path, file: other)
      }
      guard FolderComparison.difference(target, files) != nil else { return .unchanged }
      if !replace, let difference = FolderComparison.difference(target, files, except: drawn) {
        throw .holdsAnotherRun(path, file: difference)
      }
    }
    let parent = (target as NSString).deletingLastPathComponent
    let name = (target as NSString).lastPathComponent
    let draft = "\(parent)/.\(name).\(UUID().uuidString).partial"
    do {
      try fill(draft, files, writer)
      try move(draft, to: target, holdsRun)
      DurableFile.synchronize(folder: parent)
    } catch {
      try? FileManager.default.removeItem(atPath: draft)
      throw error
    }
    return .written
  }

  /// Whether there is a folder with something in it.
  private static func holdsFiles(
    _ target: String, named path: String
  ) throws(RunFolderError) -> Bool {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: target, isDirectory: &isFolder) else {
      return false
    }
    guard isFolder.boolValue else { throw .isFile(path) }
    do {
      return try !FileManager.default.contentsOfDirectory(atPath: target).isEmpty
    } catch {
      throw .unwritable(path, reason: error.localizedDescription)
    }
  }

  private static func fill(
    _ draft: String, _ files: [(name: String, bytes: Data)], _ writer: (String, Data) -> Int32
  ) throws(RunFolderError) {
    try makeFolder(draft)
    var folders: Set<String> = [draft]
    for file in files {
      let path = "\(draft)/\(file.name)"
      let folder = (path as NSString).deletingLastPathComponent
      if folders.insert(folder).inserted { try makeFolder(folder) }
      let code = writer(path, file.bytes)
      guard code == 0 else { throw failure(code, at: file.name) }
    }
    for folder in folders.sorted() { DurableFile.synchronize(folder: folder) }
  }

  /// Makes a folder and those around it.
  private static func makeFolder(_ path: String) throws(RunFolderError) {
    guard mkdir(path, 0o777) != 0 else { return }
    let code = errno
    let parent = (path as NSString).deletingLastPathComponent
    switch code {
    case EEXIST:
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      guard isFolder.boolValue else { throw .isFile(path) }
    case ENOTDIR:
      var file = parent
      while !FileManager.default.fileExists(atPath: file), file != "/" {
        file = (file as NSString).deletingLastPathComponent
      }
      throw .isFile(file)
    case ENOENT where parent != path && !parent.isEmpty:
      try makeFolder(parent)
      guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw failure(errno, at: parent) }
    default: throw failure(code, at: parent)
    }
  }

  /// Puts the new folder in the place of what is there.
  private static func move(
    _ draft: String, to target: String, _ holdsRun: Bool
  ) throws(RunFolderError) {
    guard holdsRun else {
      guard rename(draft, target) == 0 else { throw failure(errno, at: target) }
      return
    }
    let old = draft + ".old"
    guard rename(target, old) == 0 else { throw failure(errno, at: target) }
    guard rename(draft, target) == 0 else {
      let code = errno
      rename(old, target)
      throw failure(code, at: target)
    }
    try? FileManager.default.removeItem(atPath: old)
  }

  private static func failure(_ code: Int32, at path: String) -> RunFolderError {
    code == ENOSPC ? .diskFull(path) : .unwritable(path, reason: String(cString: strerror(code)))
  }
}
