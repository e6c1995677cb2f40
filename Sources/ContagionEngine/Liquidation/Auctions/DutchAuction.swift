/// One Dutch auction of seized collateral, as in Maker's Clipper.
///
/// The price falls from `top` by the rules' curve. A buyer takes a slice of the
/// lot for `slice·price`, at most the debt still to be raised; what raises it
/// leaves the rest of the lot to the owner. A taking may not leave a debt below
/// `chost` that is not 0. After `tail`, or below the share `cusp` of `top`, both
/// strict, the auction must be started again from `buf` times the price.
///
/// A value: the engine of a timed run keeps it between steps.
///
/// Source: makerdao/dss `clip.sol` @fa4f6630 (example `MAKER-CLIP`).
public struct DutchAuction: Hashable, Sendable {
  /// What is the same for all auctions of one collateral.
  public struct Rules: Hashable, Sendable {
    public var curve: AuctionPrice
    /// The start price over the market's.
    public var buf: Double
    /// Seconds after which it must be started again.
    public var tail: Double
    /// Share of the start price below which it must be started again.
    public var cusp: Double
    /// Least debt that a taking may leave.
    public var chost: Double
    /// Flat payment to whoever starts it.
    public var tip: Double
    /// Share of the debt paid to whoever starts it.
    public var chip: Double

    public init(
      curve: AuctionPrice, buf: Double, tail: Double, cusp: Double, chost: Double = 0,
      tip: Double = 0, chip: Double = 0
    ) {
      self.curve = curve
      self.buf = buf
      self.tail = tail
      self.cusp = cusp
      self.chost = chost
      self.tip = tip
      self.chip = chip
    }
  }

  /// What a buyer got and paid.
  public struct Taking: Hashable, Sendable {
    /// Units of collateral.
    public var bought: Double
    public var paid: Double
    /// Units that go back to the owner because the debt is raised.
    public var returned: Double

    public init(bought: Double, paid: Double, returned: Double) {
      self.bought = bought
      self.paid = paid
      self.returned = returned
    }
  }

  public let rules: Rules
  /// Debt still to be raised, penalty included.
  public private(set) var tab: Double
  /// Units of collateral still to be sold.
  public private(set) var lot: Double
  public private(set) var top: Double
  /// When the price started to fall.
  public private(set) var start: Double

  /// Starts an auction.
  ///
  /// - Parameters:
  ///   - tab: Debt to be raised, penalty included.
  ///   - lot: Units of collateral.
  ///   - market: The feed's price.
  ///   - time: Now, in seconds.
  public init(_ rules: Rules, tab: Double, lot: Double, market: Double, at time: Double) {
    self.rules = rules
    self.tab = tab
    self.lot = lot
    top = market * rules.buf
    start = time
  }

  /// Paid to whoever starts it: `tip + chip·tab`.
  public var incentive: Double { rules.tip + rules.chip * tab }

  /// Whether nothing is left to sell or to raise.
  public var isOver: Bool { tab <= 0 || lot <= 0 }

  public func price(at time: Double) -> Double {
    rules.curve.price(after: time - start, from: top)
  }

  /// Whether nobody can take before it is started again.
  public func needsRestart(at time: Double) -> Bool {
    time - start > rules.tail || price(at: time) / top < rules.cusp
  }

  /// Starts the fall again from a new market price; `false` if it is not due.
  public mutating func restart(market: Double, at time: Double) -> Bool {
    guard needsRestart(at: time) else { return false }
    top = market * rules.buf
    start = time
    return true
  }

  /// A buyer takes at most these units, and pays at most this price.
  ///
  /// - Returns: `nil` where it must be started again, is dearer than `limit`, or
  ///   would leave a debt below `chost` that no smaller slice avoids.
  public mutating func take(upTo units: Double, limit: Double, at time: Double) -> Taking? {
    guard !isOver, !needsRestart(at: time) else { return nil }
    let price = price(at: time)
    guard price <= limit, price > 0 else { return nil }
    var slice = min(lot, units)
    var owe = slice * price
    if owe > tab {
      owe = tab
      slice = owe / price
    } else if owe < tab, slice < lot, tab - owe < rules.chost {
      guard tab > rules.chost else { return nil }
      owe = tab - rules.chost
      slice = owe / price
    }
    tab -= owe
    lot -= slice
    let returned = tab == 0 ? lot : 0
    if tab == 0 { lot = 0 }
    return Taking(bought: slice, paid: owe, returned: returned)
  }
}
