public import ContagionModel

/// Reports the median of reporters, of whom some say one value whatever happens.
///
/// Honest reporters see the price. Of an even number the lower of the middle two
/// is reported. Fewer than half of the reporters cannot move the report beyond
/// what an honest one says; more can.
///
/// Source: Chainlink off-chain reporting (median of the observations).
public struct MedianOracle: PriceOracle {
  public static let name = "median"
  public static let summary = "Reports the median of reporters, some of whom are stuck or bought."
  public static let source = "Chainlink off-chain reporting protocol: median"
  public static let parameters = [
    RuleParameter("reporters", in: 1...1000, unit: "count", default: 5, "Reporters in all."),
    RuleParameter("stuck", in: 0...1000, unit: "count", default: 0, "Those who say one value."),
    RuleParameter("value", in: 1e-12...1e12, unit: "USD per unit", "What they say."),
  ]

  let reporters: Int
  let stuck: Int
  let value: Double

  public init(_ values: RuleValues) {
    reporters = Int(values["reporters"])
    stuck = min(Int(values["stuck"]), reporters)
    value = values["value"]
  }

  public func report(_ history: OracleHistory) -> Double {
    let honest = Array(repeating: history.latest, count: reporters - stuck)
    return Self.median(honest + Array(repeating: value, count: stuck))
  }

  /// The middle report; of an even number the lower of the middle two.
  ///
  /// - Precondition: There is a report.
  public static func median(_ reports: [Double]) -> Double {
    reports.sorted()[(reports.count - 1) / 2]
  }
}
