import ContagionModel

extension CascadeRun {
  /// Finds the accounts below health 1 that may be called, in order, at the
  /// prices of the board.
  ///
  /// Only accounts that the index or their last look cannot rule out are looked
  /// at; the look itself is the same sum in every case, so what is found is to
  /// the bit what a look at everybody finds.
  ///
  /// - Complexity: O(pairs of reserves + accounts touched + accounts found).
  mutating func findUnhealthy(ofAll isOfAll: Bool = false) {
    let only = isOfAll ? nil : options.onlyProtocol
    if startLook() {
      lookInOrder(0..<lookEnd, only)
    } else {
      lookAround(only)
    }
  }

  /// Finds the next accounts below health 1 in order, some at a time, so that they can
  /// be changed before more are looked for.
  ///
  /// No change of an account may change the health of another. Where many are
  /// found, each is changed while its balances are still at hand (benchmark).
  ///
  /// - Parameter place: Where the look goes on; 0 to begin, and moved behind what was
  ///   looked at.
  /// - Returns: Whether any were found.
  mutating func findNextUnhealthy(from place: inout Int) -> Bool {
    if place == 0, !startLook() {
      place = network.accountCount
      lookAround(options.onlyProtocol)
      return !called.isEmpty
    }
    let end = lookEnd
    while place < end {
      let start = place
      place = min(start + 2048, end)
      lookInOrder(start..<place, options.onlyProtocol)
      if !called.isEmpty { return true }
    }
    return false
  }

  /// Readies the limits of a look, and tells whether to look in the order of memory.
  private mutating func startLook() -> Bool {
    guard !options.looksAtAll else { return false }
    limits.renew(board, state.shockedThreshold, network.healthIndex)
    guard state.shockedThreshold.isEmpty, isHeavy else { return false }
    limits.renewAll(network.healthIndex)
    accounts.spread(over: network)
    return true
  }

  private mutating func lookAround(_ only: Int?) {
    called.removeAll(keepingCapacity: true)
    guard !options.looksAtAll else { return lookAtAll(only) }
    lookAtLists(only)
    lookAtTouched()
    found.drain(into: &called)
  }

  /// Whether prices have crossed so many accounts that looking at all in the order
  /// of memory is faster than at those in the order of health.
  private var isHeavy: Bool {
    let enough = network.accountCount / 8
    let before = network.healthIndex.prefix(below: limits.largest)
    guard before + accounts.count > enough else { return false }
    var crossed = network.healthIndex.always.count + accounts.count + lists.count
    var list = 0
    while list < lists.next.count, crossed <= enough {
      if lists.next[list] < limits.byList[list] {
        crossed += lists.crossed(list, by: limits.byList[list], network.healthIndex)
      }
      list &+= 1
    }
    return crossed > enough
  }

  /// One behind the last account that a look in order can find: those behind are as in
  /// the book, and no limit comes up to their health.
  private var lookEnd: Int {
    max(accounts.end, network.healthIndex.prefix(below: limits.largest))
  }

  /// Looks at the accounts of a range that their last look does not rule out, in order.
  ///
  /// `while` on local columns: range checks and retains are what costs here
  /// (benchmark). The sums are those of ``healthSums(of:)`` to the bit.
  private mutating func lookInOrder(_ range: Range<Int>, _ only: Int?) {
    called.removeAll(keepingCapacity: true)
    let (collateralOffsets, debtOffsets) = (
      network.collateralRows.offsets, network.debtRows.offsets
    )
    let (collateralReserve, debtReserve) = (network.collateralReserve, network.debtReserve)
    let (thresholds, ofReserves) = (network.collateralThreshold, network.healthIndex.threshold)
    let hasOwn = network.healthIndex.hasOwnThresholds
    let (held, owed) = (board.collateral, board.debt)
    let units = accounts.units
    let (healths, limitOf, limits) = (accounts.health, accounts.limitOf, limits.all)
    let end = range.upperBound
    var account = range.lowerBound
    while account < end {
      if healths[account] < limits[Int(limitOf[account])] {
        var entry = Int(collateralOffsets[account])
        let collateralEnd = Int(collateralOffsets[account &+ 1])
        var debtEntry = Int(debtOffsets[account])
        let debtEnd = Int(debtOffsets[account &+ 1])
        var unit = entry &+ debtEntry
        var collateral = 0.0
        while entry < collateralEnd {
          let reserve = Int(collateralReserve[entry])
          collateral +=
            units[unit] * (hasOwn ? thresholds[entry] : ofReserves[reserve]) * held[reserve]
          entry &+= 1
          unit &+= 1
        }
        var debt = 0.0
        while debtEntry < debtEnd {
          debt += units[unit] * owed[Int(debtReserve[debtEntry])]
          debtEntry &+= 1
          unit &+= 1
        }
        if collateral < debt, only == nil || only == Int(network.accountProtocol[account]) {
          called.append(Int32(truncatingIfNeeded: account))
        }
      }
      account &+= 1
    }
  }

