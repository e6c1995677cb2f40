import Foundation

/// The networks that come with the program.
enum ShippedNetworks {
  /// The one that `run` takes when none is named.
  static let standard = "Networks/2023-q2-ethereum-lending"

  /// The path of the default network: below the working folder or one above
  /// it, else beside the program.
  static func path() -> String? {
    let here = FileManager.default.currentDirectoryPath
    let program = Bundle.main.executableURL?.resolvingSymlinksInPath().path ?? here
    for start in [here, program] {
      var folder = URL(filePath: start)
      while folder.path != "/" {
        let candidate = folder.appending(path: standard)
        if FileManager.default.fileExists(atPath: candidate.appending(path: "network.yaml").path) {
          return folder.path == here ? standard : candidate.path
        }
        folder.deleteLastPathComponent()
      }
    }
    return nil
  }
}
