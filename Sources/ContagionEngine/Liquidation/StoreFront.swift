public import ContagionModel

/// The protocol takes the account over and sells its collateral in a store.
///
/// The account is credited `C·p·LF` (liquidation factor); the buyer pays
/// `p·(1 − SF·(1 − LF))` per unit (store-front factor); what buyers pay beyond
/// the credit stays with the protocol, here as the fee in units. A debt above
/// the credit is bad and the protocol's reserves pay it, with `recognition:
/// reserves`. Where the credit exceeds the debt only as much is taken as covers
/// it, and the rest stays the borrower's: as collateral, where the original
/// pays it out in the base asset. One collateral is taken per round.
///
/// Source: compound-finance/comet `Comet.sol`, `absorb`, `quoteCollateral`
/// (example `COMET`).
public struct StoreFront: LiquidationMechanism {
  public static let name = "compound-v3"
  public static let summary = "The protocol takes the account over and sells its collateral."
  public static let source = "compound-finance/comet Comet.sol"
  public static let parameters = [
    RuleParameter(
      "liquidationFactor", in: 0.01...1, unit: "ratio", default: 0.93,
      "Share of the collateral's value that the account is credited."),
    RuleParameter(
      "storeFrontFactor", in: 0...1, unit: "ratio", default: 0.6,
      "Share of the penalty that buyers get as a discount."),
  ]

  let liquidationFactor: Double
  let storeFrontFactor: Double

  public init(_ values: RuleValues) {
    liquidationFactor = values["liquidationFactor"]
    storeFrontFactor = values["storeFrontFactor"]
  }

  public var bonus: Double { 1 / liquidationFactor - 1 }
  public let liquidationThreshold = 0.0
  public let protocolFee = 0.0
  public var scaleFree: Bool { true }

  /// What a buyer pays per unit of collateral, USD.
  public func resalePrice(at price: Double) -> Double {
    price * (1 - storeFrontFactor * (1 - liquidationFactor))
  }

  /// Units of collateral that USD buy in the store.
  public func quote(for usd: Double, at price: Double) -> Double { usd / resalePrice(at: price) }

  public func liquidation(of account: LiquidationCase) -> Liquidation {
    guard account.healthFactor < 1 else { return .none }
    var taken = Liquidation(
      repaying: account.debtUSD, of: account, for: 1 / liquidationFactor)
    let bought = quote(for: taken.repaid * account.debtPrice, at: account.collateralPrice)
    taken.fee = max(0, taken.seized - bought)
    return taken
  }
}
