/// Where a quantity reaches a level along one axis, by scan and bisection.
///
/// Losses are not monotone, so the answer is a set of intervals. What lies
/// wholly between two scanned places is not seen: that is the resolution.
public struct LevelSet: Hashable, Sendable {
  /// Places next to each other at which the level is reached.
  public struct Interval: Hashable, Sendable {
    /// Ends, each to within the tolerance unless it is an end of the axis.
    public var low: Double
    public var high: Double
    /// USD at the ends.
    public var lowUSD: Double
    public var highUSD: Double

    public init(low: Double, high: Double, lowUSD: Double, highUSD: Double) {
      self.low = low
      self.high = high
      self.lowUSD = lowUSD
      self.highUSD = highUSD
    }
  }

  /// From low to high, not touching.
  public var intervals: [Interval]
  /// The scanned axis, and the distance of its places.
  public var low: Double
  public var high: Double
  public var resolution: Double
  /// How close each end was bisected.
  public var tolerance: Double
  /// Runs made.
  public var evaluations: Int

  public init(
    intervals: [Interval], low: Double, high: Double, resolution: Double, tolerance: Double,
    evaluations: Int
  ) {
    self.intervals = intervals
    self.low = low
    self.high = high
    self.resolution = resolution
    self.tolerance = tolerance
    self.evaluations = evaluations
  }

  /// Whether a place lies in one of the intervals.
  public func contains(_ place: Double) -> Bool {
    intervals.contains { $0.low <= place && place <= $0.high }
  }
}

/// Joint falls of several assets that reach a loss.
public struct ReverseStress: Hashable, Sendable {
  /// One joint fall.
  public struct Point: Hashable, Sendable {
    /// In step with ``ReverseStress/assets``; 0 ..< 1.
    public var falls: [Double]
    public var lossUSD: Double
    /// Mahalanobis distance of the log returns; NaN without volatilities.
    public var distance: Double

    public init(falls: [Double], lossUSD: Double, distance: Double) {
      self.falls = falls
      self.lossUSD = lossUSD
      self.distance = distance
    }
  }

  public var assets: [AssetID]
  /// The lattice: 0, step, 2·step, … up to the largest fall.
  public var step: Double
  public var largestFall: Double
  /// Falls that no smaller fall of the lattice replaces.
  public var smallest: [Point]
  /// The fall of least distance; `nil` without volatilities or if none reaches.
  public var likeliest: Point?
  /// Runs made.
  public var evaluations: Int

  public init(
    assets: [AssetID], step: Double, largestFall: Double, smallest: [Point], likeliest: Point?,
    evaluations: Int
  ) {
    self.assets = assets
    self.step = step
    self.largestFall = largestFall
    self.smallest = smallest
    self.likeliest = likeliest
    self.evaluations = evaluations
  }
}
