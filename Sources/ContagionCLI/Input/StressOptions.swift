import ArgumentParser
import ContagionEngine
import ContagionModel

/// A network and the choices of its runs.
struct SubjectOptions: ParsableArguments {
  @Argument(help: "A network file, or a folder with network.yaml.")
  var network: String

  @OptionGroup var choices: ChoiceOptions

  /// Reads the network, without shocks.
  ///
  /// - Throws: `ExitCode.failure` after messages.
  func ends() throws -> [StressOptions.End] {
    try ends(of: LoadedNetwork(network), scenarios: [[]])
  }

  func ends(of file: LoadedNetwork, scenarios: [[Shock]]) throws -> [StressOptions.End] {
    try file.ends.map { end in
      var network = end.network
      network.choices = try choices.applied(in: network)
      return StressOptions.End(
        loaded: end, stress: StressCase(network, scenarios: scenarios))
    }
  }
}

/// A network with shocks and choices, for analyses that run it many times.
struct StressOptions: ParsableArguments {
  @OptionGroup var subject: SubjectOptions

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp(
      "A named shock of the network, or one spelled out; may be repeated.", valueName: "shock"))
  var shock: [String] = []

  /// One end of a network's ranges, ready to be varied.
  struct End {
    let loaded: LoadedNetwork.End
    let stress: StressCase

    /// The title of the network, and which end of its ranges it is.
    var title: String {
      loaded.network.title + (loaded.name.map { " (\($0) end of ranges)" } ?? "")
    }

    /// The network compiled with the choices of the command line.
    func compiled() throws(AnalysisError) -> CompiledNetwork {
      do { return try stress.network.compiled() } catch { throw .notRunnable(error.findings) }
    }

    /// The shocks and the choices in a few words; a shock whose size is varied
    /// is left out.
    func subtitle(varying paths: [String] = []) -> String {
      let choices = stress.network.choices.listed.filter { $0.name == "clearing" || !$0.isDefault }
      let shocks = stress.scenarios.joined().map(\.description).filter { shock in
        !paths.contains { shock.hasPrefix($0.dropFirst("shock.".count) + "=") }
      }.joined(separator: ", ")
      let words = choices.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
      return shocks.isEmpty ? words : "\(shocks); \(words)"
    }
  }

  /// Reads the network and its shocks; several shocks come together, or are
  /// scenarios of their own.
  ///
  /// - Throws: `ExitCode.failure` after messages.
  func ends(apart: Bool = false, needsShock: Bool = true) throws -> [End] {
    let file = try LoadedNetwork(subject.network)
    var scenarios: [[Shock]] = [[]]
    if needsShock || !shock.isEmpty {
      scenarios =
        apart && !shock.isEmpty
        ? try shock.map { try file.shocks([$0]).shocks } : [try file.shocks(shock).shocks]
    }
    return try subject.ends(of: file, scenarios: scenarios)
  }

  /// Runs an analysis, its errors as messages.
  ///
  /// - Throws: `ExitCode.failure` after a message.
  static func run<Result>(_ body: () throws(AnalysisError) -> Result) throws -> Result {
    do throws(AnalysisError) {
      return try body()
    } catch {
      throw Terminal.failure(error.description)
    }
  }
}
