import ContagionFiles
import Foundation

/// Files beside the tests.
enum Fixtures {
  static let folder =
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures").path

  /// The network files of `Networks`, which has designs and rule sets too.
  static var shippedNetworks: [String] {
    let networks = URL(filePath: #filePath)
      .appending(path: "../../../Networks").standardizedFileURL.path
    let paths = FileManager.default.subpaths(atPath: networks) ?? []
    return paths.filter { $0.hasSuffix(".yaml") }.sorted().map { "\(networks)/\($0)" }.filter {
      (try? String(contentsOfFile: $0, encoding: .utf8))?.contains("schema: contagion.network/1")
        == true
    }
  }

  /// The names of all files of a folder that end so, without the ending.
  static func names(in part: String, ending: String) -> [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(part)")) ?? []
    return files.filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }.sorted()
  }

  /// What `contagion check` says of a network, with paths relative to a folder.
  static func check(_ path: String, in part: String) -> String {
    let text: String
    do {
      let file = try YAMLNetwork.read(path)
      text = findingText(file.findings, file.places)
    } catch {
      text = "\(error)\n"
    }
    return text.replacing("\(folder)/\(part)/", with: "")
  }
}
