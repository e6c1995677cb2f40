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

      With --from, the other way: what the money of one holder ultimately depends on.

        contagion exposure Networks/toy/receipt-chain.yaml --from C
      """)

  @Argument(help: "A network file, or a folder with network.yaml.")
  var network: String

  @Option(help: "An asset, issuer, protocol, reserve (PROTOCOL/ASSET), pool, oracle or chain.")
  var of: String?

  @Option(help: "An issuer, protocol, reserve (PROTOCOL/ASSET), pool or receipt.")
  var from: String?

  @OptionGroup var format: FormatOption

  func validate() throws {
    guard of == nil || from == nil else { throw ValidationError("Give --of or --from, not both.") }
  }

  func run() throws {
    for end in try LoadedNetwork(network).ends {
      do {
        let table =
          if let of {
            Table(exposures: try end.compiled.exposures(of: of), of: of)
          } else if let from {
            Table(dependencies: try end.compiled.dependencies(from: from), from: from)
          } else {
            Table(overview: end.compiled.overview())
          }
        try Terminal.result(try format.text(of: table))
      } catch let error as UnknownName {
        throw Terminal.failure(error.description)
      }
    }
  }
}
