/// What one layer of a programme pays in one event.
public struct LayerPayment: Hashable, Sendable {
  /// What stands behind a layer.
  public enum Funding: String, Hashable, Sendable, CaseIterable {
    /// Capital locked before the event.
    case locked
    /// A promise, a mint, or somebody else's money.
    case promised
    /// No money: what an overlay keeps from being lost.
    case prevented
  }

  /// `stake`, `junior`.
  public var name: String
  /// The cover that the layer belongs to; `nil` for all markets.
  public var silo: InsuredID?
  public var payer: InsurancePayer
  public var funding: Funding
  /// Whether the payers belong to the market that made the loss.
  public var isOwnCommunity: Bool
  /// The most it could pay in this event, USD; `nil` without a limit.
  public var capacityUSD: Double?
  /// By insured market.
  public var paidUSD: [Double]
  /// What each market contributes as a member, USD; empty where markets do not pay.
  public var contributedUSD: [Double]
  /// Paid above the loss by a trigger, USD.
  public var overpaidUSD: Double

  public init(
    _ name: String, silo: InsuredID? = nil, payer: InsurancePayer, funding: Funding,
    isOwnCommunity: Bool, capacityUSD: Double?, paidUSD: [Double], contributedUSD: [Double] = [],
    overpaidUSD: Double = 0
  ) {
    self.name = name
    self.silo = silo
    self.payer = payer
    self.funding = funding
    self.isOwnCommunity = isOwnCommunity
    self.capacityUSD = capacityUSD
    self.paidUSD = paidUSD
    self.contributedUSD = contributedUSD
    self.overpaidUSD = overpaidUSD
  }

  public var totalUSD: Double { paidUSD.reduce(0, +) }
}

/// A cost of paying that covers no bad debt.
public struct Friction: Hashable, Sendable {
  public var payer: InsurancePayer
  public var usd: Double

  public init(payer: InsurancePayer, usd: Double) {
    self.payer = payer
    self.usd = usd
  }
}

/// Something that a payer must sell in order to pay.
///
/// An engine sells `valueUSD / price` units and finds its own proceeds;
/// `raisedUSD` is what the design counted on.
public struct AssetSale: Hashable, Sendable {
  public var asset: AssetID
  public var payer: InsurancePayer
  /// The cover that the sale is for.
  public var silo: InsuredID?
  /// Worth at the price before the sale, USD.
  public var valueUSD: Double
  public var raisedUSD: Double

  public init(
    asset: AssetID, payer: InsurancePayer, silo: InsuredID?, valueUSD: Double, raisedUSD: Double
  ) {
    self.asset = asset
    self.payer = payer
    self.silo = silo
    self.valueUSD = valueUSD
    self.raisedUSD = raisedUSD
  }
}

/// Cash that somebody must find within the event.
public struct CashCall: Hashable, Sendable {
  public var payer: InsurancePayer
  /// The member that is called: its lenders' cash leaves.
  public var member: InsuredID
  public var usd: Double

  public init(payer: InsurancePayer, member: InsuredID, usd: Double) {
    self.payer = payer
    self.member = member
    self.usd = usd
  }
}
