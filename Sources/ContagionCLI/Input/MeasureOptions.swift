public import ArgumentParser
import ContagionEngine
public import ContagionModel

extension LossMeasure.Amount: ExpressibleByArgument {}

/// Which loss an analysis is about.
struct MeasureOptions: ParsableArguments {
  @Option(help: "The loss that is meant.")
  var measure = LossMeasure.Amount.badDebt

  @Option(name: .customLong("at"), help: "A protocol; without it the whole network.")
  var lendingProtocol: String?

  /// The measure, its protocol checked against a network.
  ///
  /// - Throws: `ExitCode.failure` after a message.
  func checked(in network: CompiledNetwork) throws -> LossMeasure {
    guard let lendingProtocol else { return LossMeasure(measure) }
    return LossMeasure(measure, at: try Self.checked(lendingProtocol, in: network))
  }

  static func checked(_ name: String, in network: CompiledNetwork) throws -> ProtocolID {
    let known = network.protocols.map(\.name)
    guard known.contains(name) else {
      let hint = suggestion(for: name, among: known).map { " (did you mean '\($0)'?)" } ?? ""
      throw Terminal.failure(
        "no protocol is called '\(name)'\(hint); known: \(known.joined(separator: ", "))")
    }
    return ProtocolID(name)
  }
}
