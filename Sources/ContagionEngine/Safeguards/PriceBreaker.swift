public import ContagionModel

/// Stops liquidations of a protocol after a fast move of a price.
///
/// Trips while the reported price of any collateral is more than *threshold* from any
/// price that it reported within the last *window* seconds, the one in force at their
/// start included; nobody is then called until *pause* seconds after. Accounts below 1
/// wait and can get worse. Auctions that are open go on.
public struct PriceBreaker: CircuitBreaker, Hashable {
  public static let name = "price"
  public static let summary = "Liquidations pause after a fast move of a reported price."
  public static let source = "illustrative; model.md §4, stage 5"
  public static let parameters = [
    RuleParameter("threshold", in: 0...10, unit: "ratio", "Move above which it trips."),
    RuleParameter("window", in: 0...1e9, unit: "s", "Time within which the price moved."),
    RuleParameter("pause", in: 0...1e9, unit: "s", "How long liquidations pause."),
  ]

  public let threshold: Double
  public let window: Double
  public let pause: Double

  /// - Precondition: All are 0 or more.
  public init(threshold: Double, window: Double, pause: Double) {
    self.threshold = threshold
    self.window = window
    self.pause = pause
  }

  public init(_ values: RuleValues) {
    self.init(threshold: values["threshold"], window: values["window"], pause: values["pause"])
  }

  public func stopsLiquidations(afterMove move: Double, deviation: Double) -> Bool {
    move > threshold
  }
}
