/// What one holder has at stake in something, with no shock at all.
public struct Exposure: Hashable, Sendable {
  /// How the stake comes about.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Collateral behind a protocol's loans.
    case collateral
    /// Loans of a protocol in the asset.
    case loans
    /// Assets of an issuer.
    case assets
    /// Reserves of a pool.
    case liquidity
  }

  /// The protocol, issuer or pool.
  public var holder: String
  public var kind: Kind
  public var chain: String?
  /// Held as such.
  public var directUSD: Double
  /// Held through receipts, however many deep.
  public var indirectUSD: Double
  /// Everything the holder has of this kind.
  public var assetsUSD: Double

  public init(
    holder: String, kind: Kind, chain: String?, directUSD: Double, indirectUSD: Double,
    assetsUSD: Double
  ) {
    self.holder = holder
    self.kind = kind
    self.chain = chain
    self.directUSD = directUSD
    self.indirectUSD = indirectUSD
    self.assetsUSD = assetsUSD
  }

  public var totalUSD: Double { directUSD + indirectUSD }
}
