public import ContagionModel

/// Collateral is auctioned in lots at a price that falls, as by Maker since 2021.
///
/// A keeper with cash and block space takes as much as it can pay once the price is
/// what the collateral is worth to it; what raises the debt and the penalty leaves the
/// rest of the lot to the owner. After `tail`, or below the share `cusp` of the start
/// price, the auction is started again from the oracle's price.
///
/// Source: makerdao/dss `clip.sol`, `dog.sol`, `abaci.sol` @fa4f6630.
public struct DutchAuctionSale: AuctionMechanism {
  public static let name = "dutch-auction"
  public static let summary = "Lots go at a falling price to whoever first takes them."
  public static let source = "makerdao/dss clip.sol, dog.sol, abaci.sol @fa4f6630"
  public static let parameters = [
    RuleParameter(
      "penalty", in: 0...1, unit: "ratio", default: 0.13, "Added to the debt to be raised."),
    RuleParameter(
      "lot", in: 1e-9...1e18, unit: "units", default: 1e18, "Most collateral in one auction."),
    RuleParameter(
      "buf", in: 0.5...10, unit: "multiple", default: 1.2, "Start price over the oracle's."),
    RuleParameter(
      "tail", in: 1...1e9, unit: "seconds", default: 8400, "Time to a new start."),
    RuleParameter(
      "cusp", in: 0...1, unit: "ratio", default: 0.4,
      "Share of the start price at which it starts anew."),
    RuleParameter(
      "cut", in: 0.01...1, unit: "ratio", default: 0.99, "What each step leaves of the price."),
    RuleParameter("step", in: 1...1e9, unit: "seconds", default: 90, "Time between steps."),
  ]

  let penalty: Double
  let lot: Double
  let rules: DutchAuction.Rules

  public init(_ values: RuleValues) {
    penalty = values["penalty"]
    lot = values["lot"]
    rules = DutchAuction.Rules(
      curve: .stairstep(cut: values["cut"], step: values["step"]), buf: values["buf"],
      tail: values["tail"], cusp: values["cusp"])
  }

  func auction(tab: Double, lot: Double, market: Double, at time: Double) -> any LotAuction {
    FallingLot(auction: DutchAuction(rules, tab: tab, lot: lot, market: market, at: time))
  }
}

/// A lot under a Dutch auction.
struct FallingLot: LotAuction {
  var auction: DutchAuction

  mutating func act(_ keepers: KeeperView) -> AuctionMove {
    var move = AuctionMove()
    guard keepers.canBid else { return move }
    if auction.needsRestart(at: keepers.now) {
      _ = auction.restart(market: keepers.market, at: keepers.now)
      move.bids = 1
      return move
    }
    let price = auction.price(at: keepers.now)
    guard keepers.cash > 0,
      let taken = auction.take(
        upTo: price > 0 ? keepers.cash / price : 0, limit: keepers.worth, at: keepers.now)
    else { return move }
    move.spent = taken.paid
    move.paid = taken.paid
    move.sold = taken.bought
    move.bids = 1
    move.isOver = auction.isOver
    return move
  }
}
