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
      if only == nil, state.shockedThreshold.isEmpty, isHeavy {
        lookInOrder()
      } else {
        lookAtLists(only)
        lookAtTouched()
        found.drain(into: &called)
      }
    }
  }

  /// Whether prices have crossed so many accounts that looking at all in the order
  /// of memory is faster than at those in the order of health.
  private var isHeavy: Bool {
    let index = network.healthIndex
    var crossed = index.always.count + accounts.count
    for list in index.pairs.indices {
      var low = Int(index.rows.offsets[list])
      let first = low
      var high = Int(index.rows.offsets[list + 1])
      while low < high {
        let middle = (low + high) / 2
        if HealthIndex.health(of: index.entries[middle]) < limits.byList[list] {
          low = middle + 1
        } else {
          high = middle
        }
      }
      crossed += low - first
    }
    return crossed > network.accountCount / 8
  }

  /// Looks at every account that its last look does not rule out, in order.
  ///
  /// `while` on local columns: range checks and retains are what costs here
  /// (benchmark). The sums are those of ``healthSums(of:)`` to the bit.
  private mutating func lookInOrder() {
    let (collateralOffsets, debtOffsets) = (
      network.collateralRows.offsets, network.debtRows.offsets
    )
    let (collateralReserve, debtReserve) = (network.collateralReserve, network.debtReserve)
    let (collateralUnits, debtUnits) = (network.collateralUnits, network.debtUnits)
    let thresholds = network.collateralThreshold
    let (held, owed) = (board.collateral, board.debt)
    let (places, units, starts) = (accounts.places, accounts.units, accounts.starts)
    let (healths, lists, limits) = (accounts.health, accounts.lists, limits.byList)
    let end = network.accountCount
    var account = 0
    while account < end {
      let place = places.isEmpty ? AccountOverlay.inBook : places[account]
      let isRuledOut =
        place == AccountOverlay.leftAlone
        || (place >= 0 && healths[Int(place)] >= limits[Int(lists[Int(place)])])
      if !isRuledOut {
        var entry = Int(collateralOffsets[account])
        let collateralEnd = Int(collateralOffsets[account &+ 1])
        var collateral = 0.0
        var debt = 0.0
        if place >= 0 {
          var unit = Int(starts[Int(place)])
          while entry < collateralEnd {
            collateral +=
              units[unit] * thresholds[entry] * held[Int(collateralReserve[entry])]
            entry &+= 1
            unit &+= 1
          }
          entry = Int(debtOffsets[account])
          let debtEnd = Int(debtOffsets[account &+ 1])
          while entry < debtEnd {
            debt += units[unit] * owed[Int(debtReserve[entry])]
            entry &+= 1
            unit &+= 1
          }
        } else {
          while entry < collateralEnd {
            collateral +=
              collateralUnits[entry] * thresholds[entry] * held[Int(collateralReserve[entry])]
            entry &+= 1
          }
          entry = Int(debtOffsets[account])
          let debtEnd = Int(debtOffsets[account &+ 1])
          while entry < debtEnd {
            debt += debtUnits[entry] * owed[Int(debtReserve[entry])]
            entry &+= 1
          }
        }
        if collateral < debt { called.append(Int32(truncatingIfNeeded: account)) }
      }
      account &+= 1
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
