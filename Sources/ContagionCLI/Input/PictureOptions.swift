import ArgumentParser
import ContagionFiles
import ContagionPlots
import ContagionReports
import Foundation

/// Where the tables and the plot of an analysis go, if they are wanted as files.
struct PictureOptions: ParsableArguments {
  @Option(help: "A folder for the tables as CSV and the plot as SVG, PNG, PDF and script.")
  var out: String?

  @Flag(help: "Replaces a folder that holds other results.")
  var replace = false

  /// Writes tables and plots; nothing without `--out`.
  ///
  /// Without gnuplot, tables and scripts are written and a remark says so.
  ///
  /// - Throws: `ExitCode.failure` after a message.
  func write(
    _ end: StressOptions.End, tables: [Table], plots: [(name: String, plot: any Plot)]
  ) async throws {
    guard var out else { return }
    // With ranges, each end has a folder of its own below.
    if let name = end.loaded.name { out += "/\(name)" }
    var files = tables.map { table in
      (name: "\(table.name).csv", bytes: Data(CSVFormat().text(of: table).utf8))
    }
    for (name, plot) in plots { files += try await PlotFiles.files(plot, named: name) }
    do {
      try RunFolder.write(files, to: out, replace: replace, drawn: [".svg", ".png", ".pdf"])
    } catch {
      throw Terminal.failure("\(error)")
    }
    Terminal.remark("wrote \(out)")
  }
}
