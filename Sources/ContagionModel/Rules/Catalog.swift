/// The rules of one kind that files can name.
public struct Catalog<Kind: Sendable>: Sendable {
  /// One line of a catalog.
  public struct Entry: Sendable {
    public let listing: RuleListing
    fileprivate let make: @Sendable (RuleValues) -> Kind

    /// Lists a rule type; `erase` turns it into the catalog's kind.
    public init<R: Rule>(_ rule: R.Type, _ erase: @escaping @Sendable (R) -> Kind) {
      listing = RuleListing(
        name: R.name, summary: R.summary, source: R.source, parameters: R.parameters)
      make = { erase(R($0)) }
    }

    public var name: String { listing.name }
  }

  /// What the rules are, for messages: `liquidation mechanism`.
  public let kind: String
  /// The entries in the order they are listed.
  public let entries: [Entry]

  public init(_ kind: String, _ entries: [Entry]) {
    self.kind = kind
    self.entries = entries
  }

  /// Makes the rule that a file asks for.
  ///
  /// - Throws: ``RuleError`` naming the rule, the parameter and what would be accepted.
  public func rule(_ choice: RuleChoice) throws(RuleError) -> Kind {
    guard let entry = entries.first(where: { $0.name == choice.name }) else {
      throw .unknownRule(choice.name, kind: kind, known: entries.map(\.name))
    }
    return entry.make(RuleValues(try entry.listing.checked(choice)))
  }
}

/// What a catalog says of one rule.
public struct RuleListing: Hashable, Sendable {
  public var name: String
  public var summary: String
  public var source: String
  public var parameters: [RuleParameter]

  fileprivate func checked(_ choice: RuleChoice) throws(RuleError) -> [String: RuleValue] {
    var checked: [String: RuleValue] = [:]
    for parameter in parameters {
      guard let value = choice.values[parameter.name] ?? parameter.fallback else {
        throw .missingParameter(parameter.name, rule: name)
      }
      switch (parameter.domain, value) {
      case (.number(let range), .number(let number)),
        (.rule(_, .some(let range)), .number(let number)):
        guard range.contains(number) else {
          throw .outOfRange(parameter.name, rule: name, value: number, allowed: range)
        }
      case (.number(let range), .rule):
        throw .wrongKind(
          parameter.name, rule: name,
          accepted: "a number in \(range.lowerBound)...\(range.upperBound)")
      case (.rule(let known, nil), .number):
        throw .wrongKind(
          parameter.name, rule: name, accepted: "one of \(known.joined(separator: ", "))")
      case (.rule(let known, _), .rule(let nested)):
        guard known.contains(nested.name) else {
          throw .unknownRule(nested.name, kind: parameter.name, known: known)
        }
      }
      checked[parameter.name] = value
    }
    for name in choice.values.keys.sorted() where checked[name] == nil {
      throw .unknownParameter(name, rule: self.name, known: parameters.map(\.name))
    }
    return checked
  }
}

/// A catalog without its rules: what `contagion rules` and the schema print.
public struct CatalogListing: Hashable, Sendable {
  /// The kind as the command line names it: `liquidation`.
  public var name: String
  public var title: String
  public var rules: [RuleListing]

  public init<Kind>(_ name: String, _ catalog: Catalog<Kind>) {
    self.name = name
    title = catalog.kind
    rules = catalog.entries.map(\.listing)
  }
}
