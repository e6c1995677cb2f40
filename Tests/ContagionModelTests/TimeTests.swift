import ContagionModel
import Testing

struct `A span of time` {
  @Test(
    arguments: [
      ("30s", 30.0, "30s"), ("10m", 600, "10m"), ("90m", 5400, "90m"), ("6h", 21_600, "6h"),
      ("1.5h", 5400, "90m"), ("48h", 172_800, "2d"), ("0s", 0, "0s"), ("0.5s", 0.5, "0.5s"),
    ] as [(String, Double, String)])
  func `is read and written`(text: String, seconds: Double, again: String) throws {
    let span = try #require(Span(text))
    #expect(span.seconds == seconds)
    #expect(span.description == again)
  }

  @Test(arguments: ["", "10", "m", "-1m", "1x", "nanm", "infh", "1 m "])
  func `is refused where it is spelled otherwise`(text: String) { #expect(Span(text) == nil) }

  @Test func `has a clock`() {
    #expect(Span(seconds: 0).clock == "00:00")
    #expect(Span(seconds: 3725).clock == "01:02:05")
    #expect(Span(seconds: 90_000).clock == "1 d 01:00")
  }
}

struct `A path of prices` {
  static let path = PricePath(
    assets: ["A", "B"], times: [100, 160, 220], prices: [1, 10, 2, 20, 3, 30])

  @Test(
    arguments: [
      (0.0, [1.0, 10]), (59, [1, 10]), (60, [2, 20]), (119, [2, 20]), (500, [3, 30]),
    ] as [(Double, [Double])])
  func `holds each price to the next`(seconds: Double, prices: [Double]) {
    #expect(Array(Self.path.prices(after: seconds)) == prices)
  }

  @Test func `starts later with the price that holds then`() throws {
    let later = try #require(Self.path.starting(at: 170))
    #expect(later.times == [170, 220])
    #expect(later.prices == [2, 20, 3, 30])
    #expect(Self.path.starting(at: 221) == nil)
  }

  /// B is silent until 60; at 90 A still has its price of 50.
  @Test func `joins series that have other times`() throws {
    let joined = try #require(
      PricePath(joining: [
        PriceSeries(asset: "A", times: [0, 50, 120], prices: [1, 2, 3]),
        PriceSeries(asset: "B", times: [60, 90], prices: [10, 20]),
      ]))
    #expect(joined.times == [60, 90, 120])
    #expect(joined.prices == [2, 10, 2, 20, 3, 20])
    #expect(
      PricePath(joining: [
        PriceSeries(asset: "A", times: [0, 50], prices: [1, 2]),
        PriceSeries(asset: "B", times: [60], prices: [10]),
      ]) == nil)
  }

  @Test func `is cut into whole steps and told in words`() {
    let timing = Timing(Self.path, step: 50)
    #expect(timing.stepCount == 2)
    #expect(Timing(Self.path, step: 40).stepCount == 3)
    #expect(timing.words == ["A 1, at the end 3", "B 10, at the end 30"])
    let dip = PricePath(assets: ["A"], times: [0, 1, 2], prices: [5, 2, 4])
    #expect(Timing(dip, step: 1).words == ["A 5, lowest 2, at the end 4"])
  }
}
