import ContagionEnsemble
import ContagionModel
import ContagionTestSupport
import RealModule
import Testing

struct `Volatility and correlation of prices` {
  static func hourly(_ asset: AssetID, _ prices: [Double], from hour: Int = 0) -> PriceSeries {
    PriceSeries(
      asset: asset, times: prices.indices.map { Double(hour + $0) * 3600 }, prices: prices)
  }

  /// Returns a, b, a with a − b = ln(1.1/0.9): Σ(r − mean)² = 2/3·(a − b)², over
  /// two: σ = ln(11/9)/√3 an hour, 8,760 hours a year.
  @Test func `are the sample's over a year`() throws {
    let report = try VolatilityReport(estimating: [Self.hourly("ETH", [100, 110, 99, 108.9])])
    let ether = try #require(report.assets.first)
    #expect(report.stepSeconds == 3600)
    #expect(ether.prices == 4 && ether.returns == 3 && ether.gaps.isEmpty)
    expectClose(ether.volatility, .log(11.0 / 9) / .sqrt(3) * .sqrt(8760))
  }

  /// Signs + − +, + − + and + + −: correlations 1 and, with deviations
  /// (2, −4, 2)/3 and (2, 2, −4)/3, −12/24.
  @Test func `go by the hours that both have`() throws {
    let report = try VolatilityReport(estimating: [
      Self.hourly("A", [100, 110, 99, 108.9]), Self.hourly("B", [10, 20, 10, 20, 40, 80]),
      Self.hourly("C", [1, 1, 2, 4, 2], from: -1),
    ])
    let values = report.correlations.map(\.value)
    #expect(report.correlations.map(\.returns) == [3, 3, 3])
    expectClose(values[0] ?? .nan, 1)
    expectClose(values[1] ?? .nan, -0.5)
    #expect(report.correlations[2].first == "B" && report.correlations[2].second == "C")
  }

  @Test func `leave returns over gaps out and name the gaps`() throws {
    var series = Self.hourly("A", [1, 2, 1, 50, 100, 50])
    for place in 3..<6 { series.times[place] += 7200 }
    let report = try VolatilityReport(estimating: [series, Self.hourly("flat", [1, 1, 1])])
    #expect(report.assets[0].returns == 4)
    #expect(report.assets[0].gaps == [VolatilityReport.Gap(start: 7200, end: 18_000)])
    // ±ln 2 twice each: 4·ln²2 / 3.
    expectClose(report.assets[0].volatility, .sqrt(4.0 / 3 * 8760) * .log(2))
    #expect(report.assets[1].volatility == 0)
    #expect(report.correlations[0].value == nil)
  }

  @Test func `refuse what does not go together`() {
    #expect(throws: PriceSeriesError.tooShort("A", prices: 2)) {
      try VolatilityReport(estimating: [Self.hourly("A", [1, 2])])
    }
    var daily = Self.hourly("D", [1, 2, 3])
    daily.times = daily.times.map { $0 * 24 }
    let error = PriceSeriesError.otherStep(
      "D", seconds: 86_400, first: "A", firstSeconds: 3600)
    #expect(throws: error) {
      try VolatilityReport(estimating: [Self.hourly("A", [1, 2, 3]), daily])
    }
    #expect(
      error.description
        == "D has a price every 86400.0 s and A every 3600.0 s; give files of one step")
  }
}
