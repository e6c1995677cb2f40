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
      from slopes. Without --field, every field of 'contagion sweep --list'. \
      With --scenarios, the mean and the expected shortfall over an ensemble in place of a loss: \
      every bump runs on the same scenarios, four times all of them a field.

        contagion sensitivities Networks/toy/three-protocols.yaml --shock ETH=-51%
        contagion sensitivities NETWORK --scenarios 2000 --seed 7 --field pools.eth-usdc.depth
      """)

  @OptionGroup var stress: StressOptions

  @Option(parsing: .singleValue, help: "A field; may be repeated.")
  var field: [String] = []

  @Option(help: "How far each number is moved, percent of its value.")
  var bump = 1.0

  @Flag(help: "Takes each --shock as a scenario of its own and gives means over them.")
  var apart = false

  @OptionGroup var ensemble: EnsembleOptions
  @OptionGroup var measure: MeasureOptions
  @OptionGroup var format: FormatOption
  @OptionGroup var picture: PictureOptions

  func validate() throws {
    guard bump > 0, bump < 100 else {
      throw ValidationError("--bump is \(bump); it is above 0 and below 100.")
    }
    if ensemble.isGiven, apart || !stress.shock.isEmpty {
      throw ValidationError("--scenarios takes the place of --shock and --apart.")
    }
  }

  func run() async throws {
    for end in try stress.ends(apart: apart, needsShock: !ensemble.isGiven) {
      let wanted = try measure.checked(in: end.loaded.compiled)
      guard !ensemble.isGiven else {
        try await runEnsemble(end, wanted)
        continue
      }
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

  private func runEnsemble(_ end: StressOptions.End, _ wanted: LossMeasure) async throws {
    let stress = try ensemble.stress(end)
    let reports = try StressOptions.run { () throws(AnalysisError) in
      try stress.sensitivities(
        of: wanted, [.mean, .expectedShortfall(ensemble.level)], to: field.isEmpty ? nil : field,
        relativeBump: bump / 100)
    }
    let subtitle = [ensemble.words, end.subtitle()].joined(separator: "; ")
    let plots = reports.map { report in
      (
        report.statistic == .mean ? TornadoPlot.name : "\(TornadoPlot.name)-tail",
        TornadoPlot(sensitivities: report, network: end.title, choices: subtitle)
      )
    }
    try await picture.write(
      end, tables: reports.map { Table(sensitivities: $0, isWhole: true) },
      plots: plots.filter { !$0.1.bars.isEmpty })
    for report in reports { try Terminal.result(try format.text(of: Table(sensitivities: report))) }
  }
}
