public import ContagionModel

/// What a feed reports, given the price it looks at.
///
/// A rule is a function of the history alone; nothing is kept between reports.
public protocol PriceOracle: Rule {
  /// USD per unit.
  func report(_ history: OracleHistory) -> Double
}

extension PriceOracle {
  /// The report of an instant run: the opening price held for ever, this one is seen now.
  func report(_ watched: Double, opening: Double) -> Double {
    var history = OracleHistory(opening)
    history.observe(watched, at: 0)
    return report(history)
  }
}

extension Catalog where Kind == any PriceOracle {
  /// Every oracle in the package. Add yours here.
  public static let priceOracles = Catalog(
    "oracle",
    [
      Entry(SpotOracle.self) { $0 },
      Entry(HardCodedOracle.self) { $0 },
      Entry(DeviationOracle.self) { $0 },
      Entry(DelayedOracle.self) { $0 },
      Entry(ArithmeticAverageOracle.self) { $0 },
      Entry(GeometricAverageOracle.self) { $0 },
      Entry(MovingAverageOracle.self) { $0 },
      Entry(GrowthCapOracle.self) { $0 },
      Entry(MedianOracle.self) { $0 },
    ])
}
