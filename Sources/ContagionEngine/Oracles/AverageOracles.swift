public import ContagionModel
import RealModule

/// Reports the mean price over a window, weighted by time.
///
/// In an instant run the new price has had no time: the opening is reported.
///
/// Source: Adams, Zinsmeister, Robinson, "Uniswap v2 Core", 2020, §2.2 (example
/// `TWAP`).
public struct ArithmeticAverageOracle: PriceOracle {
  public static let name = "twap"
  public static let summary = "Reports the time-weighted arithmetic mean over a window."
  public static let source = "Adams, Zinsmeister, Robinson, Uniswap v2 Core, 2020"
  public static let parameters = [window]

  static let window = RuleParameter(
    "window", in: 1...1e9, unit: "seconds", default: 1800, "Length of the window that ends now.")

  let window: Double

  public init(_ values: RuleValues) { window = values["window"] }

  public func report(_ history: OracleHistory) -> Double { history.mean(over: window) { $0 } }
}

/// Reports the geometric mean price over a window, weighted by time.
///
/// In an instant run the new price has had no time: the opening is reported.
///
/// Source: Adams et al., "Uniswap v3 Core", 2021, §5.2 (example `TWAP`).
public struct GeometricAverageOracle: PriceOracle {
  public static let name = "geometric-twap"
  public static let summary = "Reports the time-weighted geometric mean over a window."
  public static let source = "Adams et al., Uniswap v3 Core, 2021"
  public static let parameters = [ArithmeticAverageOracle.window]

  let window: Double

  public init(_ values: RuleValues) { window = values["window"] }

  public func report(_ history: OracleHistory) -> Double {
    .exp(history.mean(over: window) { .log($0) })
  }
}

/// Reports an average in which old prices fade exponentially.
///
/// Over a time *dt* in which the price was *p*, `average ← p·(1 − a) + average·a`
/// with `a = exp(−dt / tau)`; it starts at the first price. In an instant run
/// the new price has had no time: the opening is reported.
///
/// Source: Curve's moving-average price oracle (example `TWAP`).
public struct MovingAverageOracle: PriceOracle {
  public static let name = "ema"
  public static let summary = "Reports an average in which old prices fade exponentially."
  public static let source = "Curve, exponential moving-average price oracle"
  public static let parameters = [
    RuleParameter(
      "tau", in: 1...1e9, unit: "seconds", default: 866, "Time in which a price fades to 1/e.")
  ]

  let tau: Double

  public init(_ values: RuleValues) { tau = values["tau"] }

  public func report(_ history: OracleHistory) -> Double {
    var average = history.observations[0].price
    for (index, seen) in history.observations.enumerated() {
      let end =
        index + 1 < history.observations.count ? history.observations[index + 1].time : history.now
      let fade = Double.exp(-(end - seen.time) / tau)
      average = seen.price * (1 - fade) + average * fade
    }
    return average
  }
}
