/// Losses by year, one list of events a year; every year is as likely.
///
/// Curves follow Oasis: the r-th largest of N years has the return period N / r,
/// and the TVaR at rank r is the mean of the r largest.
///
/// Source: Oasis LMF, ktools a3c17d6, aggreports.cpp.
public struct YearLossTable: Hashable, Sendable {
  /// One point of a curve.
  public struct Point: Hashable, Sendable {
    public var returnPeriod: Double
    public var loss: Double
    public var tailMean: Double
  }

  /// USD, by year and event.
  public var years: [[Double]]

  public init(_ years: [[Double]]) { self.years = years }

  /// The mean of a year's sum, USD.
  public var averageAnnualLoss: Double {
    years.reduce(0) { $0 + $1.reduce(0, +) } / Double(years.count)
  }

  /// By the largest event of each year.
  public var occurrenceCurve: [Point] { Self.curve(years.map { $0.max() ?? 0 }) }

  /// By the sum of each year.
  public var aggregateCurve: [Point] { Self.curve(years.map { $0.reduce(0, +) }) }

  private static func curve(_ losses: [Double]) -> [Point] {
    var sum = 0.0
    return losses.sorted(by: >).enumerated().map { place, loss in
      sum += loss
      let rank = Double(place + 1)
      return Point(
        returnPeriod: Double(losses.count) / rank, loss: loss, tailMean: sum / rank)
    }
  }
}
