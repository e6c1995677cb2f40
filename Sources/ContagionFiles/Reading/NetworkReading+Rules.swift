import ContagionModel
import OrderedCollections
import Yams

extension NetworkReading {
  /// A rule: its name alone, or `{rule: name, parameter: value}`.
  mutating func rule(_ item: Item?) -> RuleChoice? {
    guard let item else { return nil }
    guard case .mapping = item.node else { return text(item).map { RuleChoice($0) } }
    let fields = fields(item, of: "a rule", ["rule"], required: ["rule"], takesOthers: true)
    guard let name = text(fields["rule"]) else { return nil }
    let others: Fields = fields.filter { !(Self.provenance + ["rule"]).contains($0.key) }
    return RuleChoice(name, ruleValues(others))
  }

  /// Parameters of a rule that stand beside its name.
  mutating func ruleValues(_ fields: Fields) -> [String: RuleValue] {
    var values: [String: RuleValue] = [:]
    for (name, item) in fields { values[name] = ruleValue(item) }
    return values
  }

  /// A number, the name of a rule, or a rule with parameters.
  private mutating func ruleValue(_ item: Item) -> RuleValue? {
    switch item.node {
    case .mapping where !isNumeric(item): return rule(item).map { .rule($0) }
    case .scalar(let scalar) where !item.isNull && !isNumeric(item) && isName(scalar.string):
      return .rule(RuleChoice(scalar.string))
    default: return number(item).map { .number($0) }
    }
  }

  /// Whether a text is the name of a rule rather than a number gone wrong.
  private func isName(_ text: String) -> Bool {
    guard let first = text.first, first.isLetter else { return false }
    return Double(text) == nil && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
  }
}
