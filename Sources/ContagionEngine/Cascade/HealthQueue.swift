import HeapModule

/// Accounts by their health at the opening prices, worst first, one queue for each
/// limit of ``LookLimits``.
///
/// Prices move all healths of a queue alike, so its order holds at any prices.
/// Accounts as they are in the book are read from the lists of the index, from a
/// cursor; those that have been touched wait in heaps. An account whose health was
/// renewed is put in again, and its old entry is dropped when it comes up.
struct HealthQueue: Sendable {
  /// By list of the index: the first entry that may still be as in the book.
  var cursors: [Int32]
  /// By limit: health in the upper half, account in the lower, as in the index.
  private(set) var touched: [Heap<UInt64>]

  init(_ index: HealthIndex) {
    cursors = Array(index.rows.offsets.dropLast())
    touched = Array(repeating: Heap(), count: index.limitCount)
  }

  /// Puts in an account that has been touched.
  mutating func insert(_ account: Int, _ accounts: AccountOverlay) {
    let row = accounts.row(of: account)
    let health = accounts.health[row]
    guard health < .infinity else { return }
    touched[Int(accounts.limitOf[row])].insert(
      UInt64(health.bitPattern) << 32 | UInt64(UInt32(account)))
  }

  /// The worst entry of a heap, if it is still true of its account.
  mutating func worst(of limit: Int, _ accounts: AccountOverlay) -> UInt64? {
    while let entry = touched[limit].min {
      let row = accounts.row(of: Int(HealthIndex.account(of: entry)))
      if accounts.health[row] == HealthIndex.health(of: entry) { return entry }
      touched[limit].removeMin()
    }
    return nil
  }

  mutating func removeWorst(of limit: Int) { touched[limit].removeMin() }

  mutating func putBack(_ entries: [UInt64], _ limit: Int) {
    for entry in entries { touched[limit].insert(entry) }
  }
}
