import ArgumentParser
import ContagionEngine
import ContagionModel
import ContagionPlots
import ContagionReports

struct Sensitivities: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows how a loss answers to every number of a network.",
    discussion: """
      Moves one number at a time and runs the same shocks again. Kinks and jumps are told apart \
      from slopes. Without --field, every field of 'contagion sweep --list'.

        contagion sensitivities Networks/toy/three-protocols.yaml --shock ETH=-51%
      """)

  @OptionGroup var stress: StressOptions

  @Option(parsing: .singleValue, help: "A field; may be repeated.")
  var field: [String] = []

  @Option(help: "How far each number is moved, percent of its value.")
  var bump = 1.0

  @Flag(help: "Takes each --shock as a scenario of its own and gives means over them.")
  var apart = false

  @OptionGroup var measure: MeasureOptions
  @OptionGroup var format: FormatOption
  @OptionGroup var picture: PictureOptions

  func validate() throws {
    guard bump > 0, bump < 100 else {
      throw ValidationError("--bump is \(bump); it is above 0 and below 100.")
    }
  }

  func run() async throws {
    for end in try stress.ends(apart: apart) {
      let wanted = try measure.checked(in: end.loaded.compiled)
      let report = try StressOptions.run { () throws(AnalysisError) in
        try end.stress.sensitivities(
          of: wanted, to: field.isEmpty ? nil : field, relativeBump: bump / 100)
      }
      let table = Table(sensitivities: report)
      let plot = TornadoPlot(sensitivities: report, network: end.title, choices: end.subtitle())
      try await picture.write(
        end, tables: [Table(sensitivities: report, isWhole: true)],
        plots: plot.bars.isEmpty ? [] : [(TornadoPlot.name, plot)])
      try Terminal.result(try format.text(of: table))
    }
  }
}
