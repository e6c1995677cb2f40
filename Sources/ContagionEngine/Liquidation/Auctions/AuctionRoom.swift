/// How much debt of one vault may go to auction now.
///
/// Debts under auction, penalty included, are capped. A vault that does not fit
/// is split, unless what is left would be below its dust, when all of it goes.
///
/// Source: makerdao/dss `dog.sol`, `bark` @fa4f6630 (example `MAKER-CLIP`).
public struct AuctionRoom: Hashable, Sendable {
  /// The part of a vault that goes to auction.
  public struct Part: Hashable, Sendable {
    public var debt: Double
    public var collateral: Double
    /// Debt and penalty: what the auction must raise.
    public var tab: Double

    public init(debt: Double, collateral: Double, tab: Double) {
      self.debt = debt
      self.collateral = collateral
      self.tab = tab
    }
  }

  /// Debt that may still go to auction, penalty included.
  public var room: Double
  /// 1 plus the penalty.
  public var chop: Double
  /// Least debt of a vault that is not 0.
  public var dust: Double

  public init(room: Double, chop: Double, dust: Double) {
    self.room = room
    self.chop = chop
    self.dust = dust
  }

  /// The part of a vault that fits; `nil` where there is no room.
  ///
  /// A part below the dust does not start either: it waits for room.
  public func part(debt: Double, collateral: Double) -> Part? {
    guard room > 0, room >= dust else { return nil }
    var taken = min(debt, room / chop)
    if debt - taken < dust, taken < debt { taken = debt }
    guard taken == debt || taken >= dust else { return nil }
    return Part(debt: taken, collateral: collateral * taken / debt, tab: taken * chop)
  }
}
