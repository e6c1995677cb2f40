import ContagionModel

/// The schema of what a file may say of the rules of one catalog.
struct RuleSchema {
  let rules: [RuleListing]
  /// What each nested kind of rule may be, by the name of its catalog.
  let nested: [CatalogListing]

  /// A rule by name, or with parameters: `{rule: name, parameter: value}`.
  func choice(_ description: String) -> JSONValue {
    let names =
      rules
      .filter { rule in rule.parameters.allSatisfy { $0.fallback != nil } }
      .map { JSONValue.string($0.name) }
    let alone: [JSONValue] = names.isEmpty ? [] : [["enum": .array(names)]]
    return [
      "description": .string(description),
      "anyOf": .array(alone + rules.map { withParameters($0) }),
    ]
  }

  /// The names of all rules.
  func names(_ description: String) -> JSONValue {
    let lines = rules.map { "\($0.name): \($0.summary)" }
    return SchemaParts.words(
      ([description] + lines).joined(separator: "\n"), rules.map(\.name))
  }

  /// The parameters of all rules, for files that write them beside the name.
  var parameters: [String: JSONValue] {
    var all: [String: [JSONValue]] = [:]
    for rule in rules {
      for parameter in rule.parameters {
        all[parameter.name, default: []].append(schema(of: parameter, rule: rule.name))
      }
    }
    return all.mapValues { $0.count == 1 ? $0[0] : ["anyOf": .array($0)] }
  }

  private func withParameters(_ rule: RuleListing) -> JSONValue {
    var properties: [String: JSONValue] = ["rule": ["const": .string(rule.name)]]
    for parameter in rule.parameters {
      properties[parameter.name] = schema(of: parameter, rule: rule.name)
    }
    let needed = rule.parameters.filter { $0.fallback == nil }.map(\.name)
    return SchemaParts.mapping(rule.summary, properties, required: ["rule"] + needed)
  }

  private func schema(of parameter: RuleParameter, rule: String) -> JSONValue {
    let description = "\(parameter.summary) (\(rule), \(parameter.unit))"
    switch parameter.domain {
    case .number(let range): return SchemaParts.number(description, in: range)
    case .rule(let names, let range):
      let known = nested.first { $0.rules.map(\.name) == names }
      let choices =
        known.map { RuleSchema(rules: $0.rules, nested: []).choice(description) }
        ?? SchemaParts.words(description, names)
      guard let range else { return choices }
      return [
        "description": .string(description),
        "anyOf": [choices, SchemaParts.number(description, in: range)],
      ]
    }
  }
}
