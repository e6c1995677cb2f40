import ContagionFiles
import ContagionModel
import ContagionTestSupport
import Foundation
import Testing

@testable import ContagionEnsemble

/// ETH/USDT by the hour, 2021-01-01 00:00 to 2025-06-13 08:00: 38,971 closes in
/// `prices/hourly_binance_close_2021_2025/ETHUSDT.csv.gz`, read there as it is packed.
///
/// Figures computed from that file with pandas 3.1.1 and numpy 2.4.6.
struct `A real history of prices` {
  static let file = "prices/hourly_binance_close_2021_2025/ETHUSDT.csv.gz"

  /// Scenarios over a day, as a scenario file names the history.
  static func scenarios(_ model: String, _ prices: String, seed: UInt64 = 7) throws -> Scenarios {
    let url = FileManager.default.temporaryDirectory.appending(path: "history-\(UUID()).yaml")
    defer { try? FileManager.default.removeItem(at: url) }
    let text = """
      schema: contagion.scenarios/1
      name: history
      model: \(model)
      horizonDays: 1
      prices: {stepHours: 1, assets: {ETH: {file: "\(prices)", time: open_time, price: close}}}
      """
    try text.write(to: url, atomically: true, encoding: .utf8)
    let file = try YAMLScenarios.read(url.path)
    #expect(file.findings.isEmpty)
    return try file.description.made(seed: seed)
  }

  static func moments(_ values: [Double]) -> (mean: Double, variance: Double) {
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, squares / Double(values.count))
  }

  /// 38,947 windows of 24 hours; the worst begins at 2021-05-19 00:00.
  @Test func `is replayed through gzip with its own mean, variance and extremes`() throws {
    guard let path = SharedData.file(Self.file) else { return }
    let scenarios = try Self.scenarios("replay", path)
    #expect(scenarios.limit == 38_947)
    let returns = scenarios.returns(38_947)[0]
    let (mean, variance) = Self.moments(returns)
    expectClose(mean, 0.0007867200453170251, within: 1e-9)
    expectClose(variance, 0.0017328958826571313, within: 1e-9)
    expectClose(returns[3305], -0.40778733084333574, within: 1e-9)
    #expect(returns.min() == returns[3305])
    expectClose(try #require(returns.max()), 0.3230388875339676, within: 1e-9)
  }

  /// With mean hourly return m and circular autocovariances C(i), the sum over 24
  /// hours in blocks of mean length 24 has mean 24·m = 0.00075943 and variance
  /// 24·C(0) + 2·Σ (24 − i)·(23/24)^i·C(i) = 0.00172406; its kurtosis is 6.9
  /// (200,000 sums drawn in numpy), so that 40,000 sums have a variance with an
  /// error of √(5.9/40,000) = 1.2 %.
  @Test func `is resampled in blocks with the moments that blocks have`() throws {
    guard let path = SharedData.file(Self.file) else { return }
    let count = 40_000
    let (mean, variance) = Self.moments(try Self.scenarios("bootstrap", path).returns(count)[0])
    let error = (0.0017240639284700412 / Double(count)).squareRoot()
    #expect(abs(mean - 0.0007594346249272335) < 3 * error)
    #expect(abs(variance / 0.0017240639284700412 - 1) < 3 * 0.0122)
  }
}
