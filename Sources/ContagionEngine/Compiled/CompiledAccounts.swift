import ContagionModel
import OrderedCollections

/// The account columns of a network, sorted by account.
struct CompiledAccounts {
  var accountProtocol: [Int32]
  var collateralRows: Rows
  var collateralReserve: [Int32]
  var collateralUnits: [Double]
  var collateralThreshold: [Double]
  var debtRows: Rows
  var debtReserve: [Int32]
  var debtUnits: [Double]
  /// The bonus of collateral in a risk category, by entry.
  var bonus: [Int32: Double] = [:]
  /// Whether a collateral entry has a threshold of its own, or its category's.
  var hasOwnThreshold: [Bool]
  var deposits: [NamedDeposit] = []

  /// Sorts the entries of the book; unknown names have been found before.
  init(_ compiler: NetworkCompiler) {
    let network = compiler.network
    let book = network.accounts
    let venueProtocol = book.venues.map { compiler.protocolIndex[ProtocolID($0)] ?? -1 }
    accountProtocol = book.accountVenue.map { Int32(venueProtocol[Int($0)]) }
    let assetOf = book.assets.map { compiler.assetIndex[$0] ?? -1 }
    // Reserve of (protocol, asset in the book), or −1.
    let width = book.assets.count
    var reserveOf = Array(repeating: Int32(-1), count: network.protocols.count * width)
    var threshold: [Double] = Array(repeating: .nan, count: compiler.reserveIndex.count)
    for (row, entry) in network.protocols.enumerated() {
      for (column, asset) in book.assets.enumerated() {
        if let reserve = compiler.reserveIndex[ReserveID(entry.key, asset)] {
          reserveOf[row * width + column] = Int32(reserve)
        }
      }
      for (asset, reserve) in entry.value.reserves {
        if let index = compiler.reserveIndex[ReserveID(entry.key, asset)] {
          threshold[index] =
            reserve.liquidationThreshold ?? compiler.mechanisms[row]?.liquidationThreshold ?? .nan
        }
      }
    }

    var collateralCounts = Array(repeating: Int32(0), count: book.count)
    var debtCounts = collateralCounts
    for entry in 0..<book.entryCount {
      let account = Int(book.entryAccount[entry])
      switch book.entrySide[entry] {
      case AccountBook.Side.collateral.rawValue: collateralCounts[account] += 1
      case AccountBook.Side.debt.rawValue: debtCounts[account] += 1
      default: break
      }
    }
    collateralRows = Rows(lengths: collateralCounts)
    debtRows = Rows(lengths: debtCounts)
    let collateralCount = collateralRows.entryCount
    let debtCount = debtRows.entryCount
    collateralReserve = Array(repeating: 0, count: collateralCount)
    collateralUnits = Array(repeating: 0, count: collateralCount)
    collateralThreshold = Array(repeating: 0, count: collateralCount)
    hasOwnThreshold = Array(repeating: false, count: collateralCount)
    debtReserve = Array(repeating: 0, count: debtCount)
    debtUnits = Array(repeating: 0, count: debtCount)

    // The counts now count down to each row's next free place.
    for entry in 0..<book.entryCount {
      let account = Int(book.entryAccount[entry])
      let owner = Int(accountProtocol[account])
      let column = Int(book.entryAsset[entry])
      let reserve = owner < 0 ? -1 : reserveOf[owner * width + column]
      switch book.entrySide[entry] {
      case AccountBook.Side.collateral.rawValue:
        let place = collateralRows[account].upperBound - Int(collateralCounts[account])
        collateralCounts[account] -= 1
        collateralReserve[place] = reserve
        collateralUnits[place] = book.entryUnits[entry]
        let own = book.entryThreshold[entry]
        collateralThreshold[place] = own.isNaN ? threshold[Int(reserve)] : own
        hasOwnThreshold[place] = !own.isNaN
      case AccountBook.Side.debt.rawValue:
        let place = debtRows[account].upperBound - Int(debtCounts[account])
        debtCounts[account] -= 1
        debtReserve[place] = reserve
        debtUnits[place] = book.entryUnits[entry]
      default:
        deposits.append(
          NamedDeposit(
            account: account, reserve: Int(reserve), asset: assetOf[column],
            units: book.entryUnits[entry]))
      }
    }
    applyEModes(book, network, compiler)
  }

  /// Replaces threshold and bonus of an account's collateral in its category,
  /// if all its debts are in the category too.
  ///
  /// A threshold of the entry's own stays.
  private mutating func applyEModes(
    _ book: AccountBook, _ network: Network, _ compiler: NetworkCompiler
  ) {
    let reserves = network.protocols.flatMap { id, value in
      value.reserves.keys.map { ReserveID(id, $0) }
    }
    for (account, name) in book.eModes {
      let row = Int(account)
      guard accountProtocol[row] >= 0,
        let mode = network.protocols.values[Int(accountProtocol[row])].eModes[name]
      else { continue }
      let owed = debtRows[row].map { reserves[Int(debtReserve[$0])].asset }
      guard owed.allSatisfy(mode.assets.contains) else { continue }
      for entry in collateralRows[row]
      where mode.assets.contains(reserves[Int(collateralReserve[entry])].asset) {
        bonus[Int32(entry)] = mode.bonus
        if !hasOwnThreshold[entry] {
          collateralThreshold[entry] = mode.liquidationThreshold
          hasOwnThreshold[entry] = true
        }
      }
    }
  }

  /// The pairs of collateral and debt asset that some account has.
  func usedPairs(_ reserves: [CompiledReserve]) -> Set<[Int]> {
    var pairs: Set<[Int]> = []
    var seen = Array(repeating: false, count: reserves.count * reserves.count)
    for account in accountProtocol.indices {
      for collateral in collateralRows[account] {
        for debt in debtRows[account] {
          let (c, d) = (Int(collateralReserve[collateral]), Int(debtReserve[debt]))
          if !seen[c * reserves.count + d] {
            seen[c * reserves.count + d] = true
            pairs.insert([reserves[c].asset, reserves[d].asset])
          }
        }
      }
    }
    return pairs
  }
}

extension Rows {
  /// The number of entries in all rows.
  var entryCount: Int { Int(offsets[offsets.count - 1]) }
}
