/// What a run has changed in the shared book of accounts.
///
/// An account that has been called has a place, in the order of first calls, and
/// a row of balances. Rows are in the order of places while few are touched.
/// ``spread(over:to:)`` gives every account of low health a row, in the order of the book,
/// where so many of them are that reading the columns from the start is faster.
///
/// Memory is four bytes an account, and what is touched; once spread, 8 bytes for every
/// account that has a row and 8 a balance. ``removeAll(in:)`` makes an overlay ready for the next
/// run at the cost of what the last one touched.
struct AccountOverlay: Sendable {
  /// The place of an account whose balances are those of the book.
  static var inBook: Int32 { -1 }
  /// The place of an account that is left alone, with the balances of the book.
  static var leftAlone: Int32 { -2 }
  /// The bounds of an account that cannot be called.
  static var closed: SIMD2<Float> { SIMD2(repeating: .infinity) }

  /// By account: its place, ``inBook`` or ``leftAlone``; empty while nobody has
  /// been touched.
  private(set) var places: [Int32] = []
  /// By place: the account.
  private(set) var accounts: [Int32] = []
  /// Whether rows are in the order of the book, and an account's is its own number.
  private(set) var isSpread = false

  // By row.
  private(set) var starts: [Int32] = []
  /// Healths at the index's opening prices, one for each of the account's limits, rounded: it
  /// is not below 1 while neither is below its limit. Infinite once it cannot be called any
  /// more, 0 where they bound nothing.
  var bounds: [SIMD2<Float>] = []
  /// The places of ``LookLimits`` that the bounds are held against.
  private(set) var limitsOf: [SIMD2<Int32>] = []

  /// Accounts with the balances of the book whose bounds a look has renewed, where rows are
  /// spread; perhaps several times.
  var looked: [Int32] = []

  /// Units of an account's collateral, then of its debts.
  var units: [Double] = []

  var count: Int { accounts.count }
  /// One behind the last account that has been touched.
  private(set) var end = 0

  /// The place of an account, ``inBook`` or ``leftAlone``.
  @inline(__always)
  func place(of account: Int) -> Int32 { places.isEmpty ? Self.inBook : places[account] }

  /// The row of an account, or −1 if its balances are those of the book.
  @inline(__always)
  func row(of account: Int) -> Int {
    isSpread
      ? account < bounds.count ? account : -1
      : places.isEmpty ? -1 : max(-1, Int(places[account]))
  }

  /// The row of the account that was touched at a place.
  @inline(__always)
  func row(at place: Int) -> Int { isSpread ? Int(accounts[place]) : place }

  /// Where the units of an account with a row start.
  @inline(__always)
  func start(of account: Int, in network: CompiledNetwork) -> Int {
    isSpread
      ? Int(network.collateralRows.offsets[account]) &+ Int(network.debtRows.offsets[account])
      : Int(starts[Int(places[account])])
  }

  /// Excludes an account from being called, also in runs after this.
  mutating func leaveAlone(_ account: Int, in network: CompiledNetwork) {
    makeRoom(network)
    places[account] = Self.leftAlone
    if isSpread, account < bounds.count { bounds[account] = Self.closed }
  }

  /// Excludes an account that has been touched, until the next run.
  mutating func close(_ account: Int) { bounds[row(of: account)] = Self.closed }

  /// Lets a closed account be called again.
  mutating func reopen(_ account: Int, in network: CompiledNetwork) {
    bounds[row(of: account)] = .zero
    renewHealth(of: account, in: network)
  }

  /// Whether an account is excluded.
  func isClosed(_ account: Int) -> Bool {
    place(of: account) == Self.leftAlone
      || row(of: account) >= 0 && bounds[row(of: account)] == Self.closed
  }

  private mutating func makeRoom(_ network: CompiledNetwork) {
    if places.isEmpty {
      places = Array(repeating: Self.inBook, count: network.accountCount)
    }
  }

  /// Gives an account a place, with the balances of the book, if it has none.
  @inline(__always)
  mutating func touch(_ account: Int, in network: CompiledNetwork) {
    if places.isEmpty || places[account] < 0 { add(account, in: network) }
  }

  /// Gives each account a place.
  mutating func touch(_ accounts: [Int32], in network: CompiledNetwork) {
    for account in accounts { touch(Int(account), in: network) }
  }

  private mutating func add(_ account: Int, in network: CompiledNetwork) {
    makeRoom(network)
    places[account] = Int32(truncatingIfNeeded: accounts.count)
    accounts.append(Int32(truncatingIfNeeded: account))
    end = max(end, account + 1)
    guard !isSpread else {
      if account >= bounds.count { extend(to: account + 1, in: network) }
      return
    }
    starts.append(Int32(truncatingIfNeeded: units.count))
    for entry in network.collateralRows[account] { units.append(network.collateralUnits[entry]) }
    for entry in network.debtRows[account] { units.append(network.debtUnits[entry]) }
    limitsOf.append(network.healthIndex.limitsOf[account])
    bounds.append(.zero)
  }

