public import ContagionModel

/// Reports what the price was some time ago, as Maker's security module does.
///
/// In an instant run that is the opening price.
///
/// Source: makerdao/osm `osm.sol` (one hour).
public struct DelayedOracle: PriceOracle {
  public static let name = "delayed"
  public static let summary = "Reports what the price was some time ago."
  public static let source = "makerdao/osm osm.sol"
  public static let parameters = [
    RuleParameter("delay", in: 1...1e9, unit: "seconds", default: 3600, "Age of what is reported.")
  ]

  let delay: Double

  public init(_ values: RuleValues) { delay = values["delay"] }

  public func report(_ history: OracleHistory) -> Double {
    // A price seen exactly one delay ago is out.
    history.price(before: (history.now - delay).nextUp)
  }
}
