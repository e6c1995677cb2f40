import ArgumentParser
import ContagionEngine
import ContagionModel
import ContagionPlots
import ContagionReports

struct Warnings: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows early warnings along the price of every collateral, with no shock.",
    discussion: """
      Liquidation density, branching ratio R(P), distance to the cliff, concentration, overlap of \
      protocols, and the spectral radius of all assets together.

        contagion warnings Networks/2023-q2-ethereum-lending --out Output/warnings
      """)

  @OptionGroup var subject: SubjectOptions

  @Option(help: "The largest fall, percent.")
  var to = 60.0

  @Option(help: "Percent between falls.")
  var step = 1.0

  @Option(help: "The fall over which the spectral radius is taken, percent.")
  var window = 5.0

  @OptionGroup var format: FormatOption
  @OptionGroup var picture: PictureOptions

  func run() async throws {
    for end in try subject.ends() {
      let warnings = try StressOptions.run { () throws(AnalysisError) in
        try end.compiled().warnings(
          largestFall: to / 100, resolution: step / 100, window: window / 100)
      }
      let tables = [Table(warnings: warnings), Table(overlap: warnings.overlap)]
      let plot = BranchingPlot(warnings: warnings, network: end.title)
      try await picture.write(
        end, tables: tables + [Table(priceAxis: warnings)],
        plots: plot.curves.isEmpty ? [] : [(BranchingPlot.name, plot)])
      try Terminal.result(try format.text(of: tables))
    }
  }
}
