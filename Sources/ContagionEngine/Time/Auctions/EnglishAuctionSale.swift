public import ContagionModel

/// Collateral is auctioned in lots to rising bids, as by Maker until 2021.
///
/// A keeper with cash and block space bids what the lot is worth to it, at most the
/// debt and the penalty; where it is worth more than that, for less of the lot. A bid
/// wins after `bidDuration`, or at `duration` after the start; an auction that nobody
/// has bid on by then starts again. Somebody bids 0 on every lot without a bid: it
/// wins if no keeper finds cash and block space in time.
///
/// Source: makerdao/dss `flip.sol`, `cat.sol` @fa4f6630.
public struct EnglishAuctionSale: AuctionMechanism {
  public static let name = "english-auction"
  public static let summary = "Lots go to rising bids; without keepers' cash, for nothing."
  public static let source = "makerdao/dss flip.sol, cat.sol @fa4f6630"
  public static let parameters = [
    RuleParameter(
      "penalty", in: 0...1, unit: "ratio", default: 0.13, "Added to the debt to be raised."),
    RuleParameter(
      "lot", in: 1e-9...1e18, unit: "units", default: 1e18, "Most collateral in one auction."),
    RuleParameter(
      "increment", in: 0...1, unit: "ratio", default: 0.03, "Least step from bid to bid."),
    RuleParameter(
      "bidDuration", in: 1...1e9, unit: "seconds", default: 600,
      "Time after which a bid wins (ttl)."),
    RuleParameter(
      "duration", in: 1...1e9, unit: "seconds", default: 259_200,
      "Time after which no bid is taken (tau)."),
  ]

  let penalty: Double
  let lot: Double
  let increment: Double
  let bidDuration: Double
  let duration: Double

  public init(_ values: RuleValues) {
    penalty = values["penalty"]
    lot = values["lot"]
    increment = values["increment"]
    bidDuration = values["bidDuration"]
    duration = values["duration"]
  }

  func auction(tab: Double, lot: Double, market: Double, at time: Double) -> any LotAuction {
    RisingLot(rules: self, tab: tab, whole: lot, at: time)
  }
}

/// A lot under an English auction.
struct RisingLot: LotAuction {
  private static let keeper = 1
  private static let opportunist = 0

  private let rules: EnglishAuctionSale
  private let whole: Double
  private var auction: EnglishAuction

  init(rules: EnglishAuctionSale, tab: Double, whole: Double, at time: Double) {
    self.rules = rules
    self.whole = whole
    auction = Self.start(rules, tab, whole, at: time)
  }

  private static func start(
    _ rules: EnglishAuctionSale, _ tab: Double, _ lot: Double, at time: Double
  ) -> EnglishAuction {
    EnglishAuction(
      tab: tab, lot: lot, increment: rules.increment, bidDuration: rules.bidDuration,
      duration: rules.duration, at: time)
  }

  mutating func act(_ keepers: KeeperView) -> AuctionMove {
    var move = AuctionMove()
    if auction.isOver(at: keepers.now) {
      guard auction.bidder == nil else {
        move.paid = auction.bid
        move.sold = auction.lot
        move.isOver = true
        move.isForNothing = auction.bid == 0
        return move
      }
      auction = Self.start(rules, auction.tab, whole, at: keepers.now)
    }
    bid(keepers, &move)
    if auction.bidder == nil {
      _ = auction.raise(to: 0, by: Self.opportunist, at: keepers.now)
    }
    return move
  }

  private mutating func bid(_ keepers: KeeperView, _ move: inout AuctionMove) {
    guard keepers.canBid else { return }
    let before = auction.bid
    let bid = min(auction.tab, keepers.worth * auction.lot, before + max(0, keepers.cash))
    if bid > before, auction.raise(to: bid, by: Self.keeper, at: keepers.now) == .accepted {
      move.spent = bid - before
      move.bids = 1
    }
    guard auction.bid == auction.tab, keepers.worth * auction.lot > auction.tab else { return }
    let less = auction.tab / keepers.worth
    if auction.lower(to: less, by: Self.keeper, at: keepers.now) == .accepted { move.bids = 1 }
  }
}
