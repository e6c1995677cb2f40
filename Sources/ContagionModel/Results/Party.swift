/// One side of a movement: somebody who can hold, owe, gain or lose.
public struct Party: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The accounts with debt or collateral of one protocol.
    case borrowers
    /// Whoever lent to one reserve and is not an account or issuer of the file.
    case lenders
    /// One named lender or holder of a receipt.
    case depositor
    /// Holders outside the file of one receipt.
    case holders
    /// The providers of one pool that hold no listed LP token.
    case liquidityProviders = "liquidity providers"
    /// A protocol's fees and own reserves.
    case treasury
    /// The liquidators of one protocol.
    case liquidators
    /// Whoever keeps pools at the outside price.
    case arbitrageurs
    /// Whoever buys receipts and has them redeemed.
    case redeemers
    /// Whoever moved the pools with the shock.
    case exogenousTrader = "exogenous trader"
    /// The depositors of one protocol's stability pool.
    case stabilityPool = "stability pool"
    /// A payer of an insurance programme.
    case insurers
    /// The counterparty of sales that no pool settles.
    case outsideMarket = "outside market"
    /// The shock itself: where destroyed value goes.
    case shock
    /// One reserve of a protocol; passes its losses on.
    case reserve
    /// One pool; passes its losses on.
    case pool
    /// One issuer; passes its losses on.
    case issuer
  }

  public var kind: Kind
  /// A name that is unique among parties of the kind: `aave-v3`, `aave-v3/USDC`.
  public var name: String
  public var lendingProtocol: ProtocolID?
  public var chain: String?

  public init(
    _ kind: Kind, _ name: String, lendingProtocol: ProtocolID? = nil, chain: String? = nil
  ) {
    self.kind = kind
    self.name = name
    self.lendingProtocol = lendingProtocol
    self.chain = chain
  }

  /// Whether a loss ends here instead of being passed on.
  public var isFinalBearer: Bool {
    switch kind {
    case .reserve, .pool, .issuer, .shock: false
    default: true
    }
  }

  /// The party in words: `lenders of aave-v3/USDC`.
  public var label: String {
    switch kind {
    case .borrowers, .liquidators, .treasury, .stabilityPool: "\(kind.rawValue) of \(name)"
    case .lenders: "lenders to \(name)"
    case .depositor: "depositor \(name)"
    case .holders: "holders of \(name)"
    case .insurers: "insurer \(name)"
    case .liquidityProviders: "providers of \(name)"
    case .arbitrageurs, .redeemers, .exogenousTrader, .outsideMarket, .shock: kind.rawValue
    case .reserve, .pool, .issuer: name
    }
  }
}
