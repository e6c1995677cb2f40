public import Foundation
import Subprocess

/// Why gnuplot gave no picture.
public enum PlotError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no program of that name on the search path.
  case absent
  /// Gnuplot read the script and stopped, in its own words.
  case refused(String)

  public var description: String {
    switch self {
    case .absent:
      "gnuplot is not on the search path; install it (Debian: gnuplot-nox) to get plots as"
        + " pictures; the tables and the .gp scripts are complete without it"
    case .refused(let words): "gnuplot gave no picture: \(words)"
    }
  }
}

/// Drawing by the gnuplot program, which reads the script on standard input.
public enum Gnuplot {
  /// Draws a plot.
  ///
  /// - Throws: ``PlotError`` with gnuplot's own words, or that it is absent.
  public static func picture(
    of plot: some Plot, as format: PlotFormat
  ) async throws(PlotError) -> Data {
    try await picture(of: plot.script(for: format), by: "gnuplot")
  }

  static func picture(
    of script: String, by program: String
  ) async throws(PlotError) -> Data {
    do {
      let result = try await run(
        .name(program), arguments: ["-"], input: .string(script),
        output: .data(limit: 1 << 26), error: .string(limit: 1 << 16))
      let words = result.standardError.trimmingCharacters(in: .whitespacesAndNewlines)
      guard result.terminationStatus.isSuccess, !result.standardOutput.isEmpty else {
        throw PlotError.refused(words)
      }
      return result.standardOutput
    } catch let error as PlotError {
      throw error
    } catch let error as SubprocessError where error.code == .executableNotFound {
      throw .absent
    } catch {
      throw .refused("\(error)")
    }
  }
}
