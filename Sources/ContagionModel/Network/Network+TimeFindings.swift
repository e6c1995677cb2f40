extension Network {
  /// Agents that cannot be meant, and a path that the network cannot follow.
  package func timeFindings() -> [Finding] {
    var values = ValueFindings()
    if let liquidators = agents.liquidators {
      let path = "agents.liquidators"
      values.notNegative(liquidators.capital, "capital", in: path)
      values.notNegative(liquidators.cost, "cost", in: path)
      values.ratio(liquidators.margin, "margin", in: path)
    }
    if let arbitrageurs = agents.arbitrageurs {
      values.notNegative(arbitrageurs.capital, "capital", in: "agents.arbitrageurs")
    }
    if let redeemers = agents.redeemers {
      values.notNegative(redeemers.capital, "capital", in: "agents.redeemers")
      values.ratio(redeemers.margin, "margin", in: "agents.redeemers")
    }
    if choices.arbitrage == .capital, agents.arbitrageurs == nil {
      values.add(
        at: "choices.arbitrage",
        "'capital' needs 'agents: {arbitrageurs: {capital: USD}}'")
    }
    if choices.liquidators == .profitable, choices.clearing != .synchronous {
      values.add(
        at: "choices.liquidators",
        "'profitable' needs clearing 'synchronous', whose netted price the profit is reckoned at")
    }
    let path = (timing?.findings(for: self) ?? []).map {
      Finding($0.severity, at: "timing", $0.message)
    }
    return values.findings + path
  }
}
