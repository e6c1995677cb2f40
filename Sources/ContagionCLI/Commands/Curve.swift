import ArgumentParser
import ContagionEngine
import ContagionModel
import ContagionReports

struct Curve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows what is liquidatable and lost against the fall of one asset.",
    discussion: """
      One row per fall; --format csv for a plot.

        contagion curve Networks/toy/three-protocols.yaml --asset ETH --to 50 --step 5
      """)

  @Argument(help: "A network file, or a folder with network.yaml.")
  var network: String

  @Option(help: "The asset whose price falls.")
  var asset: String

  @Option(help: "The largest fall, percent.")
  var to = 60.0

  @Option(help: "Percent between rows.")
  var step = 5.0

  @OptionGroup var choices: ChoiceOptions
  @OptionGroup var format: FormatOption

  func validate() throws {
    guard to > 0, to < 100 else {
      throw ValidationError("--to is \(to); it is above 0 and below 100.")
    }
    guard step > 0, step <= to else {
      throw ValidationError("--step is \(step); it is above 0 and at most --to.")
    }
  }

  func run() throws {
    let id = AssetID(asset)
    for end in try LoadedNetwork(network).ends {
      let findings = end.compiled.findings(of: [.priceChange(id, -0.1)])
      guard findings.isEmpty else { throw Terminal.failure(findings[0].message) }
      let falls = (0...Int(to / step + 1e-9)).map { Double($0) * step / 100 }
      let points = try end.compiled.liquidationCurve(
        of: id, falls: falls, choices: choices.applied(to: end.network.choices))
      try Terminal.result(try format.text(of: Table(curve: points, of: id)))
    }
  }
}
