import Foundation

/// Compares what a folder holds with what it should hold.
enum FolderComparison {
  /// Something in a folder that has none of the files; `nil` if it has one.
  static func stranger(_ folder: String, _ files: [(name: String, bytes: Data)]) -> String? {
    let manager = FileManager.default
    if files.contains(where: { manager.fileExists(atPath: "\(folder)/\($0.name)") }) { return nil }
    return (try? manager.contentsOfDirectory(atPath: folder))?.min()
  }

  /// The first file that differs, is missing or is too many; `nil` if none is.
  /// Files whose names end in one of the exceptions may differ or be missing.
  static func difference(
    _ folder: String, _ files: [(name: String, bytes: Data)], except endings: [String] = []
  ) -> String? {
    for file in files where !endings.contains(where: file.name.hasSuffix) {
      guard let found = FileManager.default.contents(atPath: "\(folder)/\(file.name)"),
        found == file.bytes
      else { return file.name }
    }
    let known = Set(files.map(\.name))
    let paths = FileManager.default.subpaths(atPath: folder) ?? []
    return paths.sorted().first { path in
      var isFolder: ObjCBool = false
      let isThere = FileManager.default.fileExists(
        atPath: "\(folder)/\(path)", isDirectory: &isFolder)
      return isThere && !isFolder.boolValue && !known.contains(path)
    }
  }
}
