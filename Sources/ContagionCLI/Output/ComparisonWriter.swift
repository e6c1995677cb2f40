import ContagionDiagrams
import ContagionFiles
import ContagionInsurance
import ContagionModel
import ContagionPlots
import ContagionReports
import Foundation

/// Writes the folder of a comparison of designs.
struct ComparisonWriter {
  let out: String
  let replace: Bool

  /// Writes tables and the waterfall of the worst scenario; returns the folder.
  ///
  /// - Throws: `ExitCode.failure` after a message.
  func write(
    _ comparison: DesignComparison, _ rounds: [InsuredCascade], _ source: LossSource
  ) async throws -> String {
    let folder = "\(out)/\(source.name)" + (source.end.map { "--\($0)" } ?? "")
    var files: [(name: String, bytes: Data)] = []
    for table in InsuranceTables.all(of: comparison, rounds) {
      files.append(("tables/\(table.name).csv", Data(CSVFormat().text(of: table).utf8)))
      files.append(("tables/\(table.name).md", Data(MarkdownFormat().text(of: table).utf8)))
    }
    let dot = WaterfallDiagram.diagram(of: comparison, scenario: comparison.worstScenario)
    files.append(("waterfall.dot", Data(dot.text.utf8)))
    if comparison.scenarioCount > 1 {
      let plot = ExceedancePlot(
        title: "Bad debt before and after cover",
        subtitle: "\(comparison.scenarioSet), \(comparison.scenarioCount) scenarios",
        axis: PlotAxis("left to lenders", .usd), curves: comparison.exceedance)
      files += try await PlotFiles.files(plot, named: ExceedancePlot.name, as: [.svg, .png])
    }
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
}
