import ArgumentParser
import ContagionEngine
import ContagionReports

struct Exposure: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows who has how much at stake in something, with no shock.",
    discussion: """
      Looks through receipts: a vault share counts for what the vault holds. Without --of, an \
      overview: value locked and redeemable, concentration, branching ratios.

        contagion exposure Networks/toy/receipt-chain.yaml --of USD
      """)

  @Argument(help: "A network file, or a folder with network.yaml.")
  var network: String

  @Option(help: "An asset, issuer, protocol, reserve (PROTOCOL/ASSET), pool, oracle or chain.")
  var of: String?

  @OptionGroup var format: FormatOption

  func run() throws {
    for end in try LoadedNetwork(network).ends {
      guard let of else {
        try Terminal.result(try format.text(of: Table(overview: end.compiled.overview())))
        continue
      }
      do {
        let table = Table(exposures: try end.compiled.exposures(of: of), of: of)
        try Terminal.result(try format.text(of: table))
      } catch let error as UnknownName {
        throw Terminal.failure(error.description)
      }
    }
  }
}
