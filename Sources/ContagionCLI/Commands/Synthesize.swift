import ArgumentParser
import ContagionEngine
import ContagionFiles
import Foundation

struct Synthesize: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes a seeded synthetic book of any size.",
    discussion: """
      The folder gets network.yaml and accounts.csv; the same options give the same bytes.

        contagion synthesize book --accounts 10000 --seed 7
      """)

  @Argument(help: "The folder to write; it must not exist.")
  var folder: String

  @Option(help: "Number of accounts.")
  var accounts = 1_000_000

  @Option(help: "Number of assets, stable ones included.")
  var assets = 20

  @Option(help: "Number of lending protocols.")
  var protocols = 8

  @Option(help: "Seed of the generator.")
  var seed: UInt64 = 1

  func validate() throws {
    guard (1...20_000_000).contains(accounts) else {
      throw ValidationError("--accounts is \(accounts); it is 1 to 20,000,000.")
    }
    guard (2...1000).contains(assets) else {
      throw ValidationError("--assets is \(assets); it is 2 to 1000.")
    }
    guard (1...100).contains(protocols) else {
      throw ValidationError("--protocols is \(protocols); it is 1 to 100.")
    }
  }

  func run() throws {
    let book = SyntheticBook(
      accounts: accounts, assets: assets, protocols: protocols, seed: seed)
    let files = FileManager.default
    guard !files.fileExists(atPath: folder) else {
      throw Terminal.failure("\(folder): exists already; name a new folder")
    }
    do {
      try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let base = URL(filePath: folder)
      try Data(NetworkWriter.yaml(book.network, accounts: "accounts.csv").utf8).write(
        to: base.appending(path: "network.yaml"))
      try write(book, to: base.appending(path: "accounts.csv"))
    } catch {
      throw Terminal.failure("\(folder): \(error.localizedDescription)")
    }
    Terminal.remark("wrote \(folder) with \(accounts) accounts")
  }

  /// Writes the entries in pieces of a megabyte.
  private func write(_ book: SyntheticBook, to url: URL) throws {
    try Data().write(to: url)
    let handle = try FileHandle(forWritingTo: url)
    defer { try? handle.close() }
    var text = "id,protocol,side,asset,units\n"
    try book.forEachEntry { entry in
      text += SyntheticBook.csvLine(entry)
      if text.utf8.count > 1_000_000 {
        try handle.write(contentsOf: Data(text.utf8))
        text = ""
      }
    }
    try handle.write(contentsOf: Data(text.utf8))
  }
}
