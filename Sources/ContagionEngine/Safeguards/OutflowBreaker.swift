public import ContagionModel

/// Stops withdrawals from a protocol after many of them.
///
/// Trips once lenders have taken out more than *share* of the
/// protocol's deposits, in USD, within the last *window* seconds; what they ask for is
/// then refused until *pause* seconds after.
public struct OutflowBreaker: CircuitBreaker, Hashable {
  public static let name = "outflow"
  public static let summary = "Withdrawals pause after a share of the deposits has left."
  public static let source = "illustrative; model.md §4, stage 5"
  public static let parameters = [
    RuleParameter("share", in: 0...1, unit: "ratio", "Share of deposits above which it trips."),
    RuleParameter("window", in: 0...1e9, unit: "s", "Time within which they left."),
    RuleParameter("pause", in: 0...1e9, unit: "s", "How long withdrawals pause."),
  ]

  public let share: Double
  public let window: Double
  public let pause: Double

  /// - Precondition: All are 0 or more, *share* at most 1.
  public init(share: Double, window: Double, pause: Double) {
    self.share = share
    self.window = window
    self.pause = pause
  }

  public init(_ values: RuleValues) {
    self.init(share: values["share"], window: values["window"], pause: values["pause"])
  }

  public func stopsWithdrawals(afterOutflow outflow: Double) -> Bool { outflow > share }
}
