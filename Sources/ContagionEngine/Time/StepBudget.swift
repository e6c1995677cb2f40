import ContagionModel

/// What agents can still spend in a step.
struct StepBudget: Sendable {
  /// USD for repayments.
  var liquidationUSD: Double
  /// Calls.
  var calls: Int
  /// USD for trades between pools and the outside market.
  var arbitrageUSD: Double

  init(_ agents: Agents) {
    liquidationUSD = agents.liquidators?.capital ?? .infinity
    calls = agents.liquidators?.callsPerStep ?? .max
    arbitrageUSD = agents.arbitrageurs?.capital ?? .infinity
  }
}
