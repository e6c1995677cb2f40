import ArgumentParser
import ContagionCoupling
import ContagionEngine
import ContagionFiles
import ContagionInsurance
import ContagionModel
import ContagionReports
import ContagionStore
import Foundation

/// Losses to be insured, with where they come from.
struct LossSource {
  let losses: LossScenarios
  let assets: [AssetID]
  /// What its folder is called.
  let name: String
  /// `low` or `high` end of a network's ranges.
  let end: String?
  /// The files that the losses come from.
  let inputs: [InputFile]
  /// The named choices of the runs behind them; none for a table.
  let choices: [RunReport.Choice]
  /// The single run that the losses come from; `nil` for a table or an ensemble.
  private let run: Run?

  /// What it takes to let settlements go back into a network.
  private struct Run {
    let network: CompiledNetwork
    let shocks: [Shock]
    let title: String?
    let choices: Choices
  }

  /// The losses of a table.
  init(table path: String, periods: Int?) throws {
    do {
      let file = try LossTableFile.read(path, periods: periods)
      Terminal.remark("\(path): \(file.kind.rawValue)")
      losses = file.losses
      assets = file.assets
      inputs = [file.input]
      choices = []
    } catch {
      throw Terminal.failure(error.description)
    }
    let stem = path.split(separator: "/").last.map(String.init) ?? path
    name = "\(stem.split(separator: ".").first.map(String.init) ?? stem)--insured"
    end = nil
    run = nil
  }

  private init(
    _ end: LoadedNetwork.End, _ cascade: Cascade, shock: String, title: String?,
    _ inputs: [InputFile]
  ) {
    self.inputs = inputs
    choices = cascade.choices.listed.map {
      RunReport.Choice(name: $0.name, value: $0.value, isDefault: $0.isDefault)
    }
    run = Run(
      network: end.compiled, shocks: cascade.shocks, title: title, choices: cascade.choices)
    losses = LossScenarios(cascade, in: end.network)
    assets = cascade.assets.map(\.asset)
    name =
      RunName(network: cascade.network, shock: shock, choices: cascade.choices).text + "--insured"
    self.end = end.name
  }

  /// The losses of a network's runs, one for each end of its ranges.
  static func runs(
    of network: String, _ shock: [String], _ choices: ChoiceOptions
  ) throws -> [LossSource] {
    let loaded = try LoadedNetwork(network)
    let (name, title, shocks) = try loaded.shocks(shock)
    return try loaded.ends.map { end in
      let cascade = try end.compiled.cascade(
        after: shocks, title: title, choices: choices.applied(in: end.network))
      return LossSource(end, cascade, shock: name, title: title, loaded.file.inputs)
    }
  }

