import ArgumentParser
import ContagionCoupling
import ContagionEngine
import ContagionFiles
import ContagionInsurance
import ContagionModel
import OrderedCollections

struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shocks a network and writes tables and diagrams.",
    discussion: """
      Without a network, runs the shipped \(ShippedNetworks.standard). Tables go to standard \
      output; the run folder has all tables, diagrams and run.json.

        contagion run Networks/toy/three-protocols.yaml --shock ETH=-19% --clearing sequential
      """)

  @Argument(help: "A network file, or a folder with network.yaml.")
  var network: String?

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp(
      "A named shock of the network, or one spelled out; may be repeated.", valueName: "shock"))
  var shock: [String] = []

  @OptionGroup var choices: ChoiceOptions

  @OptionGroup var time: TimeOptions

  @OptionGroup var format: FormatOption

  @Option(help: "The folder that gets the run folder.")
  var out = "Output"

  @Flag(help: "Replaces a folder of that name that holds another run.")
  var replace = false

  @Flag(help: "Draws every node instead of the largest.")
  var full = false

  @Flag(help: "Shares the bad debt out over channels, by Shapley: 32 more runs.")
  var shapley = false

  @Option(help: "Exit code 2 if the bad debt is above this many USD (10M, 2.5e6).")
  var failAbove: String?

  func validate() throws {
    if let failAbove, Money(failAbove) == nil {
      throw ValidationError(
        "--fail-above is '\(failAbove)'; it is USD, like 2500000, 2.5e6 or 10M.")
    }
  }

  func run() async throws {
    let path = try network ?? Self.defaultNetwork()
    let loaded = try LoadedNetwork(path)
    let time = try time.timing(of: loaded.file.network)
    let (name, title, shocks) = try loaded.shocks(
      shock, orNone: self.time.replacesShock(of: loaded.file.network))
    if network == nil {
      Terminal.remark(
        "running \(path) with its \(shock.isEmpty ? "default " : "")shock: \(title ?? name)")
    }
    var finished: [FinishedRun] = []
    for end in loaded.ends {
      let applied = try choices.applied(in: end.network)
      var study = try end.compiled.study(
        of: shocks, title: title, choices: applied, timing: time?.timing)
      if shapley {
        study.attribution = try end.compiled.attribution(
          of: shocks, choices: applied, timing: time?.timing)
      }
      if let own = end.compiled.ownProgramme {
        do {
          study.insured = try InsuredRun(
            end.compiled, under: own, choices: applied, timing: time?.timing
          )
          .outcome(of: shocks, title: title)
        } catch let error as ProgrammeError {
          throw Terminal.failure(error.description)
        }
      }
      finished.append(
        FinishedRun(
          end: end, study: study, inputs: loaded.file.inputs + (time?.inputs ?? [])))
    }
    // The folder first: a reader who closes the pipe early loses nothing.
    let folder = try await RunWriter(out: out, replace: replace, full: full)
      .write(finished, shock: name, others: self.time.names(loaded.file.network))
    Terminal.remark("wrote \(folder)")
    for run in finished { try Terminal.result(run.text(format.format)) }
    if let failAbove, let limit = Money(failAbove),
      finished.contains(where: { $0.study.joint.badDebtUSD > limit.usd })
    {
      throw ExitCode(2)
    }
  }

  private static func defaultNetwork() throws -> String {
    guard let path = ShippedNetworks.path() else {
      throw Terminal.failure(
        "\(ShippedNetworks.standard) is neither below the working folder nor beside the program;"
          + " name a network")
    }
    return path
  }
}

/// An amount as people type it: `10M`, `2.5e6`, `300k`.
struct Money {
  let usd: Double

  init?(_ text: String) {
    let factors: [Character: Double] = ["k": 1e3, "M": 1e6, "B": 1e9]
    let factor = text.last.flatMap { factors[$0] }
    guard let number = Double(factor == nil ? text[...] : text.dropLast()), number.isFinite,
      number >= 0
    else { return nil }
    usd = number * (factor ?? 1)
  }
}
