public import ContagionModel

extension Cascade {
  /// Every named choice, how time goes included.
  public var listedChoices: [(name: String, value: String, isDefault: Bool)] {
    let time = timing.map {
      "\(Span(seconds: $0.horizon)) in steps of \(Span(seconds: $0.step))"
    }
    return choices.listed + [("time", time ?? "one moment", time == nil)]
  }
}

/// What stands above every output of a run: on what, after what, under which
/// choices.
public struct RunHeading: Hashable, Sendable {
  public var title: String
  public var network: String
  public var shock: String
  /// Every named choice in one line; those that are not the default have a `*`.
  public var choices: String

  /// Those that are not the default.
  public var otherChoices: String

  public init(_ cascade: Cascade) {
    title = "\(cascade.networkTitle): \(cascade.shockTitle)"
    network = cascade.network + (cascade.asOf.isEmpty ? "" : ", as of \(cascade.asOf)")
    shock = (cascade.shocks.map(\.description) + (cascade.timing?.words ?? []))
      .joined(separator: cascade.timing == nil ? ", " : "; ")
    otherChoices = cascade.listedChoices.filter { !$0.isDefault }
      .map { "\($0.name) \($0.value)" }.joined(separator: "; ")
    choices = cascade.listedChoices
      .map { "\($0.name)\($0.isDefault ? "" : "*") \($0.value)" }
      .joined(separator: "; ")
  }

  /// The heading as lines of text, ending in a line break.
  public var text: String {
    let lines = [title, "network: \(network)", "shock: \(shock)", "choices: \(choices)"]
    return lines.flatMap { TableDisplay.visible($0).wrapped(to: TextFormat.lineWidth) }
      .joined(separator: "\n") + "\n"
  }
}
