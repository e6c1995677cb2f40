public import ArgumentParser
import ContagionInsurance
public import ContagionModel
import ContagionReports
import Foundation

extension InsuranceProgramme.Basis: ExpressibleByArgument {}

struct Insure: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compares insurance designs on the same losses.",
    discussion: """
      Losses come from a run of a network, from an ensemble on it, or from a table: 'scenario, \
      probability, badDebt:MARKET…', an event loss table or a year loss table. Designs must lock \
      the same capital, which is worth what each scenario's own prices say. What payers must \
      sell and what is called goes back into the run, and into every scenario of an ensemble \
      that has a loss to settle; it is told apart from the losses as they ran. Over a path of \
      prices designs settle after the last step. Tables go to standard output; the folder has \
      them, run.json and the pictures.

        contagion insure Networks/2026-04-kelp --designs Networks/designs/*.yaml
        contagion insure Networks/2023-q2-ethereum-lending --ensemble Output/RUN --designs a.yaml
        contagion insure NETWORK --ensemble RUN --designs a.yaml --keep-below 10M
        contagion insure --losses Networks/designs/base/losses.csv --designs Networks/designs/base/*.yaml
      """)

  @Argument(help: "A network file, or a folder with network.yaml; not with --losses.")
  var network: String?

  @Option(
    parsing: .upToNextOption,
    help: "Design files; the network's own programme if there are none.")
  var designs: [String] = []

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp(
      "A named shock of the network, or one spelled out; may be repeated.", valueName: "shock"))
  var shock: [String] = []

  @Option(
    help: ArgumentHelp(
      "An ensemble on the network: its folder, or its scenarios.sqlite.", valueName: "run"))
  var ensemble: String?

  @Option(help: ArgumentHelp("A loss table in CSV.", valueName: "file"))
  var losses: String?

  @Option(help: "How many years a year loss table has.")
  var periods: Int?

  @Option(help: "Which bad debt is settled, in place of what the designs say.")
  var settles: InsuranceProgramme.Basis?

  @Option(help: "The level of VaR and TVaR.")
  var level = 0.99

  @Option(
    help: ArgumentHelp(
      "Scales each design to the least capital that keeps the TVaR left to lenders at most there.",
      valueName: "usd"))
  var keepBelow: String?

  @Flag(help: "Compares designs that lock different capital.")
  var unequal = false

  @OptionGroup var prices: PriceOptions

  @OptionGroup var choices: ChoiceOptions

  @OptionGroup var time: TimeOptions

  @OptionGroup var format: FormatOption

  @Option(help: "The folder that gets the folder of the comparison.")
  var out = "Output"

  @Flag(help: "Settles an ensemble as it ran; nothing goes back into its scenarios.")
  var firstRound = false

  @Option(help: "Scenarios of an ensemble that run again at a time; all cores if it is left out.")
  var workers: Int?

  @Flag(help: "Shows no progress.")
  var quiet = false

  @Flag(help: "Replaces a folder of that name that holds another comparison.")
  var replace = false

  func validate() throws {
    if (network == nil) == (losses == nil) {
      throw ValidationError("Name a network or a loss table with --losses, one of them.")
    }
    if losses != nil, !shock.isEmpty {
      throw ValidationError("--shock shocks a network; a loss table has its losses already.")
    }
    if designs.isEmpty, network == nil {
      throw ValidationError("--losses needs --designs, the files of one design or more.")
    }
    if ensemble != nil || losses != nil, time.isGiven {
      throw ValidationError(
        "--path, --step, --horizon, --from and --instant are about a run of the network; an ensemble"
          + " runs in one moment, and a loss table has no prices.")
    }
    if let keepBelow, Money(keepBelow) == nil {
      throw ValidationError(
        "--keep-below is '\(keepBelow)'; it is USD, like 2500000, 2.5e6 or 10M.")
    }
    if firstRound, ensemble == nil {
      throw ValidationError("--first-round is about an ensemble; name it with --ensemble.")
    }
    if ensemble != nil, losses != nil {
      throw ValidationError("--ensemble and --losses both give the losses; name one of them.")
    }
    if ensemble != nil, !shock.isEmpty {
      throw ValidationError("--shock shocks a network; an ensemble has its shocks already.")
    }
    if !(0..<1).contains(level) {
      throw ValidationError("--level is \(level); it is 0 or more and below 1.")
    }
    if let workers, !(1...1024).contains(workers) {
      throw ValidationError("--workers is \(workers); it is 1 to 1024.")
    }
    if let periods, periods < 1 {
      throw ValidationError("--periods is \(periods); it is 1 or more.")
    }
  }

  func run() async throws {
    let designs =
      if designs.isEmpty, let network {
        [try LoadedDesign(ownOf: network)]
      } else {
        try designs.map { try LoadedDesign($0) }
      }
    let sets =
      if let losses {
        [try LossSource(table: losses, periods: periods)]
      } else if let ensemble {
        [try LossSource(ensemble: ensemble, of: network ?? "", designs)]
      } else {
        try LossSource.runs(of: network ?? "", shock, choices, time)
      }
    for set in sets {
      let comparison = try set.comparison(of: designs, level, settles, unequal)
      let rounds = try set.secondRounds(of: designs, settles)
      let summaries =
        firstRound
        ? []
        : try await set.secondRounds(
          of: designs, in: comparison, settles,
          workers: workers ?? ProcessInfo.processInfo.activeProcessorCount, isQuiet: quiet)
      let sensitivities = try set.sensitivities(of: designs, settles)
      let frontiers = try set.frontiers(of: designs, at: comparison.level, settles)
      let covers = try keepBelow.flatMap(Money.init).map {
        try set.smallestCovers(of: designs, keeping: $0.usd, at: comparison.level, settles)
      }
      let tables = InsuranceTables.all(
        of: comparison, rounds, summaries, differences: comparison.differences,
        frontier: frontiers, smallest: covers ?? [], sensitivities,
        plan: set.plan(for: comparison, prices), premium: prices.principle)
      let folder = try await ComparisonWriter(out: out, replace: replace)
        .write(comparison, tables, set, designs, frontiers, settles)
      Terminal.remark("wrote \(folder)")
      try Terminal.result(set.text(of: tables, format.format))
    }
  }
}
