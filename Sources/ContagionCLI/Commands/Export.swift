import ArgumentParser
import ContagionEngine
import ContagionImport
import ContagionModel
import Foundation

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes the graph of exposures for other programs.",
    discussion: """
      Nodes are protocols, reserves, issuers, pools and assets with kind, chain and USD; edges \
      point to what somebody depends on.

        contagion export Networks/toy/receipt-chain.yaml --to graphml --out toy.graphml
      """)

  static let names = Catalog.networkExporters.entries.map(\.name)

  @Argument(help: "A network file, or a folder with network.yaml.")
  var network: String

  @Option(help: "Format: \(Self.names.joined(separator: ", ")).")
  var to: String

  @Option(help: "The file to write, replaced if it is there; standard output if not given.")
  var out: String?

  func validate() throws {
    guard !Self.names.contains(to) else { return }
    let hint = suggestion(for: to, among: Self.names).map { " Did you mean '\($0)'?" } ?? ""
    throw ValidationError(
      "No export format is called '\(to)'.\(hint) Known: \(Self.names.joined(separator: ", ")).")
  }

  func run() throws {
    let loaded = try LoadedNetwork(network)
    if let name = loaded.ends[0].name { Terminal.remark("\(name) end of every range") }
    let exporter = try Catalog.networkExporters.rule(RuleChoice(to))
    let bytes = try exporter.file(of: loaded.ends[0].compiled.graph())
    guard let out else { return try Terminal.result(String(decoding: bytes, as: UTF8.self)) }
    let folder = URL(filePath: out).deletingLastPathComponent().path
    guard FileManager.default.fileExists(atPath: folder) else {
      throw Terminal.failure("\(out): error: there is no folder '\(folder)'")
    }
    guard !FileManager.default.fileExists(atPath: out) else {
      throw Terminal.failure("\(out): error: exists already; name a new file")
    }
    do {
      try bytes.write(to: URL(filePath: out), options: .atomic)
    } catch {
      throw Terminal.failure("\(out): error: cannot be written: \(error.localizedDescription)")
    }
    Terminal.remark("wrote \(out)")
  }
}
