import ContagionModel
import OrderedCollections

/// A protocol with a stability pool: its rule, its two reserves, and its accounts.
struct StabilityAccounts: Sendable {
  let rule: StabilityPoolRule
  /// Reserve of the collateral.
  let collateral: Int
  /// Reserve of the debt.
  let debt: Int
  /// In the order of memory.
  let accounts: [Int32]
  /// Deposits of the pool at the opening, units of the debt asset.
  let deposits: Double
}

extension CompiledNetwork {
  /// The protocols that have stability pools, by protocol; empty where none has.
  func stabilityAccounts() -> [StabilityAccounts?] {
    let rules = mechanisms.map { $0 as? StabilityPoolRule }
    guard rules.contains(where: { $0 != nil }) else { return [] }
    var accounts: [[Int32]] = rules.map { _ in [] }
    for (account, owner) in accountProtocol.enumerated()
    where owner >= 0 && rules[Int(owner)] != nil {
      accounts[Int(owner)].append(Int32(truncatingIfNeeded: account))
    }
    return rules.enumerated().map { owner, rule in
      let rows = reserveRows[owner]
      let held = network.protocols.values[owner].reserves.values.firstIndex {
        ($0.liquidationThreshold ?? 0) > 0
      }
      guard let rule, let held, rows.count == 2 else { return nil }
      let (collateral, debt) = (rows.lowerBound + held, rows.upperBound - 1 - held)
      return StabilityAccounts(
        rule: rule, collateral: collateral, debt: debt, accounts: accounts[owner],
        deposits: rule.poolShare * openingTotals.debt[debt])
    }
  }
}
