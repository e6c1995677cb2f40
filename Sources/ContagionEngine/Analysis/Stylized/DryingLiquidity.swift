import RealModule

/// A lending protocol that sells its collateral as fast as the market lets it.
///
/// On day *t* at most `cap·exp(−rate·t)` units are sold, at the mean of that day's and
/// the day before's price; the proceeds pay down the debt. The margin is
/// `units·price + reserve − debt`. As in the authors' simulator the units may go
/// below 0: what is sold beyond the collateral counts against the margin.
///
/// Source: Gudgeon, Perez, Harz, Livshits, Gervais, "The Decentralized Financial
/// Crisis", 2020, arXiv:2002.08099, and its simulator (examples `GUDGEON-DET`,
/// `GUDGEON-MC`).
public struct DryingLiquidity: Hashable, Sendable {
  /// Collateral over debt at the start.
  public var collateralization: Double
  /// Units that can be sold on the first day.
  public var cap: Double
  /// How fast the cap decays, per day.
  public var rate: Double
  public var debt: Double

  /// The state at the end of a day.
  public struct Day: Hashable, Sendable {
    public var margin: Double
    public var debt: Double
  }

  public init(debt: Double, collateralization: Double = 1.5, cap: Double = 30_000, rate: Double) {
    self.debt = debt
    self.collateralization = collateralization
    self.cap = cap
    self.rate = rate
  }

  /// The days of a price path, the first one the opening.
  ///
  /// - Parameters:
  ///   - prices: One above 0 for each day.
  ///   - reserves: Worth of a reserve beside the collateral, by day; none if empty.
  public func days(_ prices: [Double], reserves: [Double] = []) -> [Day] {
    guard let first = prices.first else { return [] }
    var units = debt * collateralization / first
    var open = debt
    return prices.indices.map { day in
      if day > 0 {
        let mean = (prices[day] + prices[day - 1]) / 2
        let sold = min(cap * .exp(-rate * Double(day)), open / mean)
        units -= sold
        open -= sold * mean
      }
      let reserve = reserves.isEmpty ? 0 : reserves[day]
      return Day(margin: units * prices[day] + reserve - open, debt: open)
    }
  }

  /// The first day whose margin is negative.
  public static func firstShortfall(_ days: [Day]) -> Int? { days.firstIndex { $0.margin < 0 } }
}
