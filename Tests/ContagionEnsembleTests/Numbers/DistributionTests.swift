import ContagionEngine
import ContagionModel
import ContagionTestSupport
import RealModule
import Testing

@testable import ContagionEnsemble

struct `The normal quantile` {
  /// Values of Python's `statistics.NormalDist().inv_cdf`.
  @Test(arguments: [
    (1e-300, -37.0470962993612), (1e-10, -6.361340902404056), (0.001, -3.090232306167813),
    (0.05, -1.6448536269514726), (0.3, -0.5244005127080407), (0.5, 0),
    (0.9, 1.2815515655446008), (0.999, 3.090232306167813),
  ])
  func `has the published digits`(p: Double, x: Double) {
    expectClose(Normal.quantile(p), x, within: 1e-14)
  }

  @Test func `is undone by the distribution function`() {
    for step in 1..<200 {
      let p = Double(step) / 200
      expectClose(Normal.probability(Normal.quantile(p)), p, within: 1e-14)
    }
  }
}

struct `Student's t` {
  /// By Simpson's rule on the density, 200,000 intervals.
  @Test(arguments: [
    (1.0, 1.0, 0.75), (2.0, 2.0, 0.9082482904638727), (2.776445105, 4.0, 0.974999999994923),
    (-1.5, 4.5, 0.10010954282807488), (0.3, 30.0, 0.6168769473578243),
  ])
  func `has the integral of its density`(x: Double, degrees: Double, p: Double) {
    expectClose(StudentT.probability(x, degrees: degrees), p, within: 1e-11)
  }
}

struct `The Cholesky factor` {
  @Test func `multiplies back to the matrix`() throws {
    let matrix = [[4, 12, -16], [12, 37, -43], [-16, -43, 98.0]]
    let factor = try #require(Cholesky(matrix))
    #expect(factor.rows == [[2, 0, 0], [6, 1, 0], [-8, 5, 3]])
    #expect(factor.product([1, 1, 1]) == [2, 7, 0])
  }

  @Test func `takes perfect correlation and refuses impossible ones`() {
    #expect(Cholesky([[1, 1], [1, 1]])?.rows == [[1, 0], [1, 0]])
    #expect(Cholesky([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]) == nil)
    #expect(Cholesky([[1, 1, 0], [1, 1, 0.5], [0, 0.5, 1]]) == nil)
  }
}

struct `Scenario draws by name` {
  static let count = 20_000

  @Test func `are the same whatever else is drawn`() {
    var first = Draws(seed: 3, scenario: 9, name: "asset:ETH")
    var again = Draws(seed: 3, scenario: 9, name: "asset:ETH")
    var other = Draws(seed: 3, scenario: 9, name: "asset:BTC")
    let value = first.open()
    #expect(again.open() == value)
    #expect(other.open() != value)
    #expect(value > 0 && value < 1)
  }

  /// Mean and variance of Poisson are λ, P(N = 0) = e^−λ.
  @Test(arguments: [0.3, 4.0])
  func `count events as Poisson does`(mean: Double) {
    let counts = (0..<Self.count).map { scenario in
      var draws = Draws(seed: 1, scenario: scenario, name: "event")
      return Double(draws.poisson(mean))
    }
    let sample = WeightedSample(counts)
    #expect(abs(sample.mean.value - mean) < 3 * sample.mean.standardError)
    let none = Double(counts.count { $0 == 0 }) / Double(Self.count)
    let p = Double.exp(-mean)
    #expect(abs(none - p) < 3 * .sqrt(p * (1 - p) / Double(Self.count)))
    let variance = sample.standardDeviation * sample.standardDeviation
    #expect(abs(variance / mean - 1) < 0.05)
  }

  /// χ² of ν degrees has mean ν and variance 2ν.
  @Test(arguments: [1.0, 4.0, 7.5])
  func `spread as χ² does`(degrees: Double) {
    let sample = WeightedSample(
      (0..<Self.count).map { Draws.sharedChiSquare(degrees, seed: 2, scenario: $0) })
    #expect(abs(sample.mean.value - degrees) < 3 * sample.mean.standardError)
    let variance = sample.standardDeviation * sample.standardDeviation
    #expect(abs(variance / (2 * degrees) - 1) < 0.07)
  }
}
