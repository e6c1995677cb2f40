import ArgumentParser
import ContagionCoupling
import ContagionEngine
import ContagionFiles
import ContagionInsurance
import ContagionModel
import ContagionReports

/// Losses to be insured, with where they come from.
struct LossSource {
  let losses: LossScenarios
  let assets: [AssetID]
  /// What its folder is called.
  let name: String
  /// `low` or `high` end of a network's ranges.
  let end: String?
  /// The run that the losses come from; `nil` for a table.
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
    } catch {
      throw Terminal.failure(error.description)
    }
    let stem = path.split(separator: "/").last.map(String.init) ?? path
    name = "\(stem.split(separator: ".").first.map(String.init) ?? stem)--insured"
    end = nil
    run = nil
  }

  private init(
    _ end: LoadedNetwork.End, _ cascade: Cascade, shock: String, title: String?
  ) {
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
        after: shocks, title: title, choices: choices.applied(to: end.network.choices))
      return LossSource(end, cascade, shock: name, title: title)
    }
  }

  /// What each design's own sales and calls add in the network; none for a table.
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

  /// The comparison on standard output.
  func text(
    of comparison: DesignComparison, _ rounds: [InsuredCascade], _ format: String
  ) throws -> String {
    let heading = end.map { "\($0) end of every range\n" } ?? ""
    let rule = try Catalog.reportFormats.rule(RuleChoice(format))
    let tables = InsuranceTables.all(of: comparison, rounds)
    return (format == TextFormat.name ? heading : "") + rule.text(of: tables)
  }
}
