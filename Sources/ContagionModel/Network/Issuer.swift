/// Whoever issues a receipt and is neither a pool nor a reserve.
///
/// Issuers have zero equity: what they lose, the holders of their receipt lose.
public struct Issuer: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case vault, staking, bridge, stable, manager
  }

  public var kind: Kind
  public var chain: String?
  /// Who decides where a vault's assets go.
  public var curator: String?
  /// Units of the receipt outstanding.
  public var supply: Double
  /// Units of each asset held; receipts of other issuers included.
  public var holdings: [Holding]
  /// Deposits in reserves, in units of the reserve's asset.
  public var allocations: [Allocation]
  /// Seconds from asking for holdings to getting them; `nil` if the issuer gives none out.
  public var redemption: Double?
  /// Whether a loss lowers the NAV that others see; otherwise it stays hidden.
  public var realizes: Bool

  public init(
    kind: Kind, supply: Double, holdings: [Holding] = [], allocations: [Allocation] = [],
    chain: String? = nil, curator: String? = nil, redemption: Double? = nil, realizes: Bool = true
  ) {
    self.kind = kind
    self.supply = supply
    self.holdings = holdings
    self.allocations = allocations
    self.chain = chain
    self.curator = curator
    self.redemption = redemption
    self.realizes = realizes
  }
}

/// Units of an asset.
public struct Holding: Hashable, Sendable {
  public var asset: AssetID
  public var units: Double

  public init(_ asset: AssetID, _ units: Double) {
    self.asset = asset
    self.units = units
  }
}

/// A deposit in a reserve.
public struct Allocation: Hashable, Sendable {
  public var reserve: ReserveID
  /// Units of the reserve's asset.
  public var units: Double

  public init(_ reserve: ReserveID, _ units: Double) {
    self.reserve = reserve
    self.units = units
  }
}
