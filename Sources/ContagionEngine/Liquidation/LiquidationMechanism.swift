public import ContagionModel

/// How a lending protocol closes an unhealthy account.
///
/// A mechanism sees one account and answers with amounts; it never touches
/// prices or other accounts, so the order of accounts in a round cannot matter.
public protocol LiquidationMechanism: Rule {
  /// Whether scaling every balance scales the answer.
  var scaleFree: Bool { get }
  /// The bonus of reserves that state none.
  var bonus: Double { get }
  /// The same where it depends on the reserve's liquidation threshold.
  func bonus(at threshold: Double) -> Double
  /// The liquidation threshold of reserves that state none; NaN if the reserve must.
  var liquidationThreshold: Double { get }
  /// The protocol fee of reserves that state none.
  var protocolFee: Double { get }
  /// Returns what one call repays and seizes.
  ///
  /// - Returns: Units with `repaid <= debtUnits` and `seized <= collateralUnits`;
  ///   ``Liquidation/none`` for a healthy account.
  func liquidation(of account: LiquidationCase) -> Liquidation
}

extension LiquidationMechanism {
  public func bonus(at threshold: Double) -> Double { bonus }
}

extension Catalog where Kind == any LiquidationMechanism {
  /// Every liquidation mechanism in the package. Add yours here.
  public static let liquidationMechanisms = Catalog(
    "liquidation mechanism",
    [
      Entry(FixedSpread.self) { $0 },
      Entry(MorphoIncentive.self) { $0 },
      Entry(ReverseDutch.self) { $0 },
      Entry(StoreFront.self) { $0 },
      Entry(StabilityPoolRule.self) { $0 },
      Entry(EnglishAuctionSale.self) { $0 },
      Entry(DutchAuctionSale.self) { $0 },
    ])
}

/// One unhealthy account as a mechanism sees it: the collateral and the debt of
/// largest value, at the protocol's oracle.
public struct LiquidationCase: Hashable, Sendable {
  public var healthFactor: Double
  public var collateralUnits: Double
  /// USD per unit.
  public var collateralPrice: Double
  public var debtUnits: Double
  /// USD per unit.
  public var debtPrice: Double
  /// All debts of the account, USD.
  public var totalDebtUSD: Double
  /// What the liquidator gets beyond the repaid value, as a share of it.
  public var bonus: Double
  /// The protocol's share of the bonus.
  public var protocolFee: Double
  /// Share of the collateral's value that counts for health.
  public var collateralThreshold: Double

  public init(
    healthFactor: Double, collateralUnits: Double, collateralPrice: Double, debtUnits: Double,
    debtPrice: Double, totalDebtUSD: Double, bonus: Double, protocolFee: Double = 0,
    collateralThreshold: Double = 0
  ) {
    self.healthFactor = healthFactor
    self.collateralUnits = collateralUnits
    self.collateralPrice = collateralPrice
    self.debtUnits = debtUnits
    self.debtPrice = debtPrice
    self.totalDebtUSD = totalDebtUSD
    self.bonus = bonus
    self.protocolFee = protocolFee
    self.collateralThreshold = collateralThreshold
  }

  public var collateralUSD: Double { collateralUnits * collateralPrice }
  public var debtUSD: Double { debtUnits * debtPrice }
}

/// What one call repays and seizes, in units.
public struct Liquidation: Hashable, Sendable {
  public var repaid: Double
  /// All collateral taken, the protocol's fee included.
  public var seized: Double
  /// The part of ``seized`` that the protocol keeps.
  public var fee: Double

  public init(repaid: Double, seized: Double, fee: Double = 0) {
    self.repaid = repaid
    self.seized = seized
    self.fee = fee
  }

  public static let none = Liquidation(repaid: 0, seized: 0)

  /// A part of the call; all of it, to the bit, at 1.
  func scaled(by share: Double) -> Liquidation {
    Liquidation(repaid: repaid * share, seized: seized * share, fee: fee * share)
  }

  /// Repays USD for `value` times as much collateral; where it runs short, all of
  /// it for what it covers.
  init(repaying usd: Double, of account: LiquidationCase, for value: Double) {
    repaid = usd < account.debtUSD ? usd / account.debtPrice : account.debtUnits
    seized = repaid * account.debtPrice * value / account.collateralPrice
    fee = 0
    if seized >= account.collateralUnits {
      seized = account.collateralUnits
      repaid = min(account.debtUnits, account.collateralUSD / value / account.debtPrice)
    }
  }
}
