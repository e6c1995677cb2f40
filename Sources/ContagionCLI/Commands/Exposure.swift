import ArgumentParser
import ContagionDiagrams
import ContagionEngine
import ContagionFiles
import ContagionModel
import ContagionReports
import Foundation

struct Exposure: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows who has how much at stake in something, with no shock.",
    discussion: """
      Looks through receipts: a vault share counts for what the vault holds. Without --of, an \
      overview: value locked and redeemable, branching ratios, concentration, cash that lenders \
      can take out now, and the largest accounts. --out has the tables as CSV and the network as \
      a diagram.

        contagion exposure Networks/toy/receipt-chain.yaml --of USD
        contagion exposure Networks/toy/receipt-chain.yaml --out Output/exposure

      With --from, the other way: what the money of one holder ultimately depends on.

        contagion exposure Networks/toy/receipt-chain.yaml --from C
      """)

  @Argument(help: "A network file, or a folder with network.yaml.")
  var network: String

  @Option(help: "An asset, issuer, protocol, reserve (PROTOCOL/ASSET), pool, oracle or chain.")
  var of: String?

  @Option(help: "An issuer, protocol, reserve (PROTOCOL/ASSET), pool or receipt.")
  var from: String?

  @Option(help: "Accounts of a protocol and lenders of a reserve that have a row.")
  var top = 5

  @Option(help: "A folder for the tables as CSV and the diagram as DOT, SVG and PNG.")
  var out: String?

  @Flag(help: "Replaces a folder that holds other results.")
  var replace = false

  @Flag(help: "Draws every node, however many.")
  var full = false

  @OptionGroup var format: FormatOption

  func validate() throws {
    guard of == nil || from == nil else { throw ValidationError("Give --of or --from, not both.") }
    guard top > 0 else { throw ValidationError("--top is \(top); it is 1 or more.") }
  }

  func run() throws {
    for end in try LoadedNetwork(network).ends {
      do {
        let tables = try tables(end.compiled)
        if let out {
          // With ranges, each end has a folder of its own below.
          try write(tables, end, to: end.name.map { "\(out)/\($0)" } ?? out)
        }
        try Terminal.result(try format.text(of: tables))
      } catch let error as UnknownName {
        throw Terminal.failure(error.description)
      }
    }
  }

  private func tables(_ compiled: CompiledNetwork) throws(UnknownName) -> [Table] {
    if let of { return [Table(exposures: try compiled.exposures(of: of), of: of)] }
    if let from { return [Table(dependencies: try compiled.dependencies(from: from), from: from)] }
    var tables = [Table(overview: compiled.overview())]
    let concentrations = compiled.concentrations()
    if !concentrations.isEmpty { tables.append(Table(concentrations: concentrations)) }
    let cash = compiled.withdrawableCash(top)
    if !cash.isEmpty { tables.append(Table(withdrawable: cash)) }
    for measure in AccountStanding.Measure.allCases {
      let accounts = compiled.largestAccounts(top, by: measure)
      if !accounts.isEmpty { tables.append(Table(accounts: accounts, by: measure)) }
    }
    return tables
  }

  /// Writes tables and the diagram.
  private func write(
    _ tables: [Table], _ end: LoadedNetwork.End, to folder: String
  ) throws {
    var files = tables.map { table in
      (name: "\(table.name).csv", bytes: Data(CSVFormat().text(of: table).utf8))
    }
    let diagram = NetworkMap().map(
      of: end.network, at: end.compiled.economicPrices, DiagramOptions(full: full))
    files.append((name: "network.dot", bytes: Data(diagram.text.utf8)))
    do {
      for format in ["svg", "png"] {
        files.append(
          (name: "network.\(format)", bytes: try Graphviz.picture(of: diagram, as: format)))
      }
      try RunFolder.write(files, to: folder, replace: replace, drawn: [".svg", ".png"])
    } catch {
      throw Terminal.failure("\(error)")
    }
    Terminal.remark("wrote \(folder)")
  }
}
