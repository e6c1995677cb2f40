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
  /// The ensemble that the losses come from; `nil` for a run or a table.
  let stored: Stored?

  /// What it takes to run an ensemble's scenarios again.
  struct Stored {
    let network: CompiledNetwork
    let file: String
    let choices: Choices
    let ensemble: StoredEnsemble
  }

  /// What it takes to let settlements go back into a network.
  private struct Run {
    let network: CompiledNetwork
    let shocks: [Shock]
    let title: String?
    let choices: Choices
    let timing: Timing?
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
    stored = nil
  }

  private init(
    _ end: LoadedNetwork.End, _ cascade: Cascade, shock: String, title: String?,
    time: [String], _ inputs: [InputFile]
  ) {
    self.inputs = inputs
    choices = cascade.listedChoices.map {
      RunReport.Choice(name: $0.name, value: $0.value, isDefault: $0.isDefault)
    }
    stored = nil
    run = Run(
      network: end.compiled, shocks: cascade.shocks, title: title, choices: cascade.choices,
      timing: cascade.timing)
    losses = LossScenarios(cascade, in: end.network)
    assets = cascade.assets.map(\.asset)
    name =
      RunName(network: cascade.network, shock: shock, choices: cascade.choices, others: time).text
      + "--insured"
    self.end = end.name
  }

  /// The losses of a network's runs, one for each end of its ranges, over the path of prices
  /// if there is one.
  static func runs(
    of network: String, _ shock: [String], _ choices: ChoiceOptions, _ time: TimeOptions
  ) throws -> [LossSource] {
    let loaded = try LoadedNetwork(network)
    let timing = try time.timing(of: loaded.file.network)
    let (name, title, shocks) = try loaded.shocks(
      shock, orNone: time.replacesShock(of: loaded.file.network))
    return try loaded.ends.map { end in
      let cascade = try end.compiled.cascade(
        after: shocks, title: title, choices: choices.applied(in: end.network),
        timing: timing?.timing)
      return LossSource(
        end, cascade, shock: name, title: title, time: time.names(loaded.file.network),
        loaded.file.inputs + (timing?.inputs ?? []))
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
      let text = stored.keys["choices"] ?? ""
      guard let choices = Choices(text: text) else {
        throw Terminal.failure("\(file): error: the ensemble's choices '\(text)' are unknown")
      }
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
      if loaded.file.network.timing != nil {
        Terminal.remark(
          "an ensemble runs in one moment; the path in the network's 'timing' is not played")
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
      self.choices = [
        RunReport.Choice(name: "choices of the ensemble", value: text, isDefault: true)
      ]
      self.stored = Stored(
        network: end.compiled, file: file, choices: choices, ensemble: stored)
      self.end = end.name
    } catch let error as ScenarioStoreError {
      throw Terminal.failure(error.description)
    }
    let folder = isFolder.boolValue ? path : (path as NSString).deletingLastPathComponent
    let last = URL(filePath: folder).standardizedFileURL.lastPathComponent
    name = "\(last)--insured"
    run = nil
  }

  /// What each design's own sales and calls add in a single run; none for a table
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
        return try InsuredRun(
          run.network, under: programme, choices: run.choices, timing: run.timing
        )
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

  /// The least capital of each design that keeps a tail; a design that locks none has
  /// nothing to scale.
  ///
  /// - Throws: `ExitCode.failure` after a message.
  func smallestCovers(
    of designs: [LoadedDesign], keeping limitUSD: Double, at level: Double,
    _ basis: InsuranceProgramme.Basis?
  ) throws -> [SmallestCover] {
    var covers: [SmallestCover] = []
    for design in designs {
      var programme = design.file.programme
      if let basis { programme.settles = basis }
      do {
        guard
          try CompiledProgramme(programme, insuring: losses.markets).lockedCapitalUSD > 0
        else {
          Terminal.remark("\(programme.title): it locks no capital that could be scaled")
          continue
        }
        covers.append(
          try SmallestCover(of: programme, on: losses, keeping: limitUSD, level: level))
      } catch let error as ComparisonError {
        throw Terminal.failure(error.description)
      } catch let error as ProgrammeError {
        throw Terminal.failure(error.description)
      }
    }
    return covers
  }

  /// What more capital buys, for designs that lock the same; none for others.
  ///
  /// - Throws: `ExitCode.failure` after a message.
  func frontiers(
    of designs: [LoadedDesign], at level: Double, _ basis: InsuranceProgramme.Basis?
  ) throws -> [FrontierPoint] {
    let programmes = designs.map { design in
      var programme = design.file.programme
      if let basis { programme.settles = basis }
      return programme
    }
    let titles = Dictionary(
      programmes.map { ($0.name, $0.title) }, uniquingKeysWith: { first, _ in first })
    do {
      let frontiers = try CapitalFrontier.frontiers(of: programmes, on: losses, level: level)
      return (frontiers ?? []).flatMap { line in
        line.points.map {
          FrontierPoint(
            design: titles[line.programme] ?? line.programme, lockedUSD: $0.lockedUSD,
            uncoveredUSD: $0.uncoveredUSD, tailUSD: $0.tailValueAtRiskUSD,
            marginalValue: $0.marginalValue)
        }
      }
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
