import ContagionModel

extension FieldList {
  /// The sizes of the shocks, if there is one scenario: `shock.ETH` is the
  /// change of its price, or the price that is set.
  mutating func addShocks(_ scenarios: [[Shock]]) {
    guard scenarios.count == 1 else { return }
    for (place, shock) in scenarios[0].enumerated() {
      guard let size = shock.field else { continue }
      let text = shock.description
      let target = text[..<(text.lastIndex(of: "=") ?? text.endIndex)]
      add("shock.\(target)", size.unit, size.range) {
        $0.scenarios.first?[place].field?.value
      } write: { stress, value in
        stress.scenarios[0][place].set(size: value)
      }
    }
  }
}

extension Shock {
  /// The number of a shock; `nil` for one that only names something.
  fileprivate var field: (value: Double, unit: NetworkField.Unit, range: ClosedRange<Double>)? {
    switch self {
    case .priceChange(_, let change): (change, .ratio, -0.999_999...1e6)
    case .price(_, let price): (price, .usdPerUnit, FieldList.positive)
    case .issuerLoss(_, let usd): (usd, .usd, FieldList.notNegative)
    case .issuerLossShare(_, let share): (share, .ratio, FieldList.ratio)
    case .poolDepth(_, let change): (change, .ratio, -0.999...10)
    case .oracleHold: nil
    case .oracleValue(_, let price): (price, .usdPerUnit, FieldList.positive)
    case .deposits(_, let change): (change, .ratio, -1...0)
    case .bridgeDrained(_, let share): (share, .ratio, FieldList.ratio)
    case .bridgeAllocation, .bridgeHalt: nil
    case .reserveParameter(_, _, let value): (value, .ratio, FieldList.ratio)
    }
  }

  fileprivate mutating func set(size: Double) {
    switch self {
    case .priceChange(let asset, _): self = .priceChange(asset, size)
    case .price(let asset, _): self = .price(asset, size)
    case .issuerLoss(let issuer, _): self = .issuerLoss(issuer, size)
    case .issuerLossShare(let issuer, _): self = .issuerLossShare(issuer, size)
    case .poolDepth(let pool, _): self = .poolDepth(pool, size)
    case .oracleHold: break
    case .oracleValue(let oracle, _): self = .oracleValue(oracle, size)
    case .deposits(let reserve, _): self = .deposits(reserve, size)
    case .bridgeDrained(let bridge, _): self = .bridgeDrained(bridge, size)
    case .bridgeAllocation, .bridgeHalt: break
    case .reserveParameter(let reserve, let parameter, _):
      self = .reserveParameter(reserve, parameter, size)
    }
  }
}
