/// Which accounts a move of prices can bring below health 1.
///
/// An account of health *H₀* at the opening prices *p₀* has at prices *p*
///
///     H ≥ H₀ · min_c (p_c / p₀_c) ÷ max_d (p_d / p₀_d)
///
/// over its collaterals *c* and debts *d*. It can be below 1 only if
/// `H₀ < (p_d / p₀_d) ÷ (p_c / p₀_c)` for one of its pairs. Each pair of reserves
/// has a list of its accounts, lowest *H₀* first, so a look reads the start of
/// each list: all who are below 1, and some who are not and must be looked at.
///
/// A price that was 0 at the opening bounds nothing; accounts with one are in
/// ``always``. Accounts that owe nothing are in no list.
struct HealthIndex: Sendable {
  /// The two reserves of a list.
  struct Pair: Hashable, Comparable, Sendable {
    let collateral: Int32
    let debt: Int32

    static func < (lhs: Self, rhs: Self) -> Bool {
      (lhs.collateral, lhs.debt) < (rhs.collateral, rhs.debt)
    }
  }

  /// The lists' pairs, in order: lists of one protocol are side by side.
  let pairs: [Pair]
  let rows: Rows
  /// The first entry of each list that is not below 1 at the opening prices.
  let firstHealthy: [Int32]
  /// Health in the upper half, account in the lower: entries sort as numbers.
  let entries: [UInt64]
  /// Accounts that no bound holds for.
  let always: [Int32]
  /// The lists of each protocol.
  let ofProtocol: [Range<Int>]
  /// The prices that the healths are of.
  let opening: PriceBoard
  /// The threshold of each reserve's collateral without one of its own; 1 if
  /// there is none such.
  let threshold: [Double]
  /// The largest threshold of each reserve's collateral, at least that of its reserve.
  let largestThreshold: [Double]

  /// The index of no accounts.
  static let empty = HealthIndex(
    pairs: [], rows: Rows(lengths: []), firstHealthy: [], entries: [], always: [], ofProtocol: [],
    opening: PriceBoard(market: [], debt: [], collateral: [], watched: []), threshold: [],
    largestThreshold: [])

  /// What rounding of healths to 32 bits, and of sums, can move a bound by.
  static var slack: Double { 1e-6 }

  static func health(of entry: UInt64) -> Float { Float(bitPattern: UInt32(entry >> 32)) }

  static func account(of entry: UInt64) -> Int32 { Int32(truncatingIfNeeded: entry) }

  /// The list of a pair, if an account has the pair at the opening.
  func list(of pair: Pair) -> Int? {
    var low = 0
    var high = pairs.count
    while low < high {
      let middle = (low + high) / 2
      if pairs[middle] < pair { low = middle + 1 } else { high = middle }
    }
    return low < pairs.count && pairs[low] == pair ? low : nil
  }
}

extension HealthIndex {
  /// Sorts the accounts of a book.
  ///
  /// - Complexity: O(*n* log *n*), *n* being pairs of collateral and debt.
  init(_ accounts: CompiledAccounts, _ opening: PriceBoard, _ reserves: [CompiledReserve]) {
    var own = reserves.map { _ in 1.0 }
    var largest = reserves.map { _ in 0.0 }
    for (entry, reserve) in accounts.collateralReserve.enumerated() {
      let value = accounts.collateralThreshold[entry]
      largest[Int(reserve)] = max(largest[Int(reserve)], value)
      if !accounts.hasOwnThreshold[entry] { own[Int(reserve)] = value }
    }
    var keys = Array(repeating: Float.infinity, count: accounts.accountProtocol.count)
    var always: [Int32] = []
    var counts: [Pair: Int32] = [:]
    for account in accounts.accountProtocol.indices {
      switch Self.key(of: account, accounts, opening) {
      case nil: always.append(Int32(account))
      case let health?:
        keys[account] = health
        guard health < .infinity else { continue }
        accounts.forEachPair(of: account) { counts[$0, default: 0] += 1 }
      }
    }
    let pairs = counts.keys.sorted()
    let rows = Rows(lengths: pairs.map { counts[$0] ?? 0 })
    var next: [Pair: Int] = [:]
    for (list, pair) in pairs.enumerated() { next[pair] = rows[list].lowerBound }
    var entries = Array(repeating: UInt64(0), count: rows.entryCount)
    for (account, health) in keys.enumerated() where health < .infinity {
      let entry = UInt64(health.bitPattern) << 32 | UInt64(UInt32(account))
      accounts.forEachPair(of: account) { pair in
        guard let place = next[pair] else { return }
        entries[place] = entry
        next[pair] = place + 1
      }
    }
    for list in pairs.indices where rows[list].count > 1 { entries[rows[list]].sort() }
    firstHealthy = pairs.indices.map { list in
      let row = rows[list]
      return Int32(row.first { Self.health(of: entries[$0]) >= 1 } ?? row.upperBound)
    }
    var ofProtocol: [Range<Int>] = []
    for (list, pair) in pairs.enumerated() {
      let owner = reserves[Int(pair.collateral)].lendingProtocol
      while ofProtocol.count <= owner { ofProtocol.append(list..<list) }
      ofProtocol[owner] = ofProtocol[owner].lowerBound..<list + 1
    }
    self.pairs = pairs
    self.rows = rows
    self.entries = entries
    self.always = always
    self.ofProtocol = ofProtocol
    self.opening = opening
    threshold = own
    largestThreshold = zip(own, largest).map { max($0, $1) }
  }

  /// Health at the opening, rounded; infinite without debt; `nil` where it
  /// bounds nothing.
  private static func key(
    of account: Int, _ accounts: CompiledAccounts, _ opening: PriceBoard
  ) -> Float? {
    var isBounded = true
    var collateral = 0.0
    for entry in accounts.collateralRows[account] {
      let price = opening.collateral[Int(accounts.collateralReserve[entry])]
      isBounded = isBounded && price > 1e-100 && price < 1e100
      collateral += accounts.collateralUnits[entry] * accounts.collateralThreshold[entry] * price
    }
    var debt = 0.0
    var isOwing = false
    for entry in accounts.debtRows[account] {
      let price = opening.debt[Int(accounts.debtReserve[entry])]
      isBounded = isBounded && price > 1e-100 && price < 1e100
      isOwing = isOwing || accounts.debtUnits[entry] > 0
      debt += accounts.debtUnits[entry] * price
    }
    guard isOwing else { return .infinity }
    let health = collateral / debt
    guard isBounded, collateral > 1e-200, debt > 1e-200, health > 1e-30, health < 1e30 else {
      return nil
    }
    let rounded = Float(health)
    // On its own side of 1, where the list is cut.
    return health < 1 ? min(rounded, Float(1).nextDown) : rounded
  }
}

extension CompiledAccounts {
  /// Hands out each pair of reserves with collateral that counts and debt.
  fileprivate func forEachPair(of account: Int, _ body: (HealthIndex.Pair) -> Void) {
    for collateral in collateralRows[account]
    where collateralUnits[collateral] * collateralThreshold[collateral] > 0 {
      for debt in debtRows[account] where debtUnits[debt] > 0 {
        body(HealthIndex.Pair(collateral: collateralReserve[collateral], debt: debtReserve[debt]))
      }
    }
  }
}
