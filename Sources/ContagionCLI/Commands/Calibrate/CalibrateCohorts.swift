import ArgumentParser
import ContagionEngine
import ContagionFiles
import ContagionReports

struct CalibrateCohorts: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cohorts",
    abstract: "Sums accounts up in cohorts, so that a private book can be shared.",
    discussion: """
      Units of every asset are kept; the table says how far the at-risk curves are off. The \
      folder gets network.yaml and accounts.csv.

        contagion calibrate cohorts my-book --into my-cohorts --width 0.02 --min-accounts 3
      """)

  @Argument(help: "A network file, or a folder with network.yaml.")
  var network: String

  @Option(help: "The folder to write; it must not exist.")
  var into: String

  @Option(help: "Width of a health bucket, as a share of health.")
  var width = 0.02

  @Option(name: .customLong("min-accounts"), help: "Accounts behind a cohort, at least.")
  var minimumAccounts = 3

  @OptionGroup var format: FormatOption

  func validate() throws {
    guard width > 0, width.isFinite else {
      throw ValidationError("--width is \(width); it is above 0.")
    }
    guard minimumAccounts > 0 else {
      throw ValidationError("--min-accounts is \(minimumAccounts); it is 1 or more.")
    }
  }

  func run() throws {
    let loaded = try LoadedNetwork(network)
    guard loaded.ends.count == 1 else {
      throw Terminal.failure(
        "\(network): error: it has ranges (\(loaded.file.ranges[0])); cohorts are made of a network"
          + " without them")
    }
    let (cohorts, report) = try loaded.ends[0].network.cohorts(
      CohortRule(width: width, minimumAccounts: minimumAccounts))
    let after = try cohorts.compiled().bookUSD()
    do {
      try NetworkFolder.write(cohorts, to: into)
    } catch {
      throw Terminal.failure(error.description)
    }
    Terminal.remark("wrote \(into)")
    try Terminal.result(
      format.text(of: [
        Table(totalsOf: report, after: (after.collateral, after.debt)), Table(cohorts: report),
      ]))
  }
}
