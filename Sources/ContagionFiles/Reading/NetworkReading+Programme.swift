import ContagionModel
import OrderedCollections
import Yams

extension NetworkReading {
  /// The payers of a protocol's own programme, in order; what is wrong is left out.
  mutating func payers(_ item: Item?) -> [ProgrammePayer] {
    list(item, of: "{payer, offset} or {payer, asset, staked}").compactMap { payer($0) }
  }

  private mutating func payer(_ item: Item) -> ProgrammePayer? {
    let fields = fields(
      item, of: "a payer", ["payer", "asset", "offset", "staked"], required: ["payer"])
    let asset = text(fields["asset"]).map { AssetID($0) }
    guard let name = text(fields["payer"]) else { return nil }
    switch (fields["offset"], fields["staked"]) {
    case (let offset?, nil):
      return number(offset).map { ProgrammePayer(name, asset: asset, .offset($0)) }
    case (nil, let staked?):
      if asset == nil { fault(item, "a payer with 'staked' needs 'asset', what is staked") }
      return number(staked).map { ProgrammePayer(name, asset: asset, .stake($0)) }
    case (nil, nil):
      fault(item, "a payer needs 'offset: USD', or 'asset' and 'staked: units'")
    case (.some, .some):
      fault(item, "a payer has 'offset' or 'staked', not both; list two payers")
    }
    return nil
  }

  /// A rate: `{kink: 0.9, slope1: 0.04, slope2: 0.6}` is short for the rule `kinked`.
  mutating func rate(_ item: Item?) -> RuleChoice? {
    guard let item, case .mapping(let mapping) = item.node, mapping["rule"] == nil else {
      return rule(item)
    }
    let values = entries(item, of: "parameters of the rule 'kinked'")
    return RuleChoice(
      "kinked", ruleValues(values.filter { !Self.provenance.contains($0.key) }))
  }
}
