import ArgumentParser
import ContagionEngine
import ContagionModel
import ContagionPlots
import ContagionReports

struct Sweep: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs a network again while one or two of its numbers take values.",
    discussion: """
      One field gives a loss curve, two a heat map. --list names every field.

        contagion sweep Networks/toy/three-protocols.yaml --field shock.ETH=-10%..-50%:41
      """)

  @OptionGroup var stress: StressOptions

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "A field and its values, PATH=from..to[:steps]; once or twice.", valueName: "range"))
  var field: [String] = []

  @Flag(help: "Lists every field with its value instead.")
  var list = false

  @OptionGroup var format: FormatOption
  @OptionGroup var picture: PictureOptions

  func validate() throws {
    guard list || (1...2).contains(field.count) else {
      throw ValidationError("--field is given once or twice, or --list; here \(field.count) times.")
    }
    for text in field {
      do { _ = try FieldSteps(parsing: text) } catch { throw ValidationError("\(error).") }
    }
  }

  func run() async throws {
    for end in try stress.ends() {
      if list {
        let fields = end.stress.fields.map { ($0.field.path, $0.value, $0.field.unit.rawValue) }
        try Terminal.result(try format.text(of: Table(fields: fields)))
        continue
      }
      let steps = try field.map { try FieldSteps(parsing: $0) }
      let sweep = try StressOptions.run { () throws(AnalysisError) in try end.stress.sweep(steps) }
      let plot: any Plot =
        steps.count == 1
        ? LinePlot(
          sweep: sweep, network: end.title, choices: end.subtitle(varying: steps.map(\.path)))
        : HeatMapPlot(
          sweep: sweep, network: end.title, choices: end.subtitle(varying: steps.map(\.path)))
      try await picture.write(
        end, tables: [Table(sweep: sweep)], plots: [(type(of: plot).name, plot)])
      try Terminal.result(try format.text(of: Table(sweep: sweep)))
    }
  }
}
