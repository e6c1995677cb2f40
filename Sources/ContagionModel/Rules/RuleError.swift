/// Why a file's choice of rule was turned down.
public enum RuleError: Error, Hashable, Sendable, CustomStringConvertible {
  case unknownRule(String, kind: String, known: [String])
  case unknownParameter(String, rule: String, known: [String])
  case missingParameter(String, rule: String)
  case outOfRange(String, rule: String, value: Double, allowed: ClosedRange<Double>)
  case wrongKind(String, rule: String, accepted: String)

  /// The parameter that the error is about, if it is about one.
  public var parameter: String? {
    switch self {
    case .unknownRule, .missingParameter: nil
    case .unknownParameter(let name, _, _), .outOfRange(let name, _, _, _),
      .wrongKind(let name, _, _):
      name
    }
  }

  public var description: String {
    switch self {
    case .unknownRule(let name, let kind, let known):
      "no \(kind) is called '\(name)'\(Self.hint(name, known)); known: \(known.joined(separator: ", "))"
    case .unknownParameter(let name, let rule, let known):
      "rule '\(rule)' has no parameter '\(name)'\(Self.hint(name, known)); it has: "
        + known.joined(separator: ", ")
    case .missingParameter(let name, let rule):
      "rule '\(rule)' needs a value for '\(name)'"
    case .outOfRange(let name, let rule, let value, let allowed):
      "'\(name)' of rule '\(rule)' is \(value), outside \(allowed.lowerBound)...\(allowed.upperBound)"
    case .wrongKind(let name, let rule, let accepted):
      "'\(name)' of rule '\(rule)' is not \(accepted)"
    }
  }

  private static func hint(_ name: String, _ known: [String]) -> String {
    suggestion(for: name, among: known).map { " (did you mean '\($0)'?)" } ?? ""
  }
}
