public import ContagionModel

/// A borrowing rate that turns steep above a utilisation.
///
/// `base + slope1·U / kink` up to the kink; above it
/// `base + slope1 + slope2·(U − kink) / (1 − kink)`. Rates per year; *U* is loans
/// over cash and loans, 0...1.
///
/// Source: aave-v3-origin `DefaultReserveInterestRateStrategyV2.sol` (example
/// `IRM-KINK`).
public struct KinkedRate: InterestRate, Hashable {
  public static let name = "kinked"
  public static let summary = "A rate that turns steep above a utilisation."
  public static let source = "aave-v3-origin DefaultReserveInterestRateStrategyV2.sol"
  public static let parameters = [
    RuleParameter("base", in: 0...10, unit: "per year", default: 0, "Rate when nothing is lent."),
    RuleParameter("kink", in: 0.01...0.99, unit: "ratio", "Utilisation at which it turns."),
    RuleParameter("slope1", in: 0...10, unit: "per year", "Added up to the kink."),
    RuleParameter("slope2", in: 0...1000, unit: "per year", "Added from the kink to 1."),
  ]

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

  public init(_ values: RuleValues) {
    self.init(
      base: values["base"], kink: values["kink"], slope1: values["slope1"],
      slope2: values["slope2"])
  }

  public func borrowRate(at utilization: Double) -> Double {
    guard utilization > kink else { return base + slope1 * utilization / kink }
    return base + slope1 + slope2 * (utilization - kink) / (1 - kink)
  }
}
