/// One English auction of seized collateral, as in Maker's Flipper of 2020.
///
/// First bids for the whole lot rise, each by the share `increment` at least, to
/// the debt to be raised; then bids of that debt ask for ever less of the lot.
/// The last bidder wins once `bidDuration` has passed since the bid or
/// `duration` since the start. A lot for which anybody bids 0, as nobody else
/// came, goes for 0: the zero-bid outcome of 12 March 2020.
///
/// Source: makerdao/dss `flip.sol` @fa4f6630.
public struct EnglishAuction: Hashable, Sendable {
  /// What happened to a bid.
  public enum Answer: Hashable, Sendable {
    case accepted
    /// The auction is over, or the bid is too small a step.
    case refused
  }

  public let tab: Double
  public let increment: Double
  public let bidDuration: Double
  public let end: Double
  /// Units the bidder gets; what a falling lot leaves goes to the owner.
  public private(set) var lot: Double
  /// Paid by the last bidder.
  public private(set) var bid = 0.0
  public private(set) var bidder: Int?
  private var bidEnd = Double.infinity

  /// - Parameters:
  ///   - tab: Debt to be raised, penalty included.
  ///   - lot: Units of collateral.
  ///   - increment: Least rise of a bid or fall of a lot, as a share (`beg − 1`).
  ///   - bidDuration: Seconds after which a bid wins (`ttl`).
  ///   - duration: Seconds after which no bid is taken (`tau`).
  ///   - time: Now, in seconds.
  public init(
    tab: Double, lot: Double, increment: Double, bidDuration: Double, duration: Double,
    at time: Double
  ) {
    self.tab = tab
    self.lot = lot
    self.increment = increment
    self.bidDuration = bidDuration
    end = time + duration
  }

  /// Whether the last bidder has won, or nobody can bid any more.
  public func isOver(at time: Double) -> Bool { time >= end || time >= bidEnd }

  /// A bid for the whole lot; of exactly the debt it may be any step above.
  public mutating func raise(to bid: Double, by bidder: Int, at time: Double) -> Answer {
    let isEnough = bid >= self.bid * (1 + increment) || bid == tab
    guard !isOver(at: time), bid <= tab, bid > self.bid || self.bidder == nil, isEnough else {
      return .refused
    }
    (self.bid, self.bidder, bidEnd) = (bid, bidder, time + bidDuration)
    return .accepted
  }

  /// A bid of the whole debt for less of the lot.
  public mutating func lower(to lot: Double, by bidder: Int, at time: Double) -> Answer {
    guard !isOver(at: time), bid == tab, lot * (1 + increment) <= self.lot else {
      return .refused
    }
    (self.lot, self.bidder, bidEnd) = (lot, bidder, time + bidDuration)
    return .accepted
  }
}
