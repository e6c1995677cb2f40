public import ContagionModel

/// Reports the price, but never more than growth from the first one allows.
///
/// `min(price, first·(1 + headroom + growth·t / year))`, where *t* is the time
/// since the first observation and a year has 365 days. It stops a receipt from
/// being marked up in one step, and lags when the true rate grows faster. In an
/// instant run the cap is `opening·(1 + headroom)`.
///
/// Source: Aave's correlated-assets price oracle (CAPO),
/// `PriceCapAdapterBase.sol`.
public struct GrowthCapOracle: PriceOracle {
  public static let name = "growth-cap"
  public static let summary = "Reports the price, capped at a growth from where it started."
  public static let source = "Aave CAPO, PriceCapAdapterBase.sol"
  public static let parameters = [
    RuleParameter("growth", in: 0...100, unit: "per year", default: 0.1, "Growth that is allowed."),
    RuleParameter(
      "headroom", in: 0...10, unit: "ratio", default: 0, "How far the cap starts above the price."),
  ]

  let growth: Double
  let headroom: Double

  public init(_ values: RuleValues) {
    growth = values["growth"]
    headroom = values["headroom"]
  }

  public func report(_ history: OracleHistory) -> Double {
    let first = history.observations[0]
    let years = (history.now - first.time) / (365 * 86_400)
    return min(history.latest, first.price * (1 + headroom + growth * years))
  }
}
