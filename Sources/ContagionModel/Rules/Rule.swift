/// A piece of behaviour that a network file chooses by name.
///
/// A rule lists its parameters once; the catalog uses that list to check a
/// file, to word its errors, and to print `contagion rules`.
public protocol Rule: Sendable {
  /// The name used in files, in kebab case: `fixed-spread`.
  static var name: String { get }
  /// One sentence for the list of rules, ending in a full stop.
  static var summary: String { get }
  /// Where the rule comes from.
  static var source: String { get }
  /// The parameters a file may set.
  static var parameters: [RuleParameter] { get }
  /// Creates the rule from values already checked against ``parameters``.
  init(_ values: RuleValues)
}

/// One thing that a rule can be given.
public struct RuleParameter: Hashable, Sendable {
  /// What values a parameter takes.
  public enum Domain: Hashable, Sendable {
    /// A number in a range.
    case number(ClosedRange<Double>)
    /// Another rule by name, or the number that stands for one.
    case rule([String], orNumber: ClosedRange<Double>?)
  }

  public var name: String
  public var domain: Domain
  /// The value used when a file is silent, or `nil` if the file must speak.
  public var fallback: RuleValue?
  public var unit: String
  public var summary: String

  public init(
    _ name: String, in range: ClosedRange<Double>, unit: String, default fallback: Double? = nil,
    _ summary: String
  ) {
    self.name = name
    domain = .number(range)
    self.fallback = fallback.map { .number($0) }
    self.unit = unit
    self.summary = summary
  }

  public init(
    _ name: String, oneOf rules: [String], orNumber range: ClosedRange<Double>? = nil,
    default fallback: RuleValue? = nil, _ summary: String
  ) {
    self.name = name
    domain = .rule(rules, orNumber: range)
    self.fallback = fallback
    unit = "rule"
    self.summary = summary
  }
}

/// What a file gives for a parameter.
public enum RuleValue: Hashable, Sendable {
  case number(Double)
  case rule(RuleChoice)
}

/// A rule as a file spells it: a name and some values.
public struct RuleChoice: Hashable, Sendable {
  public var name: String
  public var values: [String: RuleValue]

  public init(_ name: String, _ values: [String: RuleValue] = [:]) {
    self.name = name
    self.values = values
  }
}

/// Checked parameter values, by name.
public struct RuleValues: Hashable, Sendable {
  private let values: [String: RuleValue]

  init(_ values: [String: RuleValue]) { self.values = values }

  /// The number given for a parameter.
  ///
  /// - Precondition: `name` is a numeric parameter of the rule.
  public subscript(_ name: String) -> Double {
    guard case .number(let value)? = values[name] else {
      preconditionFailure("undeclared numeric rule parameter '\(name)'")
    }
    return value
  }

  /// The value given for a parameter.
  ///
  /// - Precondition: `name` is a parameter of the rule.
  public func value(_ name: String) -> RuleValue {
    guard let value = values[name] else {
      preconditionFailure("undeclared rule parameter '\(name)'")
    }
    return value
  }
}
