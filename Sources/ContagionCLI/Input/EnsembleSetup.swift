import ArgumentParser
import ContagionEngine
import ContagionEnsemble
import ContagionFiles
import ContagionModel
import ContagionReports

/// An ensemble that has been checked and can be run.
struct EnsembleSetup {
  static let defaultScenarios = 10_000

  let ensemble: Ensemble
  let run: EnsembleRun
  let inputs: [InputFile]
  let thresholds: [ProtocolID: Double]
  /// `low` or `high` end of the network's ranges.
  let end: String?
  /// The name of the run's folder.
  let folder: String

  /// Checks options, model and network; findings go to standard error.
  ///
  /// - Throws: `ExitCode.failure` after a message.
  init(_ options: EnsembleCommand, _ end: LoadedNetwork.End, _ files: [InputFile]) throws {
    let model = try LoadedModel(options.model, for: end.compiled)
    let scenarios = try model.scenarios(seed: options.seed)
    let count = options.scenarios ?? scenarios.limit ?? Self.defaultScenarios
    if let limit = scenarios.limit, count != limit {
      throw Terminal.failure(
        "--scenarios is \(count), but the model '\(model.description.name)' gives \(limit)"
          + " scenarios; leave it out to run all of them")
    }
    let choices = try options.choices.applied(in: end.network)
    var variants: [EnsembleVariant] = []
    if options.beside.contains(.isolated) {
      variants += end.compiled.protocols.map { .isolated($0) }
    }
    if options.beside.contains(.channels) {
      variants += choices.openChannels(in: end.network).map { .without($0) }
    }
    var thresholds: [ProtocolID: Double] = [:]
    for (id, usd) in options.given.compactMap({ EnsembleCommand.threshold($0) }) {
      guard end.compiled.protocols.contains(id) else {
        let known = end.compiled.protocols.map(\.name)
        let hint = suggestion(for: id.name, among: known).map { " (did you mean '\($0)'?)" } ?? ""
        throw Terminal.failure(
          "--given: no protocol is called '\(id)'\(hint); known: "
            + known.joined(separator: ", "))
      }
      thresholds[id] = usd
    }
    ensemble = Ensemble(
      end.compiled, choices: choices, scenarios: scenarios, count: count, variants: variants)
    run = try EnsembleRun(
      ensemble, model.description, notes: model.description.notes, seed: options.seed)
    inputs = files + model.inputs
    self.thresholds = thresholds
    self.end = end.name
    let shock = "ensemble-\(model.description.name)-\(count)-\(options.seed)"
    folder =
      RunName(network: end.network.name, shock: shock, choices: choices).text
      + (end.name.map { "--\($0)" } ?? "")
  }

  /// What tells this run from others of the same name.
  var digests: [(key: String, value: String)] {
    [("version", Contagion.version), ("end", end ?? "")]
      + inputs.enumerated().map { ("input_\($0.offset + 1)_sha256", $0.element.sha256) }
  }

  var report: (EnsembleSummary) -> EnsembleReport {
    { summary in
      EnsembleReport(
        of: summary,
        inputs: inputs.map { RunReport.Input(path: $0.path, sha256: $0.sha256) },
        version: Contagion.version)
    }
  }

  /// A summary on standard output, in one of the formats.
  func text(of summary: EnsembleSummary, _ format: FormatOption) throws -> String {
    switch format.format {
    case TextFormat.name: EnsemblePage(summary).text()
    case MarkdownFormat.name: EnsemblePage(summary).markdown()
    case JSONFormat.name: report(summary).json
    default:
      try Catalog.reportFormats.rule(RuleChoice(format.format))
        .text(of: EnsembleTables.brief.map { $0.table(of: summary) })
    }
  }
}
