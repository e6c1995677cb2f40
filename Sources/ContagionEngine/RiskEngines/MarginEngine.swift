public import ContagionModel

/// What sets the liquidation threshold of a reserve in a timed run: stage 5 of a step,
/// before anybody is called.
///
/// An engine looks at the market every ``period`` seconds and proposes a threshold, which
/// is in force ``delay`` seconds later: at once where an algorithm sets it, after days
/// where a vote does. It only lowers what the file (or a shock) says, and lets go again.
/// Risk categories, and accounts with a threshold of their own, keep theirs. The moment of
/// the shock is no step of time, so an instant run has no engine.
///
/// To add one: a file in `RiskEngines`, a line in the catalog below, a test.
public protocol MarginEngine: Rule {
  /// Seconds from one look to the next; a look waits for the end of a step.
  var period: Double { get }
  /// Seconds from a proposal to its force.
  var delay: Double { get }
  /// The threshold that the engine holds to be safe.
  ///
  /// - Parameters:
  ///   - opening: The threshold without an engine, 0...1.
  ///   - seen: What has been seen up to this look.
  /// - Returns: 0 or more; what is above `opening` counts as `opening`.
  func threshold(from opening: Double, _ seen: MarketWatch) -> Double
}

/// What an engine has seen of the market price of its reserve's asset.
public struct MarketWatch: Hashable, Sendable {
  /// The highest and the lowest price of one period, both ends included.
  public struct Range: Hashable, Sendable {
    public var high: Double
    public var low: Double

    public init(high: Double, low: Double) {
      self.high = high
      self.low = low
    }
  }

  /// Of each period, its last price over that of the period before, less 1.
  public var returns: [Double]
  /// In step with the returns.
  public var ranges: [Range]
  /// Seconds of a period: those of the engine, or of a step where that is longer.
  public var interval: Double
  /// Of the accounts that were to be called in the step before, the share that nobody
  /// called, 0...1.
  public var congestion: Double

  public init(
    returns: [Double] = [], ranges: [Range] = [], interval: Double = 0, congestion: Double = 0
  ) {
    self.returns = returns
    self.ranges = ranges
    self.interval = interval
    self.congestion = congestion
  }
}

extension Catalog where Kind == any MarginEngine {
  /// Every margin engine in the package. Add yours here.
  public static let marginEngines = Catalog(
    "margin engine",
    [
      Entry(EWMAMargin.self) { $0 },
      Entry(GARCHMargin.self) { $0 },
      Entry(ParkinsonMargin.self) { $0 },
      Entry(CongestionMargin.self) { $0 },
    ])
}
