/// One account, as it is written by hand.
public struct Account: Hashable, Sendable {
  public var id: String
  /// A protocol, or the issuer of the receipt that is held.
  public var venue: String
  public var collateral: [Holding]
  public var debt: [Holding]
  public var deposits: [Holding]
  /// The account's own threshold for all its collateral.
  public var liquidationThreshold: Double?
  /// A risk category of the protocol.
  public var eMode: String?

  public init(
    _ id: String, at venue: String, collateral: [Holding] = [], debt: [Holding] = [],
    deposits: [Holding] = [], liquidationThreshold: Double? = nil, eMode: String? = nil
  ) {
    self.id = id
    self.venue = venue
    self.collateral = collateral
    self.debt = debt
    self.deposits = deposits
    self.liquidationThreshold = liquidationThreshold
    self.eMode = eMode
  }
}

extension AccountBook {
  /// A book of a few accounts.
  public init(_ accounts: [Account]) {
    self.init()
    for account in accounts { append(account) }
  }

  /// Adds an account with all its entries, in the order collateral, debt, deposits.
  public mutating func append(_ account: Account) {
    let index = self.account(named: Array(account.id.utf8), venue: venueIndex(account.venue))
    if let eMode = account.eMode { setEMode(eMode, of: index) }
    for (side, holdings) in [
      (Side.collateral, account.collateral), (.debt, account.debt), (.deposit, account.deposits),
    ] {
      for holding in holdings {
        append(
          account: index, side: side, asset: assetIndex(holding.asset), units: holding.units,
          threshold: side == .collateral ? account.liquidationThreshold ?? .nan : .nan)
      }
    }
  }
}
