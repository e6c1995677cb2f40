/// One exogenous event, in the words of `model.md` §3.
public enum Shock: Hashable, Sendable {
  /// Multiplies a price by `1 + change`: the outside price, or the market
  /// price of a receipt or of an asset that only pools price.
  case priceChange(AssetID, Double)
  /// Sets a price in USD.
  case price(AssetID, Double)
  /// Destroys assets of an issuer worth this many USD.
  case issuerLoss(ReceiptIssuer, Double)
  /// Destroys this share of the assets of an issuer.
  case issuerLossShare(ReceiptIssuer, Double)
  /// Scales a pool's depth by `1 + change`; its providers take out the rest.
  case poolDepth(PoolID, Double)
  /// A feed keeps reporting its opening value.
  case oracleHold(OracleID)
  /// A feed reports this many USD.
  case oracleValue(OracleID, Double)
  /// Lenders outside the file ask for this share of their deposits (negative).
  case deposits(ReserveID, Double)
  /// This share of what a bridge has locked is taken out.
  case bridgeDrained(BridgeID, Double)
  /// A bridge gives no locked tokens back.
  case bridgeHalt(BridgeID)
  /// A rule without parameters says who bears what is drained, instead of the file's.
  case bridgeAllocation(BridgeID, String)
  /// A parameter of a reserve takes a new value.
  case reserveParameter(ReserveID, ReserveParameter, Double)

  public enum ReserveParameter: String, Hashable, Sendable, CaseIterable {
    case liquidationThreshold, bonus
  }
}

/// Shocks that come together under one name.
public struct NamedShock: Hashable, Sendable {
  public var title: String
  public var shocks: [Shock]

  public init(title: String, shocks: [Shock]) {
    self.title = title
    self.shocks = shocks
  }
}
