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
      pick(from: 0..<lookEnd, only)
      keepUnhealthy()
    } else {
      lookAround(only)
    }
    if !isOfAll { leavePaused() }
  }

  /// Finds the next accounts below health 1 in order, some at a time, so that they can
  /// be changed before more are looked for.
  ///
  /// No change of an account may change the health of another. Where many are
  /// found, each is changed while its balances are still at hand (benchmark).
  ///
  /// - Parameters:
  ///   - place: Where the look goes on; 0 to begin, and moved behind what was looked at.
  ///   - isChecked: Whether their sums are looked at; without, some of those found may be
  ///     healthy.
  /// - Returns: Whether any were found.
  mutating func findNextUnhealthy(from place: inout Int, isChecked: Bool) -> Bool {
    if place == 0, !startLook() {
      place = network.accountCount
      lookAround(options.onlyProtocol)
      leavePaused()
      return !called.isEmpty
    }
    let end = lookEnd
    while place < end {
      let start = place
      place = min(start + 2048, end)
      pick(from: start..<place, options.onlyProtocol)
      if isChecked { keepUnhealthy() }
      leavePaused()
      if !called.isEmpty { return true }
    }
    return false
  }

  /// Readies the limits of a look, and tells whether to look in the order of memory.
  private mutating func startLook() -> Bool {
    guard !options.looksAtAll else { return false }
    limits.renew(board, state.shockedThreshold, network.healthIndex)
    guard state.shockedThreshold.isEmpty, isDense else { return false }
    accounts.spread(over: network, to: lookEnd)
    return true
  }

  private mutating func lookAround(_ only: Int?) {
    called.removeAll(keepingCapacity: true)
    guard !options.looksAtAll else { return lookAtAll(only) }
    lookAtLists(only)
    lookAtTouched()
    found.drain(into: &called)
  }

  /// Whether prices have crossed so many of the accounts of low health that passing over
  /// the others is faster than reading lists.
  private var isDense: Bool {
    let enough = lookEnd / 16
    guard enough > 64 else { return true }
    var crossed = network.healthIndex.always.count + accounts.count + lists.count
    var list = 0
    while list < lists.next.count, crossed <= enough {
      if lists.next[list] < limits.all[list] {
        crossed += lists.crossed(list, by: limits.all[list], network.healthIndex)
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

  /// Takes the accounts of a range that their last look does not rule out as ``called``.
  ///
  /// Nobody knows which are, so a branch would be guessed wrong again and again: every
  /// account is written down, and the place moves on behind those that stay (benchmark).
  private mutating func pick(from range: Range<Int>, _ only: Int?) {
    var found: [Int32] = []
    swap(&found, &called)
    if found.count < range.count {
      found.append(contentsOf: repeatElement(0, count: range.count - found.count))
    }
    var picked = 0
    found.withUnsafeMutableBufferPointer { found in
      accounts.bounds.withUnsafeBufferPointer { bounds in
        accounts.limitsOf.withUnsafeBufferPointer { limitsOf in
          limits.all.withUnsafeBufferPointer { limits in
            var account = range.lowerBound
            while account < range.upperBound {
              found[picked] = Int32(truncatingIfNeeded: account)
              let (bound, places) = (bounds[account], limitsOf[account])
              let first = bound.x < limits[Int(places.x)] ? 1 : 0
              let second = bound.y < limits[Int(places.y)] ? 1 : 0
              picked &+= first | second
              account &+= 1
            }
          }
        }
      }
    }
    found.removeLast(found.count - picked)
    swap(&found, &called)
    if let only {
      let owners = network.accountProtocol
      called.removeAll { Int(owners[Int($0)]) != only }
    }
  }

  /// Keeps those of ``called`` whose sums are below health 1.
  private mutating func keepUnhealthy() {
    var kept = 0
    for account in called where healthSums(of: Int(account)).isUnhealthy {
      called[kept] = account
      kept += 1
    }
    called.removeLast(called.count - kept)
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
      if lists.next[list] < limits.all[list] {
        lists.advance(list, to: limits.all[list], index, accounts)
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
      let bound = SIMD2(repeating: index.health[Int(account)])
      if limits.admit(bound, index.limitsOf[Int(account)]),
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
      if limits.admit(accounts.bounds[row], accounts.limitsOf[row]),
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
