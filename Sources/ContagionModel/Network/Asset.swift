/// A token.
public struct Asset: Hashable, Sendable {
  /// What stands behind a token.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Priced outside the network, or in its market pool.
    case base
    /// Promises a peg.
    case stable
    /// A share of an issuer, a reserve or a pool.
    case receipt
  }

  public var kind: Kind
  /// The chain the token lives on.
  public var chain: String?
  /// The outside USD price of one unit; `nil` if only pools price it.
  public var price: Double?
  /// The USD price that a stable asset promises.
  public var peg: Double?
  /// Whose share a receipt is.
  public var issuer: ReceiptIssuer?
  /// The pool whose spot price is the asset's market price.
  public var marketPool: PoolID?
  /// Standard deviation of the price's logarithm over a year, above 0; what the
  /// standard scenario model moves the asset by.
  public var volatility: Double?

  public init(
    kind: Kind, chain: String? = nil, price: Double? = nil, peg: Double? = nil,
    issuer: ReceiptIssuer? = nil, marketPool: PoolID? = nil, volatility: Double? = nil
  ) {
    self.kind = kind
    self.chain = chain
    self.price = price
    self.peg = peg
    self.issuer = issuer
    self.marketPool = marketPool
    self.volatility = volatility
  }
}