  /// Renews the health by which the next looks pass over an account that has been
  /// touched.
  @inline(__always)
  mutating func renewHealth(of account: Int, in network: CompiledNetwork) {
    let row = row(of: account)
    guard bounds[row] != Self.closed else { return }
    var sums = HealthSums(collateral: 0, debt: 0)
    var isBounded = true
    var isOwing = false
    var unit = start(of: account, in: network)
    var entry = Int(network.collateralRows.offsets[account])
    let collateralEnd = Int(network.collateralRows.offsets[account &+ 1])
    while entry < collateralEnd {
      let held = units[unit]
      if held > 0 {
        let price = network.healthIndex.opening.collateral[Int(network.collateralReserve[entry])]
        isBounded = isBounded && HealthIndex.bounds(price)
        sums.collateral += held * network.threshold(of: entry) * price
      }
      entry &+= 1
      unit &+= 1
    }
    entry = Int(network.debtRows.offsets[account])
    let debtEnd = Int(network.debtRows.offsets[account &+ 1])
    while entry < debtEnd {
      let owed = units[unit]
      if owed > 0 {
        let price = network.healthIndex.opening.debt[Int(network.debtReserve[entry])]
        isBounded = isBounded && HealthIndex.bounds(price)
        isOwing = true
        sums.debt += owed * price
      }
      entry &+= 1
      unit &+= 1
    }
    bounds[row] = SIMD2(
      repeating: isOwing ? isBounded ? HealthIndex.bound(sums) : 0 : .infinity)
  }

  /// Gives every account before an end a row, in the order of the book; later ones get
  /// theirs when they are touched.
  ///
  /// - Precondition: The end is behind all that have been touched.
  /// - Complexity: O(accounts that have no row yet).
  mutating func spread(over network: CompiledNetwork, to end: Int) {
    guard isSpread else {
      makeRoom(network)
      let sparse = self
      isSpread = true
      starts = []
      bounds = []
      units = []
      limitsOf = network.healthIndex.limitsOf
      extend(to: end, in: network)
      for (place, account) in accounts.enumerated() {
        let start = start(of: Int(account), in: network)
        bounds[Int(account)] = sparse.bounds[place]
        for (offset, unit) in sparse.range(of: Int(account), in: network).enumerated() {
          units[start + offset] = sparse.units[unit]
        }
      }
      return
    }
    if end > bounds.count { extend(to: end, in: network) }
  }

  private mutating func extend(to end: Int, in network: CompiledNetwork) {
    let first = bounds.count
    for account in first..<end {
      bounds.append(SIMD2(repeating: network.healthIndex.health[account]))
    }
    let (offsets, debtOffsets) = (network.collateralRows.offsets, network.debtRows.offsets)
    let count = Int(offsets[end]) + Int(debtOffsets[end])
    // Room for what comes beside, or every round would move all.
    if units.capacity < count { units.reserveCapacity(count + count / 4) }
    for account in first..<end {
      for entry in Int(offsets[account])..<Int(offsets[account + 1]) {
        units.append(network.collateralUnits[entry])
      }
      for entry in Int(debtOffsets[account])..<Int(debtOffsets[account + 1]) {
        units.append(network.debtUnits[entry])
      }
      if places[account] == Self.leftAlone { bounds[account] = Self.closed }
    }
  }

  /// Forgets what was touched, but not who is left alone, nor that rows are spread.
  mutating func removeAll(in network: CompiledNetwork) {
    for account in accounts { places[Int(account)] = Self.inBook }
    end = 0
    guard isSpread else {
      accounts.removeAll(keepingCapacity: true)
      starts.removeAll(keepingCapacity: true)
      bounds.removeAll(keepingCapacity: true)
      limitsOf.removeAll(keepingCapacity: true)
      units.removeAll(keepingCapacity: true)
      return
    }
    for account in looked {
      bounds[Int(account)] = SIMD2(repeating: network.healthIndex.health[Int(account)])
    }
    looked.removeAll(keepingCapacity: true)
    for account in accounts {
      let row = Int(account)
      bounds[row] = SIMD2(repeating: network.healthIndex.health[row])
      var unit = start(of: row, in: network)
      for entry in network.collateralRows[row] {
        units[unit] = network.collateralUnits[entry]
        unit += 1
      }
      for entry in network.debtRows[row] {
        units[unit] = network.debtUnits[entry]
        unit += 1
      }
    }
    accounts.removeAll(keepingCapacity: true)
  }
}

extension AccountOverlay {
  /// Where the units of an account with a row are.
  func range(of account: Int, in network: CompiledNetwork) -> Range<Int> {
    let start = start(of: account, in: network)
    return start..<start + network.collateralRows[account].count + network.debtRows[account].count
  }

  /// Units of an entry of collateral as they are now.
  @inline(__always)
  func collateralUnits(_ entry: Int, of account: Int, in network: CompiledNetwork) -> Double {
    guard row(of: account) >= 0 else { return network.collateralUnits[entry] }
    return units[
      start(of: account, in: network) + entry - network.collateralRows[account].lowerBound]
  }

  /// Units of an entry of debt as they are now.
  @inline(__always)
  func debtUnits(_ entry: Int, of account: Int, in network: CompiledNetwork) -> Double {
    guard row(of: account) >= 0 else { return network.debtUnits[entry] }
    return units[
      start(of: account, in: network) + network.collateralRows[account].count + entry
        - network.debtRows[account].lowerBound]
  }
}
