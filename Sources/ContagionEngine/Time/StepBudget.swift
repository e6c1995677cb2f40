import ContagionModel

/// What agents can still spend in a step.
struct StepBudget: Sendable {
  /// USD for repayments.
  var liquidationUSD: Double
  /// What is left of capital below this is rounding, which repays nothing.
  private let leastUSD: Double
  /// Calls.
  var calls: Int
  /// USD for trades between pools and the outside market.
  var arbitrageUSD: Double

  init(_ agents: Agents) {
    liquidationUSD = agents.liquidators?.capital ?? .infinity
    leastUSD = liquidationUSD < .infinity ? 1e-9 * liquidationUSD : 0
    calls = agents.liquidators?.callsPerStep ?? .max
    arbitrageUSD = agents.arbitrageurs?.capital ?? .infinity
  }

  /// Whether liquidators can repay any more.
  var hasCapital: Bool { liquidationUSD > leastUSD }
}
