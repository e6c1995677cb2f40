public import ContagionModel

/// What a feed reports, given the price it looks at.
public protocol PriceOracle: Rule {
  /// USD per unit.
  func report(_ watched: Double) -> Double
}

extension Catalog where Kind == any PriceOracle {
  /// Every oracle in the package. Add yours here.
  public static let priceOracles = Catalog(
    "oracle",
    [
      Entry(SpotOracle.self) { $0 },
      Entry(HardCodedOracle.self) { $0 },
    ])
}

/// Reports the price it looks at, at once.
public struct SpotOracle: PriceOracle {
  public static let name = "spot"
  public static let summary = "Reports the price it looks at, without delay."
  public static let source = "model.md §4, instant analysis"
  public static let parameters: [RuleParameter] = []

  public init(_ values: RuleValues) {}

  init() {}

  public func report(_ watched: Double) -> Double { watched }
}

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

  public func report(_ watched: Double) -> Double { value }
}
