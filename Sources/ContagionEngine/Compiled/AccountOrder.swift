/// The order in which accounts lie in memory: lowest opening health first.
///
/// A shock crosses those of low health, whatever they hold, so all that a moderate
/// scenario touches lies in a small part of the columns, which stays in cache
/// (benchmark). Accounts of equal health are in the order of protocols and names, so the
/// order of a file's rows does not matter.
struct AccountOrder: Sendable {
  /// By place in memory: the account's place in the book.
  let accounts: [Int32]

  /// - Complexity: O(entries + accounts · log accounts).
  init(_ accounts: CompiledAccounts, _ opening: PriceBoard, _ names: AccountNames) {
    // Health in the upper half, account in the lower: entries sort as numbers.
    var keys = accounts.accountProtocol.indices.map { account in
      let health = HealthIndex.key(of: account, accounts, opening)
      return UInt64(health.bitPattern) << 32 | UInt64(UInt32(account))
    }
    keys.sort {
      guard $0 >> 32 == $1 >> 32 else { return $0 < $1 }
      let (first, second) = (Int($0 & 0xffff_ffff), Int($1 & 0xffff_ffff))
      let owners = (accounts.accountProtocol[first], accounts.accountProtocol[second])
      return owners.0 == owners.1 ? names.precedes(first, second) : owners.0 < owners.1
    }
    self.accounts = keys.map { HealthIndex.account(of: $0) }
  }
}

extension CompiledAccounts {
  /// The accounts in another order.
  func reordered(by order: AccountOrder) -> CompiledAccounts {
    var result = self
    var place = order.accounts
    for (row, account) in order.accounts.enumerated() { place[Int(account)] = Int32(row) }
    result.accountProtocol = order.accounts.map { accountProtocol[Int($0)] }
    result.collateralRows = Rows(
      lengths: order.accounts.lazy.map { Int32(collateralRows[Int($0)].count) })
    result.debtRows = Rows(lengths: order.accounts.lazy.map { Int32(debtRows[Int($0)].count) })
    result.bonus = [:]
    var next = 0
    for account in order.accounts {
      for entry in collateralRows[Int(account)] {
        result.collateralReserve[next] = collateralReserve[entry]
        result.collateralUnits[next] = collateralUnits[entry]
        result.collateralThreshold[next] = collateralThreshold[entry]
        result.hasOwnThreshold[next] = hasOwnThreshold[entry]
        if !bonus.isEmpty { result.bonus[Int32(next)] = bonus[Int32(entry)] }
        next += 1
      }
    }
    next = 0
    for account in order.accounts {
      for entry in debtRows[Int(account)] {
        result.debtReserve[next] = debtReserve[entry]
        result.debtUnits[next] = debtUnits[entry]
        next += 1
      }
    }
    result.deposits = deposits.map {
      NamedDeposit(
        account: Int(place[$0.account]), reserve: $0.reserve, asset: $0.asset, units: $0.units)
    }
    return result
  }
}
