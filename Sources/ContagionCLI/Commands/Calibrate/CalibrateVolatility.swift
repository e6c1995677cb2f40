import ArgumentParser
import ContagionEnsemble
import ContagionFiles
import ContagionModel
import ContagionReports
import Foundation

struct CalibrateVolatility: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "volatility",
    abstract: "Estimates volatilities and correlations from price files.",
    discussion: """
      A file each, with a column of times and one of prices; NAME=FILE names the asset, else the \
      file's name does. The table format is followed by a scenario model's YAML.

        contagion calibrate volatility ETH=eth.csv BTC=btc.csv
      """)

  @Argument(help: "Price files.")
  var files: [String]

  @Option(help: "The column of times.")
  var time: String?

  @Option(help: "The column of prices.")
  var price: String?

  @Option(help: "Name of the scenario model in the YAML.")
  var name = "calibrated"

  @OptionGroup var format: FormatOption

  func run() throws {
    let report: VolatilityReport
    do {
      report = try VolatilityReport(
        estimating: try files.map { file in
          let (asset, path) = named(file)
          return try PriceFile.read(path, of: asset, time: time, price: price)
        })
    } catch {
      throw Terminal.failure("\(error)")
    }
    try Terminal.result(
      format.text(of: [
        Table(volatilities: report, time: timeText), Table(correlations: report),
      ]))
    guard format.format == TextFormat.name else { return }
    try Terminal.result("\n" + NetworkWriter.yaml(report, named: name))
  }

  /// `ETH=prices/eth.csv`, or the file's name up to its first dot.
  private func named(_ file: String) -> (asset: AssetID, path: String) {
    let parts = file.split(separator: "=", maxSplits: 1)
    if parts.count == 2, !parts[0].contains("/") {
      return (AssetID(String(parts[0])), String(parts[1]))
    }
    let name = URL(filePath: file).lastPathComponent
    return (AssetID(String(name.prefix { $0 != "." })), file)
  }
}
