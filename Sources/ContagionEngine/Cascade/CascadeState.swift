import ContagionModel
import OrderedCollections

/// Everything that changes during a run but the balances of accounts, which are
/// in its ``AccountOverlay``.
struct CascadeState: Sendable {
  /// Outside price by asset; NaN where only pools price it.
  var outsidePrice: [Double]
  /// A market price that a shock gave to a receipt without a pool; NaN else.
  var receiptPrice: [Double]
  var pools: [PoolState]
  /// Units that can leave each reserve.
  var cash: [Double]
  /// Claims on each reserve, in units at index 1.
  var claims: [Double]
  /// Units that one claim is worth in the protocol's own books.
  var index: [Double]
  var protocolReserves: [Double]
  var deficit: [Double]
  var otherLoans: [Double]
  /// Debt written off, in units and at the oracle's price of the day.
  var writtenOffUnits: [Double]
  var writtenOffUSD: [Double]
  /// Claims of lenders that are not named in the file.
  var outsideDeposits: [Double]
  /// Claims of named lenders, and receipts of named holders, in step with the deposits
  /// of the network.
  var namedDeposits: [Double]
  /// Claims that the protocol earned as fees.
  var treasuryClaims: [Double]
  /// Claims that liquidators could not take out, by reserve.
  var liquidatorClaims: [Double]
  /// Units of its receipt that each issuer owes.
  var supply: [Double]
  /// Units held by each issuer, in step with its holdings.
  var holdings: [[Double]]
  /// By reserve: the threshold that a shock gave it, or NaN; empty without one.
  var shockedThreshold: [Double] = []
  var reserveBonus: [Double]
  /// What a feed reports whatever happens, by feed; NaN while it follows its rule.
  var feedValue: [Double]
  /// The price that the feed of each reserve looked at before the shock; empty
  /// until it is known.
  var watchedAtOpening: [Double] = []
  /// What a unit of debt at the opening has grown to by interest, by reserve.
  var debtIndex: [Double]
  /// Interest that accounts owe beside what they borrowed, in units by reserve.
  var accrued: [Double]
  /// The stability pool of each protocol; empty where there is none.
  var stabilityPools: [StabilityPool] = []
  /// What feeds have seen, in a timed run.
  var clock: OracleClock?
  /// What borrowers got back of collateral sold whole, USD at the time, by account.
  var surplus: [Int32: (asset: Int, units: Double)] = [:]
  /// What borrowers paid back from outside the file, in units by account and reserve.
  var brought: [Int32: [Int: Double]] = [:]

  init(_ network: CompiledNetwork) {
    outsidePrice = network.outsidePrice
    receiptPrice = Array(repeating: .nan, count: network.assets.count)
    pools = network.pools.map(\.opening)
    let zeros = Array(repeating: 0.0, count: network.reserves.count)
    cash = network.reserves.map(\.cash)
    claims = network.reserves.map(\.claims)
    index = Array(repeating: 1, count: network.reserves.count)
    protocolReserves = network.reserves.map(\.protocolReserves)
    deficit = network.reserves.map(\.deficit)
    otherLoans = network.reserves.map(\.otherLoans)
    writtenOffUnits = zeros
    writtenOffUSD = zeros
    outsideDeposits = network.reserves.map(\.outsideDeposits)
    namedDeposits = network.deposits.map(\.units)
    treasuryClaims = zeros
    liquidatorClaims = zeros
    debtIndex = index
    accrued = zeros
    supply = network.issuers.map(\.supply)
    holdings = network.issuers.map { $0.holdings.map(\.units) }
    reserveBonus = network.reserves.map(\.bonus)
    feedValue = Array(repeating: .nan, count: network.network.oracles.count)
    stabilityPools = network.stability.map {
      var pool = StabilityPool()
      _ = pool.deposit($0?.deposits ?? 0)
      return pool
    }
  }

  /// The bonus on one entry of collateral: its risk category's or its reserve's.
  @inline(__always)
  func bonus(of entry: Int, in network: CompiledNetwork) -> Double {
    let standard = reserveBonus[Int(network.collateralReserve[entry])]
    return network.entryBonus.isEmpty ? standard : network.entryBonus[Int32(entry)] ?? standard
  }

  /// The threshold of one entry of collateral.
  @inline(__always)
  func threshold(of entry: Int, in network: CompiledNetwork) -> Double {
    guard !shockedThreshold.isEmpty, !network.hasOwnThreshold[entry],
      case let value = shockedThreshold[Int(network.collateralReserve[entry])], !value.isNaN
    else { return network.threshold(of: entry) }
    return value
  }
}

/// What counts for health and what is owed, USD at the oracle.
struct HealthSums: Sendable {
  var collateral: Double
  var debt: Double

  var isUnhealthy: Bool { collateral < debt }
  /// Collateral that counts over debt; infinite without debt.
  var factor: Double { debt == 0 ? .infinity : collateral / debt }
}

extension CascadeState {
  /// The sums of an account with the balances of the book.
  ///
  /// `while` with wrapping increments, because range and overflow checks are what
  /// costs in the look that every round pays for.
  @inline(__always)
  func healthSums(of account: Int, _ board: PriceBoard, in network: CompiledNetwork)
    -> HealthSums
  {
    var debt = 0.0
    var entry = Int(network.debtRows.offsets[account])
    let debtEnd = Int(network.debtRows.offsets[account &+ 1])
    while entry < debtEnd {
      debt += network.debtUnits[entry] * board.debt[Int(network.debtReserve[entry])]
      entry &+= 1
    }
    var collateral = 0.0
    entry = Int(network.collateralRows.offsets[account])
    let collateralEnd = Int(network.collateralRows.offsets[account &+ 1])
    while entry < collateralEnd {
      collateral +=
        network.collateralUnits[entry] * threshold(of: entry, in: network)
        * board.collateral[Int(network.collateralReserve[entry])]
      entry &+= 1
    }
    return HealthSums(collateral: collateral, debt: debt)
  }

  /// Accounts that are below health 1 with the balances of the book, in order.
  func unhealthy(_ board: PriceBoard, in network: CompiledNetwork) -> [Int32] {
    var called: [Int32] = []
    for account in 0..<network.accountCount
    where healthSums(of: account, board, in: network).isUnhealthy {
      called.append(Int32(truncatingIfNeeded: account))
    }
    return called
  }
}
