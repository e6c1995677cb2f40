import Foundation

/// The folder of real data, which the project does not carry.
public enum SharedData {
  /// Where `CONTAGION_DATA` points, else `shared/data` beside the project's folder.
  public static var folder: String? {
    let named = ProcessInfo.processInfo.environment["CONTAGION_DATA"]
    let beside = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(components: "..", "..", "..", "shared", "data").standardized.path
    return [named, beside].compactMap(\.self)
      .first { FileManager.default.fileExists(atPath: $0 + "/positions") }
  }

  /// The paths of real files, or `nil` after a visible line.
  public static func files(_ names: [String]) -> [String]? {
    guard let folder else {
      print("skipped: no real data; set CONTAGION_DATA to the folder that holds positions/")
      return nil
    }
    return names.map { "\(folder)/\($0)" }
  }

  /// The path of a real file, or `nil` after a visible line.
  public static func file(_ name: String) -> String? { files([name])?.first }
}
