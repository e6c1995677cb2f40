public import ContagionEngine
public import ContagionModel
import OrderedCollections

extension EnsembleRun {
  /// Describes an ensemble by what it was made of.
  public init(
    _ ensemble: Ensemble, _ description: ScenarioDescription, notes: [String], seed: UInt64
  ) throws(IdentityViolation) {
    let network = ensemble.network.network
    let axes = try ScenarioRunner(ensemble.network, choices: ensemble.choices).axes
    self.init(
      network: network.name, networkTitle: network.title, asOf: network.asOf,
      model: description.name, modelTitle: description.title, modelSource: description.source,
      modelRule: description.rule.text, modelNotes: notes,
      horizonDays: description.horizonDays, scenarios: ensemble.count, seed: seed,
      isSampled: ensemble.scenarios.isSampled, choices: ensemble.choices,
      variants: ensemble.variants, targets: ensemble.scenarios.targets, axes: axes,
      chains: axes.protocols.map { network.protocols[$0]?.chain })
  }
}

extension RuleChoice {
  /// The rule with its parameters in the order of their names.
  var text: String {
    let parts = values.sorted { $0.key < $1.key }.map { name, value in
      switch value {
      case .number(let number): "\(name) \(number)"
      case .rule(let choice): "\(name) \(choice.name)"
      }
    }
    return parts.isEmpty ? name : "\(name) (\(parts.joined(separator: ", ")))"
  }
}
