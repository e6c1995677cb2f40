import ArgumentParser
import ContagionFiles

struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints a JSON Schema of network files.",
    discussion: """
      Editors use it to complete and check a network file while it is written.

        contagion schema > network.schema.json
      """)

  func run() throws {
    try Terminal.result(NetworkSchema.json(catalogs: Rules.catalogs) + "\n")
  }
}
