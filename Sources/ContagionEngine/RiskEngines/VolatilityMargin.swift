import ContagionModel

/// An engine that keeps a margin for what prices may do until collateral is sold.
///
/// With the variance *v* of one period's return the margin is
/// `m = quantile · √v · √(horizon / period)`, and the threshold `1 / (1 + m)`.
///
/// Source: theory.md §4, volatility margin (example `VOL-MARGIN`).
public protocol VolatilityMargin: MarginEngine {
  var terms: MarginTerms { get }
  /// The variance of one period's return; 0 before anything was seen.
  func variance(_ seen: MarketWatch) -> Double
}

/// What all engines that measure volatility are given.
public struct MarginTerms: Hashable, Sendable {
  static let parameters = [
    RuleParameter("period", in: 0...1e9, unit: "s", "Time from one look to the next."),
    RuleParameter("horizon", in: 0...1e9, unit: "s", "Time that the margin covers."),
    RuleParameter(
      "quantile", in: 0...100, unit: "standard deviations", default: 2.3263478740408408,
      "Move that it covers; 99 % of normal ones by default."),
    RuleParameter(
      "delay", in: 0...1e9, unit: "s", default: 0,
      "Time until a new threshold is in force: 0 for an algorithm, days for a vote."),
  ]

  public let period: Double
  public let horizon: Double
  public let quantile: Double
  public let delay: Double

  /// - Precondition: All are 0 or more.
  public init(
    period: Double, horizon: Double, quantile: Double = 2.3263478740408408, delay: Double = 0
  ) {
    self.period = period
    self.horizon = horizon
    self.quantile = quantile
    self.delay = delay
  }

  init(_ values: RuleValues) {
    self.init(
      period: values["period"], horizon: values["horizon"], quantile: values["quantile"],
      delay: values["delay"])
  }
}

extension VolatilityMargin {
  public var period: Double { terms.period }
  public var delay: Double { terms.delay }

  public func threshold(from opening: Double, _ seen: MarketWatch) -> Double {
    guard seen.interval > 0 else { return opening }
    let margin = Volatility.margin(
      variance: variance(seen), quantile: terms.quantile, periods: terms.horizon / seen.interval)
    return Volatility.largestLoanToValue(margin: margin)
  }
}