  private mutating func lookAtAll(_ only: Int?) {
    for account in 0..<network.accountCount {
      if let only, Int(network.accountProtocol[account]) != only { continue }
      if !accounts.isClosed(account), healthSums(of: account).isUnhealthy {
        called.append(Int32(truncatingIfNeeded: account))
      }
    }
  }

  private mutating func lookAtLists(_ only: Int?) {
    let index = network.healthIndex
    var list = 0
    var end = index.pairs.count
    if let only {
      let own = only < index.ofProtocol.count ? index.ofProtocol[only] : 0..<0
      (list, end) = (own.lowerBound, own.upperBound)
    }
    while list < end {
      if lists.next[list] < limits.byList[list] {
        lists.advance(list, to: limits.byList[list], index, accounts)
      }
      list &+= 1
    }
    var kept = 0
    var place = 0
    while place < lists.waiting.count {
      let account = lists.waiting[place]
      place &+= 1
      guard accounts.place(of: Int(account)) == AccountOverlay.inBook else { continue }
      lists.waiting[kept] = account
      kept &+= 1
      if index.health[Int(account)] < limits.limit(index.limitOf[Int(account)], index),
        healthSums(of: Int(account)).isUnhealthy
      {
        found.insert(Int(account))
      }
    }
    lists.waiting.removeLast(lists.waiting.count - kept)
    for account in index.always {
      let account = Int(account)
      if let only, Int(network.accountProtocol[account]) != only { continue }
      guard accounts.place(of: account) == AccountOverlay.inBook else { continue }
      if healthSums(of: account).isUnhealthy { found.insert(account) }
    }
  }

  private mutating func lookAtTouched() {
    for (place, account) in accounts.accounts.enumerated() {
      let account = Int(account)
      let row = accounts.row(at: place)
      if accounts.health[row] < limits.limit(accounts.limitOf[row], network.healthIndex),
        healthSums(of: account).isUnhealthy
      {
        found.insert(account)
      }
    }
  }

  /// The sums of an account as it is now.
  @inline(__always)
  func healthSums(of account: Int) -> HealthSums {
    guard accounts.row(of: account) >= 0 else {
      return state.healthSums(of: account, board, in: network)
    }
    var unit = accounts.start(of: account, in: network)
    var collateral = 0.0
    var entry = Int(network.collateralRows.offsets[account])
    let collateralEnd = Int(network.collateralRows.offsets[account &+ 1])
    while entry < collateralEnd {
      collateral +=
        accounts.units[unit] * state.threshold(of: entry, in: network)
        * board.collateral[Int(network.collateralReserve[entry])]
      entry &+= 1
      unit &+= 1
    }
    var debt = 0.0
    entry = Int(network.debtRows.offsets[account])
    let debtEnd = Int(network.debtRows.offsets[account &+ 1])
    while entry < debtEnd {
      debt += accounts.units[unit] * board.debt[Int(network.debtReserve[entry])]
      entry &+= 1
      unit &+= 1
    }
    return HealthSums(collateral: collateral, debt: debt)
  }
}
