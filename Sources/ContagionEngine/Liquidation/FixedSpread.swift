public import ContagionModel

/// A liquidator repays part of the debt and takes collateral at a discount.
///
/// With close factor giving the repayment *R* (USD), bonus *b* and prices *p*:
/// seized = R(1 + b) / p_c. When collateral runs short all of it is seized and
/// the repayment shrinks to C·p_c / (1 + b). The protocol keeps the share
/// `protocolFee` of the bonus part of what is seized.
///
/// Source: Qin et al., "An Empirical Study of DeFi Liquidations", IMC 2021,
/// arXiv:2106.06389; the fee as in Aave v3 `LiquidationLogic`.
public struct FixedSpread: LiquidationMechanism {
  public static let name = "fixed-spread"
  public static let summary = "Repays a share of the debt for collateral at a fixed discount."
  public static let source = "Qin et al., IMC 2021, arXiv:2106.06389; Aave v3 LiquidationLogic"
  public static let parameters = [
    RuleParameter(
      "closeFactor", oneOf: Catalog.closeFactors.entries.map(\.name), orNumber: 0.000_001...1,
      default: .number(0.5), "Share of the debt repaid in one call, or the rule that sets it."),
    RuleParameter(
      "bonus", in: 0...1, unit: "ratio", default: 0,
      "Bonus of reserves that state none, as a share of the repaid value."),
    RuleParameter(
      "liquidationThreshold", in: 0...1, unit: "ratio", default: 0,
      "Liquidation threshold of reserves that state none."),
    RuleParameter(
      "protocolFee", in: 0...1, unit: "ratio", default: 0,
      "Share of the bonus that the protocol keeps, for reserves that state none."),
  ]

  let closeFactor: any CloseFactor
  public let bonus: Double
  public let liquidationThreshold: Double
  public let protocolFee: Double

  public init(_ values: RuleValues) {
    bonus = values["bonus"]
    liquidationThreshold = values["liquidationThreshold"]
    protocolFee = values["protocolFee"]
    closeFactor = .named(values.value("closeFactor"))
  }

  public var scaleFree: Bool { closeFactor.scaleFree }

  public func liquidation(of account: LiquidationCase) -> Liquidation {
    Self.liquidation(of: account, repaying: closeFactor)
  }

  /// The same for a close factor whose kind is known.
  @inline(__always)
  static func liquidation(
    of account: LiquidationCase, repaying closeFactor: some CloseFactor
  ) -> Liquidation {
    guard account.healthFactor < 1 else { return .none }
    let value = 1 + account.bonus
    var taken = Liquidation(
      repaying: closeFactor.repayment(of: account), of: account, for: value)
    taken.fee = account.protocolFee * (taken.seized - taken.seized / value)
    return taken
  }
}
