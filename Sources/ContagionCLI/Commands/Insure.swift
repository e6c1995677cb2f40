public import ArgumentParser
import ContagionInsurance
public import ContagionModel
import ContagionReports

extension InsuranceProgramme.Basis: ExpressibleByArgument {}

struct Insure: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compares insurance designs on the same losses.",
    discussion: """
      Losses come from a run of a network, from an ensemble on it, or from a table: 'scenario, \
      probability, badDebt:MARKET…', an event loss table or a year loss table. Designs must lock \
      the same capital, which is worth what each scenario's own prices say. In a single run, \
      what payers must sell and what is called goes back into the run; an ensemble is settled \
      as it ran. Tables go to standard output; the folder has them, run.json and the pictures.

        contagion insure Networks/2026-04-kelp --designs Networks/designs/*.yaml
        contagion insure Networks/2023-q2-ethereum-lending --ensemble Output/RUN --designs a.yaml
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

  @Flag(help: "Compares designs that lock different capital.")
  var unequal = false

  @OptionGroup var choices: ChoiceOptions

  @OptionGroup var format: FormatOption

  @Option(help: "The folder that gets the folder of the comparison.")
  var out = "Output"

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
    if ensemble != nil, losses != nil {
      throw ValidationError("--ensemble and --losses both give the losses; name one of them.")
    }
    if ensemble != nil, !shock.isEmpty {
      throw ValidationError("--shock shocks a network; an ensemble has its shocks already.")
    }
    if !(0..<1).contains(level) {
      throw ValidationError("--level is \(level); it is 0 or more and below 1.")
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
        try LossSource.runs(of: network ?? "", shock, choices)
      }
    for set in sets {
      let comparison = try set.comparison(of: designs, level, settles, unequal)
      let rounds = try set.secondRounds(of: designs, settles)
      let sensitivities = try set.sensitivities(of: designs, settles)
      let tables = InsuranceTables.all(of: comparison, rounds, sensitivities)
      let folder = try await ComparisonWriter(out: out, replace: replace)
        .write(comparison, tables, set, designs, settles)
      Terminal.remark("wrote \(folder)")
      try Terminal.result(set.text(of: tables, format.format))
    }
  }
}
