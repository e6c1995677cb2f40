public import ContagionModel

/// Reports again when the price has moved enough, or after a heartbeat.
///
/// At every observation the report becomes the price seen if
/// `|price / report − 1| ≥ deviation`, or if the report is `heartbeat` old or
/// older; both are inclusive. The first observation is reported. In an instant
/// run no time passes: the feed stays at its opening value unless the price is
/// off it by the deviation.
///
/// Source: Chainlink data feeds, deviation threshold and heartbeat (example
/// `CHAINLINK`).
public struct DeviationOracle: PriceOracle {
  public static let name = "deviation-heartbeat"
  public static let summary = "Reports when the price has moved enough, or after a heartbeat."
  public static let source = "Chainlink data feeds: deviation threshold and heartbeat"
  public static let parameters = [
    RuleParameter(
      "deviation", in: 0...1, unit: "ratio", default: 0.005, "Least change that is reported."),
    RuleParameter(
      "heartbeat", in: 1...1e9, unit: "seconds", default: 3600,
      "Age at which a report is renewed whatever the price."),
  ]

  let deviation: Double
  let heartbeat: Double

  public init(_ values: RuleValues) {
    deviation = values["deviation"]
    heartbeat = values["heartbeat"]
  }

  public func report(_ history: OracleHistory) -> Double { lastUpdate(history).price }

  /// The observation that is in force now.
  public func lastUpdate(_ history: OracleHistory) -> OracleHistory.Observation {
    var reported = history.observations[0]
    for seen in history.observations
    where abs(seen.price / reported.price - 1) >= deviation
      || seen.time - reported.time >= heartbeat
    {
      reported = seen
    }
    return reported
  }
}
