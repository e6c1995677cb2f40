import ContagionModel
import Crypto
import Foundation
import OrderedCollections
import Yams

/// Reads a scenario model from a YAML file, or scenarios from a CSV file.
public enum YAMLScenarios {
  /// The version of the file format.
  public static let schema = "contagion.scenarios/1"

  /// Reads a model and everything that is wrong with it.
  ///
  /// - Parameter path: A YAML file; or one whose name ends in `.csv`, which is a
  ///   list of scenarios as the model `file` takes it.
  /// - Returns: The model, its findings and where everything stands.
  /// - Throws: ``NetworkFileError`` if there is no such file or if it is not
  ///   YAML; what is wrong with the model is in the findings.
  public static func read(_ path: String) throws(NetworkFileError) -> ScenarioFile {
    guard FileManager.default.fileExists(atPath: path) else {
      throw .unreadable(path, reason: "there is no such file")
    }
    if path.hasSuffix(".csv") { return list(path) }
    let bytes: Data
    do {
      bytes = try Data(contentsOf: URL(filePath: path))
    } catch {
      throw .unreadable(path, reason: error.localizedDescription)
    }
    let input = InputFile(
      path: path, sha256: hexadecimal(SHA256.hash(data: bytes)), bytes: bytes.count)
    let root: Node
    do {
      root = try YAMLText.root(of: bytes, in: path)
    } catch .empty {
      throw .unreadable(
        path, reason: "it is empty; a scenario model starts with 'schema: \(schema)'")
    }
    var reading = ScenarioReading(file: path, inputs: [input])
    let description = reading.document(Item(path: "", name: "", node: root))
    return reading.file(description)
  }

  private static func list(_ path: String) -> ScenarioFile {
    var reading = ScenarioReading(file: path, inputs: [])
    let name = path.split(separator: "/").last.map { String($0.dropLast(4)) } ?? "scenarios"
    var description = ScenarioDescription(
      name: name, title: name, source: path, rule: RuleChoice("file"), horizonDays: 365)
    description.listed = reading.listed(at: path, for: nil)
    return reading.file(description)
  }
}
