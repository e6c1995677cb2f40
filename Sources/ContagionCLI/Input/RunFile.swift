import ArgumentParser
import ContagionReports
import Foundation

/// The `run.json` of a finished run.
struct RunFile {
  let report: RunReport

  /// Reads the document of a run folder, or the document itself.
  ///
  /// - Throws: `ExitCode.failure` after a message.
  static func read(_ path: String) throws -> RunFile {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Terminal.failure(
        "\(path): error: no such file or folder; a run is a folder with run.json, or that file")
    }
    let file = isFolder.boolValue ? path + "/run.json" : path
    guard let bytes = FileManager.default.contents(atPath: file) else {
      let ends = ["low", "high"].filter {
        FileManager.default.fileExists(atPath: "\(path)/\($0)/run.json")
      }
      throw Terminal.failure(
        "\(file): error: there is no run.json to read"
          + (ends.isEmpty
            ? "; a run is a folder that 'contagion run' wrote"
            : "; the run has both ends of its ranges: name \(path)/\(ends.joined(separator: " or /"))")
      )
    }
    struct Label: Decodable { var schema: String? }
    guard let label = try? JSONDecoder().decode(Label.self, from: bytes) else {
      throw Terminal.failure("\(file): error: not a JSON object; a run's document is JSON")
    }
    guard label.schema == RunReport.schema else {
      throw Terminal.failure(
        "\(file): error: the schema is '\(label.schema ?? "none")'; accepted: \(RunReport.schema)")
    }
    do {
      return RunFile(report: try JSONDecoder().decode(RunReport.self, from: bytes))
    } catch {
      throw Terminal.failure("\(file): error: not a whole run: \(Self.words(error))")
    }
  }

  private static func words(_ error: any Error) -> String {
    guard case .some(let error) = error as? DecodingError else { return "\(error)" }
    switch error {
    case .keyNotFound(let key, _): return "'\(key.stringValue)' is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      let path = context.codingPath.map(\.stringValue).joined(separator: ".")
      return "'\(path)' has another form than a run's"
    @unknown default: return "\(error)"
    }
  }
}
