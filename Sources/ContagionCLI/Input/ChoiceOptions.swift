public import ArgumentParser
public import ContagionModel

extension Choices.Clearing: ExpressibleByArgument {}
extension Choices.Arbitrage: ExpressibleByArgument {}
extension Choices.Liquidators: ExpressibleByArgument {}
extension Choices.Opening: ExpressibleByArgument {}
extension Choices.ScarceCash: ExpressibleByArgument {}
extension Choices.Routing: ExpressibleByArgument {}
extension Channel: ExpressibleByArgument {}

/// The named choices of a run, as options; silent ones keep the network's.
struct ChoiceOptions: ParsableArguments {
  @Option(help: "How a round's sales meet.")
  var clearing: Choices.Clearing?

  @Option(help: "Whether pools return to the outside price in every round.")
  var arbitrage: Choices.Arbitrage?

  @Option(help: "Whether liquidators make all calls or those that pay.")
  var liquidators: Choices.Liquidators?

  @Option(help: "What happens to accounts below health 1 before the shock.")
  var opening: Choices.Opening?

  @Option(help: "Who is paid when lenders run for the cash of a reserve.")
  var scarceCash: Choices.ScarceCash?

  @Option(help: "Whether a sale goes to the largest pool of its pair or is split over all.")
  var routing: Choices.Routing?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Channels to switch off.", valueName: "channel"))
  var without: [Channel] = []

  @Option(help: "Rounds after which a run stops and says so.")
  var roundLimit: Int?

  func validate() throws {
    if let roundLimit, roundLimit < 1 {
      throw ValidationError("--round-limit is \(roundLimit); it is 1 or more.")
    }
  }

  /// The network's choices as the options change them.
  ///
  /// - Throws: `ExitCode.failure` after a message about choices that the network cannot follow.
  func applied(in network: Network) throws -> Choices {
    var changed = network
    if let clearing { changed.choices.clearing = clearing }
    if let arbitrage { changed.choices.arbitrage = arbitrage }
    if let liquidators { changed.choices.liquidators = liquidators }
    if let opening { changed.choices.opening = opening }
    if let scarceCash { changed.choices.scarceCash = scarceCash }
    if let routing { changed.choices.routing = routing }
    if let roundLimit { changed.choices.roundLimit = roundLimit }
    changed.choices.without.formUnion(without)
    let findings = changed.timeFindings().filter { $0.path.hasPrefix("choices") }
    guard findings.isEmpty else {
      throw Terminal.failure(
        findings.map { "\($0.path): error: \($0.message)" }.joined(separator: "\n"))
    }
    return changed.choices
  }
}
