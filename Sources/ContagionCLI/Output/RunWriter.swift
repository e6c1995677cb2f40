import ArgumentParser
import ContagionDiagrams
import ContagionFiles
import ContagionModel
import ContagionPlots
import ContagionReports
import Foundation

/// Writes the folder of a run.
struct RunWriter {
  let out: String
  let replace: Bool
  let full: Bool

  /// Writes tables, diagrams and `run.json`, and returns the folder.
  ///
  /// With ranges, each end has a folder of its own below.
  ///
  /// - Throws: `ExitCode.failure` after a message.
  func write(
    _ runs: [FinishedRun], shock: String, others: [String] = []
  ) async throws -> String {
    let joint = runs[0].study.joint
    let folder =
      out + "/"
      + RunName(
        network: joint.network, shock: shock, choices: joint.choices, others: others
      ).text
    var files: [(name: String, bytes: Data)] = []
    for run in runs {
      let prefix = run.end.name.map { $0 + "/" } ?? ""
      files += try tables(run, prefix) + diagrams(run, prefix)
      files += try await plots(run, prefix)
    }
    do {
      try RunFolder.write(files, to: folder, replace: replace, drawn: [".svg", ".png", ".pdf"])
    } catch {
      throw Terminal.failure("\(error)")
    }
    return folder
  }

  /// What a timed run looks like over time.
  private func plots(
    _ run: FinishedRun, _ prefix: String
  ) async throws -> [(name: String, bytes: Data)] {
    let choices = RunHeading(run.study.joint).otherChoices
    guard let plot = LinePlot(overTime: run.study.joint, choices: choices) else { return [] }
    return try await PlotFiles.files(plot, named: "over-time", as: [.svg, .png]).map {
      (prefix + $0.name, $0.bytes)
    }
  }

  private func tables(_ run: FinishedRun, _ prefix: String) throws
    -> [(name: String, bytes: Data)]
  {
    func file(_ name: String, _ text: String) -> (name: String, bytes: Data) {
      (prefix + name, Data(text.utf8))
    }
    var files = [
      file("run.json", run.report.json), file("report.md", MarkdownReport(of: run.study).text),
    ]
    for report in ReportTables.all(for: run.study) {
      let table = report.table(of: run.study)
      files.append(file("tables/\(report.name).csv", CSVFormat().text(of: table)))
      files.append(file("tables/\(report.name).md", MarkdownFormat().text(of: table)))
    }
    return files
  }

  private func diagrams(_ run: FinishedRun, _ prefix: String) throws
    -> [(name: String, bytes: Data)]
  {
    var files: [(name: String, bytes: Data)] = []
    let options = DiagramOptions(full: full)
    for entry in Catalog.diagramStyles.entries {
      let style = try Catalog.diagramStyles.rule(RuleChoice(entry.name))
      let diagram = style.diagram(of: run.study, in: run.end.network, options)
      files.append(("\(prefix)\(entry.name).dot", Data(diagram.text.utf8)))
      do {
        let formats = entry.name == CascadeDiagram.name ? ["svg", "png", "pdf"] : ["svg", "png"]
        for format in formats {
          let picture = try Graphviz.picture(of: diagram, as: format)
          files.append(("\(prefix)\(entry.name).\(format)", picture))
        }
      } catch {
        throw Terminal.failure("\(entry.name): \(error)")
      }
    }
    return files
  }
}
