import ContagionDiagrams
import ContagionFiles
import ContagionInsurance
import ContagionModel
import ContagionPlots
import ContagionReports
import Foundation
import OrderedCollections

/// Writes the folder of a comparison of designs.
struct ComparisonWriter {
  /// Scenarios across a heat map.
  private static let shown = 30

  let out: String
  let replace: Bool

  /// Writes `run.json`, tables, the waterfall of the worst scenario and the plots;
  /// returns the folder.
  ///
  /// - Throws: `ExitCode.failure` after a message.
  func write(
    _ comparison: DesignComparison, _ tables: [Table], _ source: LossSource,
    _ designs: [LoadedDesign], _ frontiers: [FrontierPoint], _ basis: InsuranceProgramme.Basis?
  ) async throws -> String {
    let folder = "\(out)/\(source.name)" + (source.end.map { "--\($0)" } ?? "")
    let report = InsuranceReport(
      of: comparison, tables,
      inputs: (source.inputs + designs.map(\.file.input)).map {
        RunReport.Input(path: $0.path, sha256: $0.sha256)
      }, choices: source.choices, settles: basis, version: Contagion.version)
    var files = [(name: "run.json", bytes: Data(report.json.utf8))]
    for table in tables {
      files.append(("tables/\(table.name).csv", Data(CSVFormat().text(of: table).utf8)))
      files.append(("tables/\(table.name).md", Data(MarkdownFormat().text(of: table).utf8)))
    }
    let dot = WaterfallDiagram.diagram(of: comparison, scenario: comparison.worstScenario)
    files.append(("waterfall.dot", Data(dot.text.utf8)))
    files += try await plots(comparison, frontiers)
    do {
      for format in ["svg", "png"] {
        files.append(("waterfall.\(format)", try Graphviz.picture(of: dot, as: format)))
      }
      try RunFolder.write(files, to: folder, replace: replace, drawn: [".svg", ".png"])
    } catch {
      throw Terminal.failure("\(error)")
    }
    return folder
  }

  private func plots(
    _ comparison: DesignComparison, _ frontiers: [FrontierPoint]
  ) async throws -> [(name: String, bytes: Data)] {
    var files: [(name: String, bytes: Data)] = []
    func add(_ plot: any Plot, _ name: String) async throws {
      files += try await PlotFiles.files(plot, named: name, as: [.svg, .png])
    }
    if comparison.scenarioCount > 1 {
      try await add(
        ExceedancePlot(
          title: "Bad debt before and after cover",
          subtitle: "\(comparison.scenarioSet), \(comparison.scenarioCount) scenarios",
          axis: PlotAxis("left to lenders", .usd), curves: comparison.exceedance),
        ExceedancePlot.name)
    }
    let map = CellPlot.share(of: comparison, most: Self.shown)
    // Where nothing is lost there is nothing to show.
    if !map.columns.isEmpty { try await add(map, "design-map") }
    let names = frontiers.map(\.design)
    let lines = OrderedSet(names).map { name in
      let points = frontiers.filter { $0.design == name }
      return FrontierLine(
        name, capitalUSD: points.map(\.lockedUSD), uncoveredUSD: points.map(\.uncoveredUSD.value),
        tailValueAtRiskUSD: points.map(\.tailUSD.value))
    }
    if !lines.isEmpty {
      for (name, plot) in LinePlot.frontier(lines, of: comparison) { try await add(plot, name) }
    }
    return files
  }
}
