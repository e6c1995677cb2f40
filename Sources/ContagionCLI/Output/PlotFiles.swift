import ContagionPlots
import Foundation

/// A plot as the files of a folder: its script, and its pictures where gnuplot is.
enum PlotFiles {
  /// The files of a plot; without gnuplot the script alone, after a remark.
  ///
  /// A PDF carries the time at which it was drawn; folders that promise the same
  /// bytes go without.
  ///
  /// - Throws: `ExitCode.failure` after gnuplot's own message.
  static func files(
    _ plot: any Plot, named name: String, as formats: [PlotFormat] = PlotFormat.allCases
  ) async throws -> [(name: String, bytes: Data)] {
    var files = [(name: "\(name).gp", bytes: Data(plot.script(for: .svg).utf8))]
    do {
      for format in formats {
        files.append(
          ("\(name).\(format.rawValue)", try await Gnuplot.picture(of: plot, as: format)))
      }
    } catch PlotError.absent {
      Terminal.remark("\(PlotError.absent)")
    } catch {
      throw Terminal.failure("\(name): \(error)")
    }
    return files
  }
}
