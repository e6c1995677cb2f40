public import ContagionModel
import OrderedCollections

/// A rule that splits bad debt among payers.
///
/// To add one: a file in `Designs`, a line in the catalog below, a test. It
/// pays through ``Waterfall``, which keeps the sums; what nobody pays stays
/// with the lenders.
public protocol InsuranceDesign: Rule {
  /// The amounts that each cover gives.
  static var siloAmounts: [SiloAmount] { get }
  /// What a programme lists besides: nothing, layers, or a common pool.
  static var needs: Set<DesignNeed> { get }
  /// Locked before the event at its prices, USD.
  func lockedCapitalUSD(
    of programme: InsuranceProgramme, insuring markets: [InsuredMarket]
  ) -> Double
  /// The most that locked capital undertakes to pay, USD: what is locked, unless one
  /// unit backs several of cover.
  func coverLimitUSD(of programme: InsuranceProgramme, insuring markets: [InsuredMarket]) -> Double
  /// What that capital is worth at payout, before it pays, USD.
  func capitalUSD(in waterfall: Waterfall) -> Double
  /// The most that promises could add, USD; infinite without a limit.
  func promisedUSD(
    of programme: InsuranceProgramme, insuring markets: [InsuredMarket]
  ) -> Double
  /// Pays in order.
  func pay(_ waterfall: inout Waterfall)
}

/// An amount that a cover gives, USD.
public struct SiloAmount: Hashable, Sendable {
  public var name: String
  public var isRequired: Bool
  /// Whether it grows with the capital, as a pool's depth does not.
  public var isCapital: Bool
  public var summary: String

  public init(
    _ name: String, isRequired: Bool = true, isCapital: Bool = true, _ summary: String
  ) {
    self.name = name
    self.isRequired = isRequired
    self.isCapital = isCapital
    self.summary = summary
  }
}

/// What a design needs besides covers.
public enum DesignNeed: String, Hashable, Sendable, CaseIterable {
  case layers
  /// Capital in one pool.
  case capital
  case liquidatedDebt = "liquidatedDebtUSD"
  case borrowerEquity = "borrowerEquityUSD"
}

extension InsuranceDesign {
  public static var siloAmounts: [SiloAmount] { [] }
  public static var needs: Set<DesignNeed> { [] }
  public var siloAmounts: [SiloAmount] { Self.siloAmounts }
  public var needs: Set<DesignNeed> { Self.needs }

  public func promisedUSD(
    of programme: InsuranceProgramme, insuring markets: [InsuredMarket]
  ) -> Double { 0 }

  public func coverLimitUSD(
    of programme: InsuranceProgramme, insuring markets: [InsuredMarket]
  ) -> Double { lockedCapitalUSD(of: programme, insuring: markets) }

  public func capitalUSD(in waterfall: Waterfall) -> Double {
    lockedCapitalUSD(of: waterfall.programme, insuring: waterfall.markets)
  }

  /// The sum of an amount over all covers.
  func total(_ amount: String, of programme: InsuranceProgramme) -> Double {
    programme.silos.values.reduce(0) { $0 + ($1.amounts[amount] ?? 0) }
  }

  /// The sum of an amount over all covers at payout prices.
  func value(_ amount: String, in waterfall: Waterfall) -> Double {
    waterfall.silos.reduce(0) {
      $0 + $1.amount(amount) * waterfall.event.priceFactor(of: $1.asset)
    }
  }
}

extension Catalog where Kind == any InsuranceDesign {
  /// Every insurance design in the package. Add yours here.
  public static let insuranceDesigns = Catalog(
    "insurance design",
    [
      Entry(LenderSocialization.self) { $0 },
      Entry(ReserveBuffer.self) { $0 },
      Entry(NativeTokenModule.self) { $0 },
      Entry(AssetMatchedStake.self) { $0 },
      Entry(StabilityPool.self) { $0 },
      Entry(LeveragedMutual.self) { $0 },
      Entry(LayeredTower.self) { $0 },
      Entry(ClearingHouse.self) { $0 },
    ])
}
