extension CompiledNetwork {
  /// About how many bytes an ensemble on this network takes at most.
  ///
  ///     book     = names + 28 an account + 21 a collateral + 12 a debt + 8 a pair, in bytes
  ///     worker   = 24.2 an account + 8 a balance + 32 a party and asset
  ///     scenario = 8 · (2 reserves + 2 parties + 3 protocols)
  ///
  /// A worker is counted as if a scenario touched every account, so the estimate
  /// is an upper bound; moderate scenarios touch a small part.
  ///
  /// - Parameters:
  ///   - workers: Scenarios run at a time, 1 or more.
  ///   - scenarios: Outcomes kept at the same time, 0 or more.
  /// - Returns: Bytes, the shared book included.
  public func estimatedBytes(workers: Int, scenarios: Int) -> Int {
    let entries = collateralUnits.count + debtUnits.count
    let book =
      accountCount * 28 + names.bytes.count + collateralUnits.count * 21 + debtUnits.count * 12
      + healthIndex.entries.count * 8
    let worker = accountCount * 42 / 10 + entries * 8 + accountCount * 20
    let parties = PartyTable(self).parties.count
    let fixed = parties * assets.count * 8 * 4
    let scenario = 8 * (2 * reserves.count + 2 * parties + 3 * protocols.count)
    return book + workers * (worker + fixed) + scenarios * scenario
  }
}
