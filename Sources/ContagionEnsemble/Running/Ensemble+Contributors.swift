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
  ///   - book: The accounts of the network, which give the names.
  ///   - limit: How many accounts are told.
  /// - Returns: Accounts by falling mean.
  /// - Throws: ``IdentityViolation``, which no input can cause.
  public func contributors(
    over worst: [Int], in book: AccountBook, limit: Int = 20
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
    return sums.sorted { ($1.value.usd, $0.key) < ($0.value.usd, $1.key) }.prefix(limit).map {
      account, sum in
      EnsembleSummary.Contributor(
        account: book.name(of: account),
        lendingProtocol: ProtocolID(book.venues[Int(book.accountVenue[account])]),
        badDebtUSD: sum.usd / count, frequency: Double(sum.scenarios) / count)
    }
  }
}
