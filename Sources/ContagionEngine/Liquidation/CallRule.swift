/// How a protocol's mechanism is asked in a loop over many calls.
///
/// The rules that most networks name are told apart beforehand, so that the loop does
/// not look up what they are at every call (benchmark); all others are asked as they are.
enum CallRule: Sendable {
  case plain(PlainCloseFactor)
  case full(FullCloseFactor)
  case aaveV3(AaveV3CloseFactor)
  case other

  init(_ mechanism: any LiquidationMechanism) {
    switch (mechanism as? FixedSpread)?.closeFactor {
    case let rule as PlainCloseFactor: self = .plain(rule)
    case let rule as FullCloseFactor: self = .full(rule)
    case let rule as AaveV3CloseFactor: self = .aaveV3(rule)
    default: self = .other
    }
  }

  /// What one call repays and seizes.
  ///
  /// - Parameters:
  ///   - account: The account as the mechanism sees it.
  ///   - mechanism: The protocol's, which the rule was made of.
  /// - Returns: To the bit what the mechanism answers.
  @inline(__always)
  func liquidation(
    of account: LiquidationCase, by mechanism: @autoclosure () -> any LiquidationMechanism
  ) -> Liquidation {
    switch self {
    case .plain(let rule): FixedSpread.liquidation(of: account, repaying: rule)
    case .full(let rule): FixedSpread.liquidation(of: account, repaying: rule)
    case .aaveV3(let rule): FixedSpread.liquidation(of: account, repaying: rule)
    case .other: mechanism().liquidation(of: account)
    }
  }
}
