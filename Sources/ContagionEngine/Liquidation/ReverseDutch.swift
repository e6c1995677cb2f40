public import ContagionModel

/// The whole debt may be repaid at a discount that grows as health falls.
///
/// Discount factor `max(HF, 1 − maxDiscount)`: what is repaid over what is
/// seized, by value. A liquidator in a race takes the account when the discount
/// first pays, so liquidations come early and cheap. Where collateral runs
/// short, all of it is seized for its value times the factor. Bonuses of
/// reserves have no effect, except on the bound of `uniform` clearing.
///
/// Source: euler-xyz/euler-vault-kit `Liquidation.sol` @5b98b420 (example
/// `EULER-V2`).
public struct ReverseDutch: LiquidationMechanism {
  public static let name = "euler-v2"
  public static let summary = "The whole debt, at a discount that grows as health falls."
  public static let source = "euler-xyz/euler-vault-kit Liquidation.sol @5b98b420"
  public static let parameters = [
    RuleParameter(
      "maxDiscount", in: 0...0.99, unit: "ratio", default: 0.2, "Largest discount.")
  ]

  let maxDiscount: Double

  public init(_ values: RuleValues) { maxDiscount = values["maxDiscount"] }

  public let bonus = 0.0
  public let liquidationThreshold = 0.0
  public let protocolFee = 0.0
  public var scaleFree: Bool { true }

  public func liquidation(of account: LiquidationCase) -> Liquidation {
    guard account.healthFactor < 1 else { return .none }
    let factor = max(account.healthFactor, 1 - maxDiscount)
    return Liquidation(repaying: account.debtUSD, of: account, for: 1 / factor)
  }
}
