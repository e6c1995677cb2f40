import ContagionModel
import OrderedCollections

/// Everything that changes during a run.
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
  /// Claims that the protocol earned as fees.
  var treasuryClaims: [Double]
  /// Claims that liquidators could not take out, by reserve.
  var liquidatorClaims: [Double]
  /// Units held by each issuer, in step with its holdings.
  var holdings: [[Double]]
  var collateralUnits: [Double]
  var debtUnits: [Double]
  var collateralThreshold: [Double]
  var reserveBonus: [Double]
  /// What a feed reports whatever happens, by feed; NaN while it follows its rule.
  var feedValue: [Double]
  /// The price that the feed of each reserve looked at before the shock; empty
  /// until it is known.
  var watchedAtOpening: [Double] = []
  /// Accounts that may be liquidated.
  var isLive: [Bool]
  /// What borrowers got back of collateral sold whole, USD at the time, by account.
  var surplus: [Int32: (asset: Int, units: Double)] = [:]

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
    treasuryClaims = zeros
    liquidatorClaims = zeros
    holdings = network.issuers.map { $0.holdings.map(\.units) }
    collateralUnits = network.collateralUnits
    debtUnits = network.debtUnits
    collateralThreshold = network.collateralThreshold
    reserveBonus = network.reserves.map(\.bonus)
    feedValue = Array(repeating: .nan, count: network.network.oracles.count)
    isLive = Array(repeating: true, count: network.accountCount)
  }

  /// Value of what counts for health and of what is owed, USD at the oracle.
  func healthSums(of account: Int, _ board: PriceBoard, in network: CompiledNetwork)
    -> (collateral: Double, debt: Double)
  {
    var collateral = 0.0
    for entry in network.collateralRows[account] {
      collateral +=
        collateralUnits[entry] * collateralThreshold[entry]
        * board.collateral[Int(network.collateralReserve[entry])]
    }
    var debt = 0.0
    for entry in network.debtRows[account] {
      debt += debtUnits[entry] * board.debt[Int(network.debtReserve[entry])]
    }
    return (collateral, debt)
  }

  /// The bonus on one entry of collateral: its risk category's or its reserve's.
  func bonus(of entry: Int, in network: CompiledNetwork) -> Double {
    let standard = reserveBonus[Int(network.collateralReserve[entry])]
    return network.entryBonus.isEmpty ? standard : network.entryBonus[Int32(entry)] ?? standard
  }

  /// Collateral that counts over debt; infinite without debt.
  func healthFactor(of account: Int, _ board: PriceBoard, in network: CompiledNetwork) -> Double {
    let sums = healthSums(of: account, board, in: network)
    return sums.debt == 0 ? .infinity : sums.collateral / sums.debt
  }

  /// Accounts below health 1 that may be liquidated, in order.
  func unhealthy(_ board: PriceBoard, in network: CompiledNetwork) -> [Int32] {
    unhealthy(board, in: network, among: 0..<isLive.count)
  }

  /// Those of some accounts that are below health 1 and may be liquidated.
  ///
  /// The sweep that every round pays for: `while` with wrapping increments,
  /// because range and overflow checks are what costs here.
  func unhealthy(
    _ board: PriceBoard, in network: CompiledNetwork, among accounts: Range<Int>
  ) -> [Int32] {
    var called: [Int32] = []
    let collateralOffsets = network.collateralRows.offsets
    let debtOffsets = network.debtRows.offsets
    let collateralReserve = network.collateralReserve
    let debtReserve = network.debtReserve
    let end = accounts.upperBound
    var account = accounts.lowerBound
    while account < end {
      var debt = 0.0
      var entry = Int(debtOffsets[account])
      let debtEnd = Int(debtOffsets[account &+ 1])
      while entry < debtEnd {
        debt += debtUnits[entry] * board.debt[Int(debtReserve[entry])]
        entry &+= 1
      }
      var collateral = 0.0
      entry = Int(collateralOffsets[account])
      let collateralEnd = Int(collateralOffsets[account &+ 1])
      while entry < collateralEnd {
        collateral +=
          collateralUnits[entry] * collateralThreshold[entry]
          * board.collateral[Int(collateralReserve[entry])]
        entry &+= 1
      }
      if collateral < debt, isLive[account] { called.append(Int32(truncatingIfNeeded: account)) }
      account &+= 1
    }
    return called
  }
}
