extension Shock {
  /// The shock that has this ``target`` and ``size``; `nil` if no kind of shock is
  /// spelled that way.
  public init?(target: String, size: Double) {
    let isDollars = target.hasSuffix(" USD")
    let name = isDollars ? String(target.dropLast(4)) : target
    let texts = isDollars ? ["\(name)=1"] : [name, "\(name)=0%", "\(name)=1"]
    for text in texts {
      if let shock = try? Shock(parsing: text), shock.target == target {
        self = shock.resized(to: size)
        return
      }
    }
    return nil
  }

  private func resized(to size: Double) -> Shock {
    switch self {
    case .priceChange(let asset, _): .priceChange(asset, size)
    case .price(let asset, _): .price(asset, size)
    case .issuerLoss(let issuer, _): .issuerLoss(issuer, size)
    case .issuerLossShare(let issuer, _): .issuerLossShare(issuer, size)
    case .poolDepth(let pool, _): .poolDepth(pool, size)
    case .oracleHold: self
    case .oracleValue(let oracle, _): .oracleValue(oracle, size)
    case .deposits(let reserve, _): .deposits(reserve, size)
    case .bridgeDrained(let bridge, _): .bridgeDrained(bridge, size)
    case .bridgeAllocation, .bridgeHalt: self
    case .reserveParameter(let reserve, let parameter, _):
      .reserveParameter(reserve, parameter, size)
    }
  }
}
