/// One lot of an account's collateral under auction, with its part of the debt.
struct OpenAuction: Sendable {
  let account: Int32
  let lendingProtocol: Int
  let reserve: Int
  let debtReserve: Int
  /// The account's entries in the book that the lot and its debt come from.
  let entry: Int
  let debtEntry: Int
  /// Debt that came with the lot, in units at the opening.
  let opening: Double
  /// Debt that the lot has still to clear, in units at the opening.
  var debt: Double
  var lot: any LotAuction
}

/// What became of auctions so far, by protocol.
struct AuctionTally: Sendable {
  var started: [Int]
  var ended: [Int]
  var forNothing: [Int]
  /// Debt and collateral of lots that went for nothing, USD at the oracle and at the
  /// market.
  var debtForNothingUSD: [Double]
  var collateralForNothingUSD: [Double]

  init(protocols: Int) {
    started = Array(repeating: 0, count: protocols)
    ended = started
    forNothing = started
    debtForNothingUSD = Array(repeating: 0, count: protocols)
    collateralForNothingUSD = debtForNothingUSD
  }
}
