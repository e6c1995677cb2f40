import ArgumentParser
import ContagionEngine
import ContagionFiles
import ContagionModel
import ContagionReports

struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs the same book and shock under other rules, side by side.",
    discussion: """
      A rule set is a YAML file with 'schema: \(RuleSet.schema)', a name and a 'change' of the \
      shape of a network file that lists only what differs; "*" means every protocol or reserve.

        contagion compare Networks/toy/three-protocols.yaml --rules full-close.yaml slow-oracle.yaml
      """)

  @Argument(help: "A network file, or a folder with network.yaml.")
  var network: String

  @Option(parsing: .upToNextOption, help: "Rule sets, each a column beside the network as it is.")
  var rules: [String]

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp(
      "A named shock of the network, or one spelled out; may be repeated.", valueName: "shock"))
  var shock: [String] = []

  @OptionGroup var choices: ChoiceOptions

  @OptionGroup var time: TimeOptions

  @OptionGroup var format: FormatOption

  func run() throws {
    var sets: [RuleSet?] = [nil]
    for path in rules {
      do {
        sets.append(try RuleSet(path))
      } catch {
        throw Terminal.failure(error.description)
      }
    }
    let loaded = try sets.map { try LoadedNetwork(network, under: $0) }
    let time = try time.timing(of: loaded[0].file.network)
    let (_, title, shocks) = try loaded[0].shocks(
      shock, orNone: self.time.replacesShock(of: loaded[0].file.network))
    for end in loaded[0].ends.indices {
      let studies = try zip(sets, loaded).map { set, network in
        let compiled = network.ends[min(end, network.ends.count - 1)].compiled
        let study = try compiled.study(
          of: shocks, title: title, choices: choices.applied(in: compiled.network),
          timing: time?.timing)
        let book = compiled.bookUSD()
        return RuleSetStudy(
          name: set?.name ?? "as it is", study: study, collateralUSD: book.collateral,
          debtUSD: book.debt)
      }
      if let name = loaded[0].ends[end].name { Terminal.remark("\(name) end of every range") }
      try Terminal.result(try format.text(of: Table(comparing: studies)))
    }
  }
}
