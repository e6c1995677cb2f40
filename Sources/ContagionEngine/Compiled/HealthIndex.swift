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
  /// The health of the first entry of each list.
  let firstHealth: [Float]
  /// Health in the upper half, account in the lower: entries sort as numbers.
  let entries: [UInt64]
  /// Accounts that no bound holds for.
  let always: [Int32]
  /// By account: *H₀*, rounded; infinite without debt, 0 where it bounds nothing.
  let health: [Float]
  /// Whether ``health`` never falls.
  let isInOrder: Bool
  /// By account: the two places of ``LookLimits`` that its ``HealthBounds`` are held against.
  let limitsOf: [SIMD2<Int32>]
  /// The lists of each protocol.
  let ofProtocol: [Range<Int>]
  /// The prices that the healths are of.
  let opening: PriceBoard
  /// The threshold of each reserve's collateral without one of its own; 1 if
  /// there is none such.
  let threshold: [Double]
  /// Whether some account has a threshold that is not its reserve's.
  let hasOwnThresholds: Bool
  /// The largest threshold of each reserve's collateral, at least that of its reserve.
  let largestThreshold: [Double]

  /// The index of no accounts.
  static let empty = HealthIndex(
    pairs: [], rows: Rows(lengths: []), firstHealthy: [], firstHealth: [], entries: [], always: [],
    health: [], isInOrder: true,
    limitsOf: [], ofProtocol: [],
    opening: PriceBoard(market: [], debt: [], collateral: [], watched: []), threshold: [],
    hasOwnThresholds: true, largestThreshold: [])

  /// What rounding of healths to 32 bits, and of sums, can move a bound by.
  static var slack: Double { 1e-6 }

  static func health(of entry: UInt64) -> Float { Float(bitPattern: UInt32(entry >> 32)) }

  static func account(of entry: UInt64) -> Int32 { Int32(truncatingIfNeeded: entry) }

  /// One limit a list, for accounts with one pair or two; one a protocol, the largest of
  /// its lists, for those with more; ``unbounded``, and ``never``.
  var limitCount: Int { pairs.count + ofProtocol.count + 2 }

  /// The place of the limit that is infinite, for accounts that nothing bounds.
  var unbounded: Int { limitCount - 2 }

  /// The place of the limit that is 0, for those that need no second one.
  var never: Int { limitCount - 1 }

  /// Accounts at the start of the book whose health is below a limit.
  ///
  /// - Returns: All of the book where it is not in an ``AccountOrder``.
  /// - Complexity: O(log accounts).
  func prefix(below limit: Float) -> Int {
    guard isInOrder else { return health.count }
    var (low, high) = (0, health.count)
    while low < high {
      let middle = (low + high) / 2
      if health[middle] < limit { low = middle + 1 } else { high = middle }
    }
    return low
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
    var health = Array(repeating: Float.infinity, count: accounts.accountProtocol.count)
    var always: [Int32] = []
    var counts: [Pair: Int32] = [:]
    for account in accounts.accountProtocol.indices {
      let key = Self.key(of: account, accounts, opening)
      health[account] = key
      if key == 0 { always.append(Int32(account)) }
      guard key > 0, key < .infinity else { continue }
      accounts.forEachPair(of: account) { counts[$0, default: 0] += 1 }
    }
    let pairs = counts.keys.sorted()
    let rows = Rows(lengths: pairs.map { counts[$0] ?? 0 })
    let lists = Dictionary(uniqueKeysWithValues: pairs.enumerated().map { ($1, $0) })
    let protocols = (reserves.map(\.lendingProtocol).max() ?? -1) + 1
    let unbounded = pairs.count + protocols
    let never = Int32(unbounded + 1)
    var limitsOf = Array(repeating: SIMD2(Int32(unbounded), never), count: health.count)
    var next = pairs.indices.map { rows[$0].lowerBound }
    var entries = Array(repeating: UInt64(0), count: rows.entryCount)
    for (account, key) in health.enumerated() where key > 0 && key < .infinity {
      let entry = UInt64(key.bitPattern) << 32 | UInt64(UInt32(account))
      var found = 0
      accounts.forEachPair(of: account) { pair in
        guard let list = lists[pair] else { return }
        entries[next[list]] = entry
        next[list] += 1
        found += 1
        switch found {
        case 1: limitsOf[account].x = Int32(list)
        case 2: limitsOf[account].y = Int32(list)
        default:
          limitsOf[account] = SIMD2(Int32(pairs.count) + accounts.accountProtocol[account], never)
        }
      }
    }
    for list in pairs.indices where rows[list].count > 1 { entries[rows[list]].sort() }
    firstHealthy = pairs.indices.map { list in
      let row = rows[list]
      return Int32(row.first { Self.health(of: entries[$0]) >= 1 } ?? row.upperBound)
    }
    firstHealth = pairs.indices.map { Self.health(of: entries[rows[$0].lowerBound]) }
    var ofProtocol = Array(repeating: 0..<0, count: protocols)
    for (list, pair) in pairs.enumerated() {
      let owner = reserves[Int(pair.collateral)].lendingProtocol
      let first = ofProtocol[owner].isEmpty ? list : ofProtocol[owner].lowerBound
      ofProtocol[owner] = first..<list + 1
    }
    self.pairs = pairs
    self.rows = rows
    self.entries = entries
    self.always = always
    self.health = health
    isInOrder = zip(health, health.dropFirst()).allSatisfy { $0 <= $1 }
    self.limitsOf = limitsOf
    self.ofProtocol = ofProtocol
    self.opening = opening
    threshold = own
    hasOwnThresholds = accounts.hasOwnThreshold.contains(true)
    largestThreshold = zip(own, largest).map { max($0, $1) }
  }

  /// The health at the opening, rounded; infinite without debt, 0 where it bounds nothing.
  static func key(
    of account: Int, _ accounts: CompiledAccounts, _ opening: PriceBoard
  ) -> Float {
    var sums = HealthSums(collateral: 0, debt: 0)
    var isOwing = false
    var isBounded = true
    for entry in accounts.collateralRows[account] where accounts.collateralUnits[entry] > 0 {
      let price = opening.collateral[Int(accounts.collateralReserve[entry])]
      isBounded = isBounded && Self.bounds(price)
      sums.collateral +=
        accounts.collateralUnits[entry] * accounts.collateralThreshold[entry] * price
    }
    for entry in accounts.debtRows[account] where accounts.debtUnits[entry] > 0 {
      let price = opening.debt[Int(accounts.debtReserve[entry])]
      isBounded = isBounded && Self.bounds(price)
      isOwing = true
      sums.debt += accounts.debtUnits[entry] * price
    }
    return isOwing ? isBounded ? bound(sums) : 0 : .infinity
  }

  /// Whether moves from a price can be measured.
  static func bounds(_ price: Double) -> Bool { price > 1e-100 && price < 1e100 }

  /// The health of an account that owes something, rounded; 0 where it bounds nothing.
  static func bound(_ sums: HealthSums) -> Float {
    let health = sums.collateral / sums.debt
    guard sums.collateral > 1e-200, sums.debt > 1e-200, health > 1e-30, health < 1e30 else {
      return 0
    }
    // On its own side of 1, where the list is cut.
    return health < 1 ? min(Float(health), Float(1).nextDown) : Float(health)
  }
}

extension HealthIndex {
  /// The bounds of an account of one pair or two after a look at it.
  ///
  /// With health *H* now and limits *L* of its pairs it stays healthy until one of these comes
  /// to more than *H · L*: closer than its health at opening prices, where one price has
  /// fallen much further than another.
  ///
  /// - Parameters:
  ///   - sums: Of an account that owes something, now.
  ///   - limits: Those of ``LookLimits`` now.
  ///   - places: The account's among them.
  /// - Returns: 0 where nothing can be said.
  @inline(__always)
  static func bounds(
    _ sums: HealthSums, at limits: [Float], _ places: SIMD2<Int32>
  ) -> SIMD2<Float> {
    let health = sums.collateral / sums.debt / (1 + slack)
    guard sums.collateral > 1e-200, sums.debt > 1e-200, health > 1e-30, health < 1e30 else {
      return .zero
    }
    let (first, second) = (limits[Int(places.x)], limits[Int(places.y)])
    return SIMD2(
      first < 1e30 ? Float(health * Double(first)) : 0,
      second < 1e30 ? Float(health * Double(second)) : 0)
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
