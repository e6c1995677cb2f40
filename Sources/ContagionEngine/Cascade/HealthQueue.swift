import HeapModule

/// Accounts by their health at the opening prices, worst first, one queue for each
/// limit of ``LookLimits``.
///
/// Prices move all healths of a queue alike, so its order holds at any prices.
/// Accounts as they are in the book are read from the lists of the index, from a
/// cursor; those that have been touched wait in heaps, one for each of their limits. An
/// account whose bounds were renewed is put in again, and its old entries are dropped when
/// they come up.
struct HealthQueue: Sendable {
  /// By list of the index: the first entry that may still be as in the book.
  var cursors: [Int32]
  /// By limit: health in the upper half, account in the lower, as in the index. The last,
  /// whose limit is 0, stays empty.
  private(set) var touched: [Heap<UInt64>]

  init(_ index: HealthIndex) {
    cursors = Array(index.rows.offsets.dropLast())
    touched = Array(repeating: Heap(), count: index.limitCount)
  }

  /// Puts in an account that has been touched.
  mutating func insert(_ account: Int, _ accounts: AccountOverlay) {
    let row = accounts.row(of: account)
    let (bounds, places) = (accounts.bounds[row], accounts.limitsOf[row])
    guard bounds != AccountOverlay.closed else { return }
    for side in 0..<2 where Int(places[side]) < touched.count - 1 {
      touched[Int(places[side])].insert(
        UInt64(bounds[side].bitPattern) << 32 | UInt64(UInt32(account)))
    }
  }

  /// The worst entry of a heap, if it is still true of its account.
  mutating func worst(of limit: Int, _ accounts: AccountOverlay) -> UInt64? {
    while let entry = touched[limit].min {
      let row = accounts.row(of: Int(HealthIndex.account(of: entry)))
      let side = Int(accounts.limitsOf[row].x) == limit ? 0 : 1
      if accounts.bounds[row][side] == HealthIndex.health(of: entry) { return entry }
      touched[limit].removeMin()
    }
    return nil
  }

  mutating func removeWorst(of limit: Int) { touched[limit].removeMin() }

  mutating func putBack(_ entries: [UInt64], _ limit: Int) {
    for entry in entries { touched[limit].insert(entry) }
  }
}