  /// The losses of an ensemble on a network, from its folder or its file.
  ///
  /// - Parameters:
  ///   - path: The folder, or `scenarios.sqlite` itself.
  ///   - network: The network that the ensemble ran on.
  ///   - designs: Designs to be compared; price factors are kept of what they name.
  /// - Throws: `ExitCode.failure` after a message.
  init(ensemble path: String, of network: String, _ designs: [LoadedDesign]) throws {
    let loaded = try LoadedNetwork(network)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Terminal.failure(
        "\(path): error: no such file or folder; an ensemble is a folder with scenarios.sqlite")
    }
    let file = isFolder.boolValue ? "\(path)/scenarios.sqlite" : path
    do {
      guard let input = InputFile(digesting: file) else {
        throw Terminal.failure(
          "\(file): error: there is no scenarios.sqlite to read; an ensemble is a folder that"
            + " 'contagion ensemble' wrote")
      }
      let stored = try StoredEnsemble(reading: file)
      let digests = Set(stored.keys.filter { $0.key.hasPrefix("input_") }.values)
      if let other = loaded.file.inputs.first(where: { !digests.contains($0.sha256) }) {
        throw Terminal.failure(
          "\(file): error: the ensemble ran on '\(stored.keys["network"] ?? "")' with other files:"
            + " \(other.path) is not among them; name the network it ran on, as it was")
      }
      guard let end = loaded.ends.first(where: { ($0.name ?? "") == stored.keys["end"] }) else {
        throw Terminal.failure(
          "\(file): error: the ensemble is of the end '\(stored.keys["end"] ?? "")' of the"
            + " network's ranges; the network has no such end")
      }
      let opening = try end.compiled.cascade(after: [])
      let known = Dictionary(
        LossScenarios.markets(of: end.network, opening).map { ($0.id.name, $0) },
        uniquingKeysWith: { first, _ in first })
      let markets = stored.axes.reserves.map { reserve in
        known[reserve.description] ?? InsuredMarket(InsuredID(reserve.description))
      }
      let priced = Set(designs.flatMap { $0.file.programme.namedAssets.map(\.asset) })
      losses = try stored.losses(insuring: markets, pricing: priced)
      assets = stored.axes.assets
      inputs = loaded.file.inputs + [input]
      choices = [
        RunReport.Choice(
          name: "choices of the ensemble", value: stored.keys["choices"] ?? "", isDefault: true)
      ]
      self.end = end.name
    } catch let error as ScenarioStoreError {
      throw Terminal.failure(error.description)
    }
    let folder = isFolder.boolValue ? path : (path as NSString).deletingLastPathComponent
    let last = URL(filePath: folder).standardizedFileURL.lastPathComponent
    name = "\(last)--insured"
    run = nil
  }

  /// What each design's own sales and calls add in the network; none for a table
  /// or an ensemble.
  ///
  /// - Throws: `ExitCode.failure` after a message.
  func secondRounds(
    of designs: [LoadedDesign], _ basis: InsuranceProgramme.Basis?
  ) throws -> [InsuredCascade] {
    guard let run else { return [] }
    return try designs.map { design in
      var programme = design.file.programme
      if let basis { programme.settles = basis }
      do {
        return try InsuredRun(run.network, under: programme, choices: run.choices)
          .outcome(of: run.shocks, title: run.title, id: run.title ?? "shock")
      } catch let error as ProgrammeError {
        throw Terminal.failure("\(programme.name): \(error)")
      }
    }
  }

  /// Settles all designs on these losses.
  ///
  /// - Throws: `ExitCode.failure` after messages with the place in the design's
  ///   file.
  func comparison(
    of designs: [LoadedDesign], _ level: Double, _ basis: InsuranceProgramme.Basis?,
    _ unequal: Bool
  ) throws -> DesignComparison {
    var isSound = true
    for design in designs {
      let found = design.file.programme.findings(insuring: losses.markets, pricing: assets)
      if !found.isEmpty { Terminal.remark(findingText(found, design.file.places)) }
      if found.contains(where: { $0.severity == .error }) { isSound = false }
    }
    guard isSound else { throw ExitCode.failure }
    do {
      return try losses.compared(
        designs.map(\.file.programme), level: level, settling: basis, allowsUnequal: unequal,
        pricing: assets)
    } catch .unequalCapital(let locked) {
      throw Terminal.failure(
        ComparisonError.unequalCapital(locked).description + " with --unequal")
    } catch {
      throw Terminal.failure(error.description)
    }
  }

  /// What other assumptions do to the same comparison.
  ///
  /// - Throws: `ExitCode.failure` after a message.
  func sensitivities(
    of designs: [LoadedDesign], _ basis: InsuranceProgramme.Basis?
  ) throws -> [DesignSensitivity] {
    do {
      return try losses.sensitivities(
        of: designs.map { design in
          var programme = design.file.programme
          if let basis { programme.settles = basis }
          return programme
        })
    } catch {
      throw Terminal.failure(error.description)
    }
  }

  /// The tables on standard output.
  func text(
    of tables: [Table], _ format: String
  ) throws -> String {
    let heading = end.map { "\($0) end of every range\n" } ?? ""
    let rule = try Catalog.reportFormats.rule(RuleChoice(format))
    let isPage = format == TextFormat.name || format == MarkdownFormat.name
    let shown = tables.filter { !isPage || !InsuranceTables.detailed.contains($0.name) }
    return (format == TextFormat.name ? heading : "") + rule.text(of: shown)
  }
}
