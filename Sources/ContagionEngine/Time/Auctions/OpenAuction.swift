/// One lot of an account's collateral under auction, with its part of the debt.
struct OpenAuction: Sendable {
  let account: Int32
  let lendingProtocol: Int
  let reserve: Int
  let debtReserve: Int
  /// The account's entries in the book that the lot and its debt come from.
  let entry: Int
  let debtEntry: Int
  /// Debt that the lot has still to clear, in units at the opening.
  var debt: Double
  var lot: any LotAuction
}

/// What became of auctions so far, by protocol.
struct AuctionTally: Sendable {
  var started: [Int]
  var ended: [Int]
  var forNothing: [Int]
  /// USD at the oracle of debt whose lots went for nothing.
  var debtForNothingUSD: [Double]

  init(protocols: Int) {
    started = Array(repeating: 0, count: protocols)
    ended = started
    forNothing = started
    debtForNothingUSD = Array(repeating: 0, count: protocols)
  }
}
