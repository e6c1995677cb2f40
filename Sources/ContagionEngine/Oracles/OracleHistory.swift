/// What a feed has seen of the price it looks at, and when.
///
/// A price holds from its observation to the next one; the first held before.
/// In an instant run the history is the opening price, held for ever, and the
/// price of now.
public struct OracleHistory: Hashable, Sendable {
  /// One look at the price.
  public struct Observation: Hashable, Sendable {
    /// Seconds on any clock.
    public var time: Double
    /// USD per unit.
    public var price: Double

    public init(_ time: Double, _ price: Double) {
      self.time = time
      self.price = price
    }
  }

  /// The observations, times never falling.
  public private(set) var observations: [Observation]
  /// The moment of the report, not before the last observation.
  public private(set) var now: Double

  /// A history that starts with one price.
  public init(_ price: Double, at time: Double = 0) {
    observations = [Observation(time, price)]
    now = time
  }

  /// Adds a price that is seen now.
  ///
  /// - Precondition: `time` is not before the last observation.
  public mutating func observe(_ price: Double, at time: Double) {
    precondition(time >= now, "observed at \(time), after \(now)")
    observations.append(Observation(time, price))
    now = time
  }

  /// Lets time pass.
  public mutating func wait(until time: Double) { now = max(now, time) }

  /// The price seen last.
  public var latest: Double { observations[observations.count - 1].price }

  /// The price that held just before a moment; the first one at all times before.
  ///
  /// - Complexity: O(observations after the moment).
  public func price(before time: Double) -> Double {
    (observations.last { $0.time < time } ?? observations[0]).price
  }

  /// The mean of a function of the price over the window that ends now.
  ///
  /// - Complexity: O(observations).
  func mean(over window: Double, of value: (Double) -> Double) -> Double {
    let start = now - window
    var sum = 0.0
    for (index, observation) in observations.enumerated() {
      let from = index == 0 ? start : max(start, observation.time)
      let to = index + 1 < observations.count ? max(start, observations[index + 1].time) : now
      if to > from { sum += value(observation.price) * (to - from) }
    }
    return sum / window
  }
}
