import ContagionEngine
import ContagionModel
import ContagionTestSupport
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Quotes are made by the formula written here, not by the engine's.
struct `Depth fitted to quotes` {
  static let sizes = [1.0, 5, 20, 60, 150]

  static func fits(_ fee: Double = 0, _ average: (Double) -> Double) -> [DepthFit] {
    DepthFitting(
      quotes: sizes.map { DepthQuote(size: $0, price: average($0)) }, base: "ETH", quote: "USDC",
      fee: fee
    ).fits()
  }

  /// x·y = k with x = 1,000, price 2,000, fee 0.3 %: q sold pay
  /// 2,000,000·0.997·q / (1,000 + 0.997·q).
  @Test func `find reserves at constant product`() throws {
    let fits = Self.fits(0.003) { 2_000_000 * 0.997 / (1000 + 0.997 * $0) }
    let best = try #require(fits.first)
    #expect(best.pool.formula.name == "constant-product")
    expectClose(best.size, 1000, within: 1e-6)
    expectClose(best.price, 2000, within: 1e-9)
    expectClose(best.pool.quoteReserve ?? 0, 2_000_000, within: 1e-6)
    #expect(best.error < 1e-12)
    #expect(fits.contains { $0.pool.formula.name == "exponential" && $0.error > 1e-5 })
  }

  /// Average of p·(1 − s/(2·depth)), p = 30, depth = 400.
  @Test func `find the depth of a linear fall`() throws {
    let best = try #require(Self.fits { 30 * (1 - $0 / 800) }.first)
    #expect(best.pool.formula.name == "linear")
    expectClose(best.size, 400, within: 1e-6)
    expectClose(best.pool.price ?? 0, 30, within: 1e-9)
    #expect(best.error < 1e-12)
  }

  /// Average of p·depth·(1 − exp(−s/depth))/s, p = 0.5, depth = 90.
  @Test func `find the depth of an exponential fall`() throws {
    let best = try #require(Self.fits { 0.5 * 90 * (1 - exp(-$0 / 90)) / $0 }.first)
    #expect(best.pool.formula.name == "exponential")
    expectClose(best.size, 90, within: 1e-6)
    expectClose(best.price, 0.5, within: 1e-9)
    #expect(best.error < 1e-12)
  }

  /// Two quotes that no family meets: x·y = k between 10 at 1 and 9 at 2 has
  /// 10·(s + 1) = 9·(s + 2), so s = 8 and p = 10·9/8; met exactly by every
  /// family of two numbers. With a third quote of 9 the error is no longer 0.
  @Test func `say how far off they are`() throws {
    let two = DepthFitting(
      quotes: [DepthQuote(size: 1, price: 10), DepthQuote(size: 2, price: 9)], base: "A", quote: "B"
    ).fits()
    let product = try #require(two.first { $0.pool.formula.name == "constant-product" })
    expectClose(product.size, 8, within: 1e-6)
    expectClose(product.price, 11.25, within: 1e-6)
    let three = DepthFitting(
      quotes: [
        DepthQuote(size: 1, price: 10), DepthQuote(size: 2, price: 9),
        DepthQuote(size: 3, price: 9),
      ], base: "A", quote: "B"
    ).fits()
    #expect(three.allSatisfy { $0.error > 1e-3 && $0.worst >= $0.error })
  }
}
