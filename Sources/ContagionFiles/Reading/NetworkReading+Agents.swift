import ContagionModel
import OrderedCollections

extension NetworkReading {
  /// Those who act besides the accounts.
  mutating func agents(_ item: Item?) -> Agents {
    guard let item, !item.isNull else { return Agents() }
    let fields = fields(
      item, of: "the agents",
      ["liquidators", "arbitrageurs", "redeemers", "borrowers", "lenders", "providers", "seed"])
    var agents = Agents()
    if let item = fields["liquidators"] {
      let parts = self.fields(
        item, of: "the liquidators", ["capital", "callsPerStep", "cost", "margin"])
      agents.liquidators = Agents.Liquidators(
        capital: number(parts["capital"]), callsPerStep: count(parts["callsPerStep"]),
        cost: number(parts["cost"]) ?? 0, margin: number(parts["margin"]) ?? 0)
    }
    if let item = fields["arbitrageurs"] {
      let parts = self.fields(item, of: "the arbitrageurs", ["capital"], required: ["capital"])
      agents.arbitrageurs = number(parts["capital"]).map { Agents.Arbitrageurs(capital: $0) }
    }
    if let item = fields["redeemers"] {
      let parts = self.fields(
        item, of: "the redeemers", ["capital", "margin"], required: ["capital"])
      agents.redeemers = number(parts["capital"]).map {
        Agents.Redeemers(capital: $0, margin: number(parts["margin"]) ?? 0)
      }
    }
    agents.borrowers = rule(fields["borrowers"])
    agents.lenders = rule(fields["lenders"])
    agents.providers = rule(fields["providers"])
    if let seed = count(fields["seed"]) { agents.seed = UInt64(seed) }
    return agents
  }
}
