public import ContagionEngine
public import ContagionModel
import OrderedCollections

extension Ensemble {
  /// The accounts whose bad debt, booked and hidden, is largest over some scenarios.
  ///
  /// Each scenario is run again.
  ///
  /// - Parameters:
  ///   - worst: Places of scenarios, such as the worst of an ensemble.
  ///   - limit: How many accounts are told.
  /// - Returns: Accounts by falling mean.
  /// - Throws: ``IdentityViolation``, which no input can cause.
  public func contributors(
    over worst: [Int], limit: Int = 20
  ) throws(IdentityViolation) -> [EnsembleSummary.Contributor] {
    var sums: OrderedDictionary<Int, (usd: Double, scenarios: Int)> = [:]
    var runner = try ScenarioRunner(network, choices: choices, keepsAccounts: true)
    for scenario in worst {
      let outcome = try runner.outcome(after: scenarios.shocks(of: scenario))
      for amount in outcome.accountBadDebtUSD where amount.usd > 0 {
        let sum = sums[amount.account] ?? (0, 0)
        sums[amount.account] = (sum.usd + amount.usd, sum.scenarios + 1)
      }
    }
    let count = Double(worst.count)
    // Ties are in the order of the network's accounts.
    return sums.sorted { ($1.value.usd, $0.key) < ($0.value.usd, $1.key) }.prefix(limit).map {
      account, sum in
      let identity = network.identity(of: account)
      return EnsembleSummary.Contributor(
        account: identity.name, lendingProtocol: identity.lendingProtocol,
        badDebtUSD: sum.usd / count, frequency: Double(sum.scenarios) / count)
    }
  }
}
