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
    called.removeAll(keepingCapacity: true)
    if options.looksAtAll {
      lookAtAll(only)
    } else {
      limits.renew(board, state.shockedThreshold, network.healthIndex)
      lookAtLists(only)
      lookAtTouched()
      found.drain(into: &called)
    }
  }

  private mutating func lookAtAll(_ only: Int?) {
    for account in 0..<network.accountCount {
      if let only, Int(network.accountProtocol[account]) != only { continue }
      let place = accounts.place(of: account)
      if place == AccountOverlay.leftAlone || (place >= 0 && accounts.isClosed(Int(place))) {
        continue
      }
      if healthSums(of: account).isUnhealthy {
        called.append(Int32(truncatingIfNeeded: account))
      }
    }
  }

  private mutating func lookAtLists(_ only: Int?) {
    let index = network.healthIndex
    let (lists, places, state, board) = (limits.byList, accounts.places, state, board)
    var first = 0
    var end = index.pairs.count
    if let only {
      let own = only < index.ofProtocol.count ? index.ofProtocol[only] : 0..<0
      (first, end) = (own.lowerBound, own.upperBound)
    }
    while first < end {
      let limit = lists[first]
      var entry = Int(skipsOpening ? index.firstHealthy[first] : index.rows.offsets[first])
      let last = Int(index.rows.offsets[first &+ 1])
      while entry < last, HealthIndex.health(of: index.entries[entry]) < limit {
        let account = Int(HealthIndex.account(of: index.entries[entry]))
        if places.isEmpty || places[account] == AccountOverlay.inBook,
          state.healthSums(of: account, board, in: network).isUnhealthy
        {
          found.insert(account)
        }
        entry &+= 1
      }
      first &+= 1
    }
    for account in index.always {
      let account = Int(account)
      if let only, Int(network.accountProtocol[account]) != only { continue }
      guard accounts.place(of: account) == AccountOverlay.inBook else { continue }
      if healthSums(of: account).isUnhealthy { found.insert(account) }
    }
  }

  private mutating func lookAtTouched() {
    var place = 0
    while place < accounts.count {
      if accounts.health[place] < limits.byList[Int(accounts.lists[place])] {
        let account = Int(accounts.accounts[place])
        if healthSums(of: account).isUnhealthy { found.insert(account) }
      }
      place &+= 1
    }
  }

  /// The sums of an account as it is now.
  @inline(__always)
  func healthSums(of account: Int) -> HealthSums {
    let place = accounts.place(of: account)
    guard place >= 0 else { return state.healthSums(of: account, board, in: network) }
    var unit = Int(accounts.starts[Int(place)])
    var collateral = 0.0
    for entry in network.collateralRows[account] {
      collateral +=
        accounts.units[unit] * state.threshold(of: entry, in: network)
        * board.collateral[Int(network.collateralReserve[entry])]
      unit &+= 1
    }
    var debt = 0.0
    for entry in network.debtRows[account] {
      debt += accounts.units[unit] * board.debt[Int(network.debtReserve[entry])]
      unit &+= 1
    }
    return HealthSums(collateral: collateral, debt: debt)
  }
}
