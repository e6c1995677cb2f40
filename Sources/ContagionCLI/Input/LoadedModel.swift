import ArgumentParser
import ContagionEngine
import ContagionEnsemble
import ContagionFiles
import ContagionModel
import OrderedCollections

/// A scenario model read and checked against a network.
struct LoadedModel {
  let description: ScenarioDescription
  let inputs: [InputFile]
  private let places: NetworkPlaces?

  /// Reads a model, or takes the standard one; what is wrong goes to standard
  /// error.
  ///
  /// - Throws: `ExitCode.failure` after the messages.
  init(_ path: String?, for network: CompiledNetwork) throws {
    if let path {
      let file: ScenarioFile
      do {
        file = try YAMLScenarios.read(path)
      } catch {
        throw Terminal.failure(error.description)
      }
      if !file.findings.isEmpty {
        Terminal.remark(String(findingText(file.findings, file.places).dropLast()))
      }
      guard file.isSound else { throw ExitCode.failure }
      description = file.description
      inputs = file.inputs
      places = file.places
    } else {
      description = .standard(for: network.network)
      inputs = []
      places = nil
      guard !description.assets.isEmpty else {
        throw Terminal.failure(
          "the network has no base asset for the standard model to move; name a model with --model")
      }
      Terminal.remark(
        "standard model (\(description.source)): " + description.notes.joined(separator: "; "))
    }
    var findings: [Finding] = []
    for (path, shock) in description.shocksByPath {
      for finding in network.findings(of: [shock]) {
        let placed = Finding(finding.severity, at: path, finding.message)
        if !findings.contains(placed) { findings.append(placed) }
      }
    }
    guard findings.isEmpty else { throw Self.failure(findings, places) }
  }

  /// The scenarios of the model.
  ///
  /// - Throws: `ExitCode.failure` after a message.
  func scenarios(seed: UInt64) throws -> Scenarios {
    do {
      return try Catalog.scenarioModels.rule(description.rule)
        .scenarios(of: description, seed: seed)
    } catch let error as ScenarioModelError {
      throw Self.failure([Finding(at: error.path, error.message)], places)
    } catch let error as RuleError {
      throw Self.failure([Finding(at: "model", error.description)], places)
    }
  }

  private static func failure(_ findings: [Finding], _ places: NetworkPlaces?) -> ExitCode {
    guard let places else {
      return Terminal.failure(
        findings.map { "\($0.path): error: \($0.message)" }.joined(
          separator: "\n"))
    }
    return Terminal.failure(String(findingText(findings, places).dropLast()))
  }
}
