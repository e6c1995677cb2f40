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
      lookInOrder(0..<network.accountCount, only)
    } else {
      lookAround(only)
    }
    if !isOfAll { leavePaused() }
  }

  /// Hands out the accounts below health 1 in order, some at a time, and lets them
  /// be changed before it looks for more.
  ///
  /// No change of an account may change the health of another. Where many are
  /// found, each is changed while its balances are still at hand (benchmark).
  mutating func forUnhealthy(_ change: (inout CascadeRun, [Int32]) -> Void) {
    guard startLook() else {
      lookAround(options.onlyProtocol)
      leavePaused()
      return change(&self, called)
    }
    var start = 0
    while start < network.accountCount {
      let end = min(start + 2048, network.accountCount)
      lookInOrder(start..<end, options.onlyProtocol)
      leavePaused()
      if !called.isEmpty { change(&self, called) }
      start = end
    }
  }

  /// Readies the limits of a look, and tells whether to look in the order of memory.
  private mutating func startLook() -> Bool {
    guard !options.looksAtAll else { return false }
    limits.renew(board, state.shockedThreshold, network.healthIndex)
    guard state.shockedThreshold.isEmpty, isHeavy else { return false }
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
    let (healths, limitOf, limits) = (accounts.health, accounts.limitOf, limits.byList)
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
      if index.health[Int(account)] < limits.byList[Int(index.limitOf[Int(account)])],
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
    for account in accounts.accounts {
      let account = Int(account)
      let row = accounts.row(of: account)
      if accounts.health[row] < limits.byList[Int(accounts.limitOf[row])],
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
