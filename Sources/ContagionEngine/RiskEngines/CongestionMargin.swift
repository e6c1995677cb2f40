public import ContagionModel

/// A threshold that falls while calls find no room.
///
/// `opening · (1 − cut · congestion)`, where congestion is the share of the accounts to be
/// called in the step before that nobody called, for want of profit, capital or block
/// space, or because a breaker held them. It is all protocols' together: blocks are.
public struct CongestionMargin: MarginEngine, Hashable {
  public static let name = "congestion"
  public static let summary = "A threshold that falls with the share of calls that found no room."
  public static let source = "illustrative; model.md §4, stage 5"
  public static let parameters = [
    RuleParameter("cut", in: 0...1, unit: "ratio", "Share that it loses when nobody is called."),
    RuleParameter("period", in: 0...1e9, unit: "s", default: 0, "Time from one look to the next."),
    RuleParameter(
      "delay", in: 0...1e9, unit: "s", default: 0,
      "Time until a new threshold is in force: 0 for an algorithm, days for a vote."),
  ]

  public let cut: Double
  public let period: Double
  public let delay: Double

  /// - Precondition: All are 0 or more, `cut` at most 1.
  public init(cut: Double, period: Double = 0, delay: Double = 0) {
    self.cut = cut
    self.period = period
    self.delay = delay
  }

  public init(_ values: RuleValues) {
    self.init(cut: values["cut"], period: values["period"], delay: values["delay"])
  }

  public func threshold(from opening: Double, _ seen: MarketWatch) -> Double {
    opening * (1 - cut * seen.congestion)
  }
}
