import ArgumentParser
import ContagionFiles

struct Schema: ParsableCommand {
  /// Files that have a schema.
  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case networks, designs
  }

  static let configuration = CommandConfiguration(
    abstract: "Prints a JSON Schema of network or design files.",
    discussion: """
      Editors use it to complete and check a file while it is written.

        contagion schema > network.schema.json
        contagion schema designs > design.schema.json
      """)

  @Argument(help: "What the schema is of.")
  var kind = Kind.networks

  func run() throws {
    let text =
      switch kind {
      case .networks: try NetworkSchema.json(catalogs: Rules.catalogs)
      case .designs: try DesignSchema.json(catalogs: Rules.catalogs)
      }
    try Terminal.result(text + "\n")
  }
}
