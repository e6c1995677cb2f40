import ArgumentParser
import ContagionModel
import ContagionReports

struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows what changed between two runs, inputs and results, sorted by money.",
    discussion: """
      Each run is a folder that 'contagion run' wrote, or its run.json.

        contagion diff Output/my-network--eth-25 Output/my-network--eth-30
      """)

  @Argument(help: "The first run.")
  var first: String

  @Argument(help: "The second run.")
  var second: String

  @Option(help: "Figures listed at most.")
  var limit = 40

  @OptionGroup var format: FormatOption

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit is \(limit); it is 1 or more.") }
  }

  func run() throws {
    let difference = RunDifference(
      from: try RunFile.read(first).report, to: try RunFile.read(second).report)
    let rule = try Catalog.reportFormats.rule(RuleChoice(format.format))
    try Terminal.result(rule.text(of: difference.tables(limit: limit)))
  }
}
