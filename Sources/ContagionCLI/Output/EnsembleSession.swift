import ArgumentParser
import ContagionEngine
import ContagionEnsemble
import ContagionFiles
import ContagionModel
import ContagionPlots
import ContagionReports
import ContagionStore
import Foundation

/// Runs an ensemble and writes its folder.
///
/// Scenarios go into a hidden draft beside the folder, which a run that is cut
/// short leaves behind; a whole run ends with a fresh copy in the folder.
struct EnsembleSession {
  /// How many of the worst scenarios are run again for their accounts.
  private static let worst = 100

  private let setup: EnsembleSetup
  private let options: EnsembleCommand
  private let folder: String
  private let draft: String

  init(_ setup: EnsembleSetup, _ options: EnsembleCommand) {
    self.setup = setup
    self.options = options
    folder = "\(options.out)/\(setup.folder)"
    draft = "\(options.out)/.\(setup.folder).sqlite"
  }

  /// Runs what is not there yet, and writes and returns the summary.
  ///
  /// - Throws: `ExitCode.failure` after a message.
  func summary() async throws -> EnsembleSummary {
    var columns = EnsembleColumns(setup.run)
    try checkMemory(columns)
    do {
      try refuseOthers()
      let store = try openDraft()
      try store.forEachPiece { piece in piece.forEach { columns.append($0) } }
      if columns.count > 0 {
        Terminal.remark("going on after \(columns.count) scenarios")
      }
      try await run(into: &columns, store)
      guard columns.count > 0 else {
        throw Terminal.failure("stopped before the first scenario was complete")
      }
      var summary = EnsembleSummary(columns, thresholds: setup.thresholds)
      let worst = columns.worst(Self.worst)
      summary.contributors = try setup.ensemble.contributors(over: worst)
      summary.contributorScenarios = worst.count
      try await write(summary, store)
      return summary
    } catch let error as ScenarioStoreError {
      throw Terminal.failure(error.description)
    } catch let error as RunFolderError {
      throw Terminal.failure(error.description)
    }
  }

  private func run(into columns: inout EnsembleColumns, _ store: ScenarioStore) async throws {
    var progress = ProgressLine(
      of: setup.ensemble.count, from: columns.count, isShown: !options.quiet)
    Interruption.watch()
    try await setup.ensemble.run(
      from: columns.count, workers: workers
    ) { records in
      try store.append(records)
      records.forEach { columns.append($0) }
      progress.show(columns.count)
      return !Interruption.isAsked
    }
    progress.end()
  }

  private var workers: Int {
    options.workers ?? ProcessInfo.processInfo.activeProcessorCount
  }

  private func checkMemory(_ columns: EnsembleColumns) throws {
    let needed =
      EnsembleMemory.bytes(columns)
      + setup.ensemble.network.estimatedBytes(workers: workers, scenarios: 0)
    let free = FreeMemory.bytes
    let megabytes = { (bytes: Int) in "\((bytes + 999_999) / 1_000_000) MB" }
    Terminal.remark(
      "\(setup.ensemble.count) scenarios, \(1 + setup.ensemble.variants.count) runs each; with"
        + " the book they take about \(megabytes(needed))"
        + (free.map { " of \(megabytes($0)) that are free" } ?? ""))
    if let free, needed > free {
      throw Terminal.failure(
        "they will not fit: about \(megabytes(needed)) are needed and \(megabytes(free))"
          + " are free; ask for fewer scenarios")
    }
  }

  /// Keeps a folder that holds another run.
  private func refuseOthers() throws {
    guard !options.replace, FileManager.default.fileExists(atPath: folder) else { return }
    let file = "\(folder)/\(Self.storeName)"
    guard FileManager.default.fileExists(atPath: file) else {
      throw RunFolderError.holdsAnotherRun(folder, file: Self.storeName)
    }
    _ = try ScenarioStore(continuing: file, for: setup.run, digests: setup.digests)
  }

  private static let storeName = "scenarios.sqlite"

  private func openDraft() throws -> ScenarioStore {
    let files = FileManager.default
    let isThere = files.fileExists(atPath: draft)
    if isThere, options.resume {
      return try ScenarioStore(continuing: draft, for: setup.run, digests: setup.digests)
    }
    if isThere, !options.replace {
      throw Terminal.failure(
        "\(draft): a run that was cut short; --resume goes on with it, --replace starts anew")
    }
    if options.resume { Terminal.remark("there is no run to go on with; starting anew") }
    do {
      if isThere { try files.removeItem(atPath: draft) }
      try files.createDirectory(atPath: options.out, withIntermediateDirectories: true)
    } catch {
      throw Terminal.failure("\(options.out): \(error.localizedDescription)")
    }
    return try ScenarioStore(creating: draft, for: setup.run, digests: setup.digests)
  }

  private func write(_ summary: EnsembleSummary, _ store: ScenarioStore) async throws {
    let copy = draft + ".copy"
    try? FileManager.default.removeItem(atPath: copy)
    try store.export(to: copy)
    let plot = ExceedancePlot(
      title: "Bad debt of \(setup.run.networkTitle)",
      subtitle: "\(summary.scenarios) scenarios, \(setup.run.model), seed \(setup.run.seed);"
        + " band: Wilson, 95 %",
      axis: PlotAxis("bad debt", .usd), curves: summary.exceedance)
    let pictures = try await PlotFiles.files(plot, named: ExceedancePlot.name, as: [.svg, .png])
    try RunFolder.write(files(summary) + pictures, to: folder, replace: true)
    do {
      try FileManager.default.moveItem(atPath: copy, toPath: "\(folder)/\(Self.storeName)")
      if summary.isComplete { try FileManager.default.removeItem(atPath: draft) }
    } catch {
      throw Terminal.failure("\(folder): \(error.localizedDescription)")
    }
    Terminal.remark(
      summary.isComplete
        ? "wrote \(folder)"
        : "stopped: wrote \(folder) with \(summary.scenarios) of \(summary.run.scenarios)"
          + " scenarios, marked partial; --resume goes on")
  }

  private func files(_ summary: EnsembleSummary) -> [(name: String, bytes: Data)] {
    var files = [
      ("run.json", Data(setup.report(summary).json.utf8)),
      ("report.md", Data(EnsemblePage(summary).markdown(EnsembleTables.all).utf8)),
      ("summary.md", Data(EnsemblePage(summary).markdown().utf8)),
    ]
    for report in EnsembleTables.all {
      let table = report.table(of: summary)
      files.append(("tables/\(report.name).csv", Data(CSVFormat().text(of: table).utf8)))
      files.append(("tables/\(report.name).md", Data(MarkdownFormat().text(of: table).utf8)))
    }
    return files
  }
}
