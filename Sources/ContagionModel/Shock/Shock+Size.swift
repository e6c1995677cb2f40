extension Shock {
  /// What is shocked, as the shock is spelled before its `=`; a price that is
  /// set has its unit behind it, to keep it apart from a change.
  public var target: String {
    switch self {
    case .price(let asset, _): "\(asset) USD"
    case .oracleHold(let oracle): "oracle:\(oracle).hold"
    case .bridgeAllocation, .bridgeHalt: description
    case .issuerLoss(let issuer, _): "issuer:\(issuer).loss USD"
    default:
      description.lastIndex(of: "=").map { String(description[..<$0]) } ?? description
    }
  }

  /// How large the shock is: a ratio for changes and shares, USD for prices and
  /// losses, 1 for a feed that stops and for a rule that is named.
  public var size: Double {
    switch self {
    case .priceChange(_, let size), .price(_, let size), .issuerLoss(_, let size),
      .issuerLossShare(_, let size), .poolDepth(_, let size), .oracleValue(_, let size),
      .deposits(_, let size), .bridgeDrained(_, let size), .reserveParameter(_, _, let size):
      size
    case .oracleHold, .bridgeAllocation, .bridgeHalt: 1
    }
  }
}
