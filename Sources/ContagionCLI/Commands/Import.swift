import ArgumentParser
import ContagionEngine
import ContagionFiles
import ContagionImport
import ContagionModel
import ContagionReports

struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes a network of exports and snapshots of other tools.",
    discussion: """
      Writes a folder with network.yaml and accounts.csv that passes `check`, and reports what was \
      kept, what was left out and why. What the files do not say is asked for, never made up. \
      `contagion rules import` lists the formats; gzip is read as it is.

        contagion import silo-csv vaults.csv.gz markets.csv.gz --name silo --price USDC=1
        contagion import csv positions.csv          proposes a mapping file
      """)

  @Argument(help: "The format of the files.")
  var format: String

  @Argument(help: ArgumentHelp("The files, of one format.", valueName: "file"))
  var files: [String]

  @OptionGroup var input: ImportInput

  @OptionGroup var table: FormatOption

  func validate() throws { try input.check(format) }

  func run() throws {
    let book = try input.book(of: files, as: format)
    let network = try input.merged(book.network)
    let unhealthy = try ImportedHealth(network)
    try input.write(network)
    try Terminal.result(try table.text(of: Table(rows: book.report)) + "\n")
    try Terminal.result(try table.text(of: Table(totals: book.report)))
    for remark in book.report.remarks + [unhealthy.remark] { Terminal.remark(remark) }
    Terminal.remark("wrote \(input.folder)")
  }
}
