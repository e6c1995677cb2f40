/// A borrowing rate that turns steep above a utilisation.
///
/// `slope1·U / kink` up to the kink; above it
/// `slope1 + slope2·(U − kink) / (1 − kink)`, both on top of `base`. Rates per
/// year; *U* is loans over cash and loans, 0...1.
///
/// Source: aave-v3-origin `DefaultReserveInterestRateStrategyV2.sol` (example
/// `IRM-KINK`).
public struct KinkedRate: Hashable, Sendable {
  public let base: Double
  public let kink: Double
  public let slope1: Double
  public let slope2: Double

  /// - Precondition: `kink` lies between 0 and 1, both excluded.
  public init(base: Double = 0, kink: Double, slope1: Double, slope2: Double) {
    self.base = base
    self.kink = kink
    self.slope1 = slope1
    self.slope2 = slope2
  }

  /// What borrowers pay a year.
  public func borrowRate(at utilization: Double) -> Double {
    guard utilization > kink else { return base + slope1 * utilization / kink }
    return base + slope1 + slope2 * (utilization - kink) / (1 - kink)
  }

  /// What lenders get a year, after the protocol's share of the interest.
  public func supplyRate(at utilization: Double, reserveFactor: Double) -> Double {
    borrowRate(at: utilization) * utilization * (1 - reserveFactor)
  }
}
