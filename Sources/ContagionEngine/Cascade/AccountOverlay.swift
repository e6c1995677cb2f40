/// What a run has changed in the shared book of accounts.
///
/// Every account has a place: that of its balances here once it has been called,
/// ``inBook`` before. Memory is four bytes an account, and what is touched.
/// ``removeAll()`` makes an overlay ready for the next run at the cost of what
/// the last one touched.
struct AccountOverlay: Sendable {
  /// The place of an account whose balances are those of the book.
  static var inBook: Int32 { -1 }
  /// The place of an account that is left alone, with the balances of the book.
  static var leftAlone: Int32 { -2 }

  /// By account: its place here, ``inBook`` or ``leftAlone``; empty while nobody
  /// has been touched.
  private(set) var places: [Int32] = []

  // By place.
  private(set) var accounts: [Int32] = []
  private(set) var starts: [Int32] = []
  /// Health at the index's opening prices with the balances here, for an account
  /// with one pair; infinite once it cannot be called any more.
  private(set) var health: [Float] = []
  /// The list of an account with one pair; the number of lists for others.
  private(set) var lists: [Int32] = []

  /// Units of an account's collateral, then of its debts.
  var units: [Double] = []

  var count: Int { accounts.count }

  /// The place of an account, ``inBook`` or ``leftAlone``.
  func place(of account: Int) -> Int32 { places.isEmpty ? Self.inBook : places[account] }

  /// Excludes an account from being called, also in runs after this.
  mutating func leaveAlone(_ account: Int, in network: CompiledNetwork) {
    makeRoom(network)
    places[account] = Self.leftAlone
  }

  /// Excludes an account that has a place, until the next run.
  mutating func close(_ place: Int) { health[place] = .infinity }

  func isClosed(_ place: Int) -> Bool { health[place] == .infinity }

  private mutating func makeRoom(_ network: CompiledNetwork) {
    if places.isEmpty {
      places = Array(repeating: Self.inBook, count: network.accountCount)
    }
  }

  /// The place of an account, made from the book if it has none.
  mutating func touch(_ account: Int, in network: CompiledNetwork) -> Int {
    makeRoom(network)
    let known = places[account]
    guard known < 0 else { return Int(known) }
    let place = accounts.count
    places[account] = Int32(truncatingIfNeeded: place)
    accounts.append(Int32(truncatingIfNeeded: account))
    starts.append(Int32(truncatingIfNeeded: units.count))
    let collateral = network.collateralRows[account]
    let debt = network.debtRows[account]
    for entry in collateral { units.append(network.collateralUnits[entry]) }
    for entry in debt { units.append(network.debtUnits[entry]) }
    var list: Int?
    if collateral.count == 1, debt.count == 1 {
      list = network.healthIndex.list(
        of: HealthIndex.Pair(
          collateral: network.collateralReserve[collateral.lowerBound],
          debt: network.debtReserve[debt.lowerBound]))
    }
    lists.append(Int32(truncatingIfNeeded: list ?? network.healthIndex.pairs.count))
    health.append(0)
    return place
  }

  /// Renews the health by which the next looks pass over an account.
  mutating func renewHealth(of place: Int, in network: CompiledNetwork) {
    guard !isClosed(place) else { return }
    let start = Int(starts[place])
    let account = Int(accounts[place])
    guard Int(lists[place]) < network.healthIndex.pairs.count else {
      let debts = start + network.collateralRows[account].count
      let end = debts + network.debtRows[account].count
      var owes = false
      for entry in debts..<end where units[entry] > 0 { owes = true }
      health[place] = owes ? 0 : .infinity
      return
    }
    let opening = network.healthIndex.opening
    let entry = network.collateralRows[account].lowerBound
    let debtEntry = network.debtRows[account].lowerBound
    let debt = units[start + 1] * opening.debt[Int(network.debtReserve[debtEntry])]
    let collateral =
      units[start] * network.collateralThreshold[entry]
      * opening.collateral[Int(network.collateralReserve[entry])]
    let ratio = collateral / debt
    // Too small a ratio bounds nothing; without debt nobody is called.
    health[place] = debt == 0 ? .infinity : ratio > 1e-30 && ratio < 1e30 ? Float(ratio) : 0
  }

  /// Forgets what was touched, but not who is left alone.
  mutating func removeAll() {
    for account in accounts { places[Int(account)] = Self.inBook }
    accounts.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    health.removeAll(keepingCapacity: true)
    lists.removeAll(keepingCapacity: true)
    units.removeAll(keepingCapacity: true)
  }
}

extension AccountOverlay {
  /// Units of an entry of collateral as they are now.
  func collateralUnits(_ entry: Int, of account: Int, in network: CompiledNetwork) -> Double {
    let place = place(of: account)
    guard place >= 0 else { return network.collateralUnits[entry] }
    return units[Int(starts[Int(place)]) + entry - network.collateralRows[account].lowerBound]
  }

  /// Units of an entry of debt as they are now.
  func debtUnits(_ entry: Int, of account: Int, in network: CompiledNetwork) -> Double {
    let place = place(of: account)
    guard place >= 0 else { return network.debtUnits[entry] }
    return units[
      Int(starts[Int(place)]) + network.collateralRows[account].count + entry
        - network.debtRows[account].lowerBound]
  }
}
