public import ContagionModel

/// Reports the price it looks at, at once.
public struct SpotOracle: PriceOracle {
  public static let name = "spot"
  public static let summary = "Reports the price it looks at, without delay."
  public static let source = "model.md §4, instant analysis"
  public static let parameters: [RuleParameter] = []

  public init(_ values: RuleValues) {}

  init() {}

  public func report(_ history: OracleHistory) -> Double { history.latest }
}
