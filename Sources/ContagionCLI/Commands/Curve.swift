import ArgumentParser
import ContagionEngine
import ContagionModel
import ContagionPlots
import ContagionReports

struct Curve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows what is liquidatable and lost against the fall of a price.",
    discussion: """
      One row per fall; several assets fall together. --by protocol has every protocol in one \
      table, and --out a plot of them in one chart.

        contagion curve Networks/toy/three-protocols.yaml --asset ETH --to 50 --step 5
      """)

  enum By: String, ExpressibleByArgument, CaseIterable {
    case network
    case lendingProtocol = "protocol"
  }

  @OptionGroup var subject: SubjectOptions

  @Option(parsing: .singleValue, help: "The asset whose price falls; may be repeated.")
  var asset: [String]

  @Option(help: "What has a row: the whole network, or each protocol.")
  var by = By.network

  @Option(help: "The largest fall, percent.")
  var to = 60.0

  @Option(help: "Percent between rows.")
  var step = 5.0

  @OptionGroup var format: FormatOption
  @OptionGroup var picture: PictureOptions

  func validate() throws {
    guard to > 0, to < 100 else {
      throw ValidationError("--to is \(to); it is above 0 and below 100.")
    }
    guard step > 0, step <= to else {
      throw ValidationError("--step is \(step); it is above 0 and at most --to.")
    }
  }

  func run() async throws {
    let ids = asset.map { AssetID($0) }
    let falls = (0...Int(to / step + 1e-9)).map { Double($0) * step / 100 }
    for end in try subject.ends() {
      let compiled = end.loaded.compiled
      let findings = compiled.findings(of: ids.map { .priceChange($0, -0.1) })
      guard findings.isEmpty else { throw Terminal.failure(findings[0].message) }
      let curves = try compiled.liquidationCurves(
        of: ids, falls: falls, choices: end.stress.network.choices)
      let table =
        ids.count == 1 && by == .network
        ? Table(curve: curves[0].points, of: ids[0])
        : Table(curves: by == .network ? [curves[0]] : curves, of: ids)
      try await picture.write(
        end, tables: [table],
        plots: [
          (
            LinePlot.name,
            LinePlot(curves: curves, of: ids, network: end.title, choices: end.subtitle())
          )
        ])
      try Terminal.result(try format.text(of: table))
    }
  }
}
