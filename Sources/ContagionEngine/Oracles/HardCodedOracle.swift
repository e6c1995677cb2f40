public import ContagionModel

/// Reports one value whatever happens.
///
/// Source: the xUSD markets of November 2025, whose oracles kept a fixed price
/// (example `STREAM-XUSD-2025`).
public struct HardCodedOracle: PriceOracle {
  public static let name = "hard-coded"
  public static let summary = "Reports one value whatever happens."
  public static let source = "Stream xUSD markets, November 2025"
  public static let parameters = [
    RuleParameter("value", in: 1e-12...1e12, unit: "USD per unit", "The value reported.")
  ]

  let value: Double

  public init(_ values: RuleValues) { value = values["value"] }

  public func report(_ history: OracleHistory) -> Double { value }
}
