public import ContagionModel

/// Stops liquidations of a protocol while its oracle and the market disagree.
///
/// Trips while the reported price of any collateral is more than *threshold* of the
/// market price away from it; nobody is then called until *pause* seconds after.
/// Nobody is sold out at a price that is not there, and whom a true report would have
/// called in time waits.
public struct DeviationBreaker: CircuitBreaker, Hashable {
  public static let name = "oracle-deviation"
  public static let summary = "Liquidations pause while a report is away from the market."
  public static let source = "illustrative; model.md §4, stage 5"
  public static let parameters = [
    RuleParameter(
      "threshold", in: 0...10, unit: "ratio", "Distance above which it trips, of the market price."),
    RuleParameter("pause", in: 0...1e9, unit: "s", "How long liquidations pause."),
  ]

  public let threshold: Double
  public let pause: Double
  public var window: Double { 0 }

  /// - Precondition: Both are 0 or more.
  public init(threshold: Double, pause: Double) {
    self.threshold = threshold
    self.pause = pause
  }

  public init(_ values: RuleValues) {
    self.init(threshold: values["threshold"], pause: values["pause"])
  }

  public func stopsLiquidations(afterMove move: Double, deviation: Double) -> Bool {
    deviation > threshold
  }
}
