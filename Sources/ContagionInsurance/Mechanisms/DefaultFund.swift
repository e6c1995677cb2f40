/// A mutual fund sized to the largest stressed losses over margin.
///
/// Cover k is the sum of the k largest; members fill it in proportion to margin.
///
/// Source: CPMI-IOSCO, Principles for financial market infrastructures, 2012,
/// principle 4.
public struct DefaultFund: Hashable, Sendable {
  /// By member.
  public var margins: [Double]
  public var lossesOverMargin: [Double]

  public init(margins: [Double], lossesOverMargin: [Double]) {
    self.margins = margins
    self.lossesOverMargin = lossesOverMargin
  }

  /// The size for the k largest losses.
  public func size(covering members: Int) -> Double {
    lossesOverMargin.sorted(by: >).prefix(members).reduce(0, +)
  }

  /// What each member puts in.
  public func contributions(covering members: Int) -> [Double] {
    let total = margins.reduce(0, +)
    return margins.map { size(covering: members) * $0 / total }
  }
}

/// Bilateral claims set off against each other.
public struct Netting: Hashable, Sendable {
  /// What one member owes another.
  public struct Claim: Hashable, Sendable {
    public var from: Int
    public var to: Int
    public var amount: Double

    public init(from: Int, to: Int, amount: Double) {
      self.from = from
      self.to = to
      self.amount = amount
    }
  }

  public let gross: Double
  /// What each member receives net; negative is owed.
  public let positions: [Double]

  public init(members: Int, _ claims: [Claim]) {
    gross = claims.reduce(0) { $0 + $1.amount }
    var positions = Array(repeating: 0.0, count: members)
    for claim in claims {
      positions[claim.from] -= claim.amount
      positions[claim.to] += claim.amount
    }
    self.positions = positions
  }

  /// What still has to be paid.
  public var netTotal: Double { positions.reduce(0) { $0 + max(0, $1) } }

  /// The part of gross claims that netting removes; `nil` without claims.
  public var ratio: Double? { gross > 0 ? 1 - netTotal / gross : nil }

  /// Margin of one user's legs, separate and netted, at a rate on their size.
  public static func margin(of legs: [Double], rate: Double) -> (separate: Double, netted: Double) {
    (rate * legs.reduce(0) { $0 + abs($1) }, rate * abs(legs.reduce(0, +)))
  }
}

/// Winners' gains cut to close a shortfall.
public enum AutoDeleveraging {
  /// In the order given, each up to its gain.
  public static func queue(_ shortfall: Double, gains: [Double]) -> [Double] {
    var left = shortfall
    return gains.map { gain in
      let cut = min(left, gain)
      left -= cut
      return cut
    }
  }

  /// Those with the highest index first, each up to its gain, in the order given; of
  /// equals the first.
  public static func queue(_ shortfall: Double, gains: [Double], ranks: [Double]) -> [Double] {
    let order = gains.indices.sorted { (-ranks[$0], $0) < (-ranks[$1], $1) }
    let cuts = queue(shortfall, gains: order.map { gains[$0] })
    var placed = gains
    for (place, cut) in zip(order, cuts) { placed[place] = cut }
    return placed
  }

  /// Everybody by the same share.
  public static func proRata(_ shortfall: Double, gains: [Double]) -> [Double] {
    let total = gains.reduce(0, +)
    return gains.map { total > 0 ? min(shortfall, total) * $0 / total : 0 }
  }

  /// The queue's key: mark over entry price times leverage.
  ///
  /// Source: docs of Hyperliquid-derived venues (insurance.md 3.6).
  public static func rank(mark: Double, entry: Double, notional: Double, equity: Double) -> Double {
    mark / entry * notional / equity
  }
}

/// The bound on what a robust restaking network can lose.
///
/// With a buffer `γ`, a shock to the share `ψ` of stake costs less than `(1 + 1/γ) ψ`.
///
/// Source: arXiv:2407.21785.
public enum RestakingBound {
  public static func largestLoss(buffer: Double, shock: Double) -> Double {
    (1 + 1 / buffer) * shock
  }
}
