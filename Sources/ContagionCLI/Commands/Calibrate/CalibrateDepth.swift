import ArgumentParser
import ContagionEngine
import ContagionFiles
import ContagionModel
import ContagionReports

struct CalibrateDepth: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "depth",
    abstract: "Fits every pool formula to quotes and writes the best as a pool.",
    discussion: """
      Quotes are columns 'size' (units sold) and 'price' (average), or an aggregator's src, dst, \
      in_amount and out_amount. The table format is followed by the pool's YAML.

        contagion calibrate depth quotes.csv --base WBTC --quote USDC --fee 0.003
      """)

  @Argument(help: "A CSV file of quotes.")
  var quotes: String

  @Option(help: "The asset sold.")
  var base = "BASE"

  @Option(help: "The asset received.")
  var quote = "QUOTE"

  @Option(help: "Share of what is paid in that the pool keeps.")
  var fee = 0.0

  @Option(help: "Name of the pool in the YAML.")
  var name = "fitted"

  @Option(help: "Token sold, as an aggregator's file spells it.")
  var src: String?

  @Option(help: "Token received, as an aggregator's file spells it.")
  var dst: String?

  @Option(name: .customLong("src-decimals"), help: "Decimals of the token sold.")
  var sourceDecimals = 18

  @Option(name: .customLong("dst-decimals"), help: "Decimals of the token received.")
  var destinationDecimals = 18

  @OptionGroup var format: FormatOption

  func validate() throws {
    guard (0..<1).contains(fee) else {
      throw ValidationError("--fee is \(fee); it is 0 or more and below 1.")
    }
    guard (src == nil) == (dst == nil) else {
      throw ValidationError("--src and --dst go together.")
    }
    guard (0...36).contains(sourceDecimals), (0...36).contains(destinationDecimals) else {
      throw ValidationError("Decimals are 0 to 36.")
    }
  }

  func run() throws {
    let pair = src.flatMap { source in
      dst.map {
        QuotesFile.Pair(
          source: source, destination: $0, sourceDecimals: sourceDecimals,
          destinationDecimals: destinationDecimals)
      }
    }
    let read: [DepthQuote]
    do {
      read = try QuotesFile.read(quotes, pair: pair)
    } catch {
      throw Terminal.failure(error.description)
    }
    let fits = DepthFitting(
      quotes: read, base: AssetID(base), quote: AssetID(quote), fee: fee
    ).fits()
    try Terminal.result(format.text(of: Table(fits: fits, quotes: read.count)))
    guard format.format == TextFormat.name, let best = fits.first else { return }
    try Terminal.result("\n" + NetworkWriter.yaml(best.pool, named: PoolID(name)))
  }
}
