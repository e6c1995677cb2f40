import ContagionInsurance
import ContagionModel
import ContagionTestSupport
import Testing

struct `The split of capital for the tail` {
  /// Losses of 10 here or 6 there, a quarter each: the worst quarter is the larger of what
  /// is left, so both are left 4. For the mean any split of 8 within the losses is as
  /// good.
  @Test func `evens out what is left in two markets`() {
    let split = TailSiloSplit(
      budget: 8, losses: [[0, 0], [10, 0], [0, 6]], weights: [0.5, 0.25, 0.25], level: 0.75)
    expectClose(split.tailValueAtRisk, 4)
    expectClose(split.capital[0], 6)
    expectClose(split.capital[1], 2)
    expectClose(split.pooledTailValueAtRisk, 2)
  }

  /// Base fixture: the worst hundredth is s5 and half of s4, 210 before cover; 60 within
  /// the losses of s4 save 60 of both.
  @Test func `is as good as the pool on the base fixture`() {
    let split = TailSiloSplit(
      budget: 60, losses: Fixture.scenarios.map { $0.events[0].realizedUSD },
      weights: Fixture.weights, level: 0.99)
    expectClose(split.tailValueAtRisk, 150)
    expectClose(split.pooledTailValueAtRisk, 150)
    expectClose(split.capital.reduce(0, +), 60)
  }

  /// `INSURANCE-LAYERS`: the worst twentieth is both rare scenarios, 0.04 and 0.01, where
  /// 60 within (40, 15, 20) save 60 of 110: what the pool does, and equal silos of 20 do not.
  @Test func `beats equal silos on the joint loss`() {
    let losses: [[Double]] = [[0, 0, 0], [2, 1, 0], [10, 6, 3], [40, 15, 20], [120, 60, 70]]
    let split = TailSiloSplit(
      budget: 60, losses: losses, weights: [0.7, 0.15, 0.1, 0.04, 0.01], level: 0.95)
    expectClose(split.tailValueAtRisk, 50)
    #expect(split.tailValueAtRisk < 54)
  }

  /// The mean of the worst draws, by sorting alone.
  private static func tail(_ split: [Double], _ losses: [[Double]], _ worst: Int) -> Double {
    let left = losses.map { zip($0, split).map { max(0, $0 - $1) }.reduce(0, +) }
    return left.sorted(by: >).prefix(worst).reduce(0, +) / Double(worst)
  }

  /// Every split of 12 over three markets in steps of a quarter.
  @Test func `is beaten by no split on a grid`() {
    for seed in UInt64(1)...12 {
      var random = RandomLosses(seed: seed)
      let losses = (0..<20).map { _ in (0..<3).map { _ in random.amount(16).rounded() } }
      let split = TailSiloSplit(
        budget: 12, losses: losses, weights: Array(repeating: 0.05, count: 20), level: 0.75)
      expectClose(split.tailValueAtRisk, Self.tail(split.capital, losses, 5))
      #expect(split.tailValueAtRisk - split.lowerBound < 1e-9)
      var least = Double.infinity
      for first in 0...48 {
        for second in 0...(48 - first) {
          let grid = [Double(first), Double(second), Double(48 - first - second)].map { $0 / 4 }
          least = min(least, Self.tail(grid, losses, 5))
        }
      }
      #expect(split.tailValueAtRisk <= least + 1e-9)
      // Moving a quarter changes a tail of five by at most a half.
      #expect(split.tailValueAtRisk >= least - 0.5)
      #expect(split.pooledTailValueAtRisk <= split.tailValueAtRisk + 1e-9)
    }
  }
}
