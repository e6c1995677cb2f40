import ArgumentParser
import ContagionEnsemble
import ContagionFiles
import ContagionModel

struct EnsembleCommand: AsyncParsableCommand {
  /// Runs that can be made beside the joint one.
  enum Beside: String, CaseIterable, ExpressibleByArgument {
    case isolated, channels
  }

  static let configuration = CommandConfiguration(
    commandName: "ensemble",
    abstract: "Runs many scenarios on a network and sums up the losses.",
    discussion: """
      Scenarios come from a model file (contagion.scenarios/1), or from a CSV file with a column \
      for each shock; without one every base asset moves log-normally for a week by round figures \
      that are printed. The run folder has the tables, run.json and scenarios.sqlite. Ctrl-C keeps \
      what is complete; --resume goes on and ends with the same bytes.

        contagion ensemble Networks/2023-q2-ethereum-lending --scenarios 100000 --seed 7
      """)

  @Argument(help: "A network file, or a folder with network.yaml.")
  var network: String

  @Option(help: "Number of scenarios; of given ones, all.")
  var scenarios: Int?

  @Option(help: "Seed of what is drawn.")
  var seed: UInt64 = 1

  @Option(help: "A scenario model: YAML, or CSV with a scenario a row.")
  var model: String?

  @Option(help: "Scenarios run at a time; by default one a processor.")
  var workers: Int?

  @Flag(help: "Goes on with a run that was cut short.")
  var resume = false

  @Option(
    help: ArgumentHelp(
      "Runs beside the joint one, joined by a comma: isolated (each protocol alone), channels"
        + " (each channel off).", valueName: "runs"))
  var with: String?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Looks at the scenarios in which a protocol loses more: aave-v3=10M; may be repeated.",
      valueName: "protocol=usd"))
  var given: [String] = []

  @OptionGroup var choices: ChoiceOptions
  @OptionGroup var format: FormatOption

  @Option(help: "The folder that gets the run folder.")
  var out = "Output"

  @Flag(help: "Replaces a folder of that name that holds another run.")
  var replace = false

  @Flag(help: "No progress on standard error.")
  var quiet = false

  func validate() throws {
    if let scenarios, !(1...100_000_000).contains(scenarios) {
      throw ValidationError("--scenarios is \(scenarios); it is 1 to 100,000,000.")
    }
    if let workers, !(1...1024).contains(workers) {
      throw ValidationError("--workers is \(workers); it is 1 to 1024.")
    }
    for word in besideWords where Beside(rawValue: word) == nil {
      let known = Beside.allCases.map(\.rawValue)
      let hint = suggestion(for: word, among: known).map { " Did you mean '\($0)'?" } ?? ""
      throw ValidationError(
        "--with names '\(word)'.\(hint) Known: \(known.joined(separator: ", ")).")
    }
    for text in given where Self.threshold(text) == nil {
      throw ValidationError("--given is '\(text)'; it is PROTOCOL=USD, like aave-v3=10M.")
    }
  }

  func run() async throws {
    let loaded = try LoadedNetwork(network)
    for end in loaded.ends {
      let setup = try EnsembleSetup(self, end, loaded.file.inputs)
      let summary = try await EnsembleSession(setup, self).summary()
      try Terminal.result(try setup.text(of: summary, format))
    }
  }

  private var besideWords: [String] { with?.split(separator: ",").map(String.init) ?? [] }

  /// The runs that are asked for beside the joint one.
  var beside: Set<Beside> { Set(besideWords.compactMap { Beside(rawValue: $0) }) }

  /// The protocol and the USD of a `--given`.
  static func threshold(_ text: String) -> (ProtocolID, Double)? {
    guard let cut = text.lastIndex(of: "="), cut > text.startIndex,
      let money = Money(String(text[text.index(after: cut)...]))
    else { return nil }
    return (ProtocolID(String(text[..<cut])), money.usd)
  }
}
