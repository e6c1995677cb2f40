import ContagionEngine
import ContagionModel
import ContagionTestSupport
import RealModule
import Testing

@testable import ContagionEnsemble

/// `VAR-ES`: ten equally likely losses.
struct `The tail of ten losses` {
  static let losses = [5, 0, 10, 0, 0, 40, 0, 1, 0, 2.0]

  @Test(arguments: [
    (0.8, 5.0, 25.0), (0.9, 10.0, 40.0), (0.95, 40.0, 40.0), (0.99, 40.0, 40.0),
  ])
  func `has the published VaR and ES`(level: Double, valueAtRisk: Double, shortfall: Double) {
    for probabilities in [nil, Array(repeating: 0.1, count: 10)] {
      let sample = WeightedSample(
        Self.losses, probabilities: probabilities, isSampled: false)
      #expect(sample.quantile(level) == valueAtRisk)
      expectClose(sample.expectedShortfall(level).value, shortfall)
      #expect(sample.expectedShortfall(level).standardError == 0)
    }
  }

  /// At 0.8 F is exactly 0.8 at 5, so the next loss is the upper VaR; at least 5
  /// are 5, 10 and 40.
  @Test func `has the other convention beside it`() {
    let sample = WeightedSample(Self.losses)
    #expect(sample.upperQuantile(0.8) == 10)
    #expect(sample.upperQuantile(0.95) == 40)
    expectClose(sample.tailMean(0.8), 55.0 / 3)
  }

  /// The same distribution by weights: 0 has one half.
  @Test func `is the same for atoms with weights`() {
    let sample = WeightedSample(
      [40, 0, 1, 2, 5, 10], probabilities: [0.1, 0.5, 0.1, 0.1, 0.1, 0.1], isSampled: false)
    #expect(sample.quantile(0.8) == 5)
    #expect(sample.quantile(0.9) == 10)
    #expect(sample.quantile(0.5) == 0)
    #expect(sample.upperQuantile(0.5) == 1)
    expectClose(sample.expectedShortfall(0.8).value, 25)
    expectClose(sample.expectedShortfall(0.85).value, (0.05 * 10 + 0.1 * 40) / 0.15)
    expectClose(sample.mean.value, 5.8)
  }

  /// Two parts of each loss; at 0.85 the loss of 10 counts by half.
  @Test func `is the sum of what its parts contribute`() {
    let sample = WeightedSample(Self.losses)
    let first = Self.losses.map { $0 < 20 ? $0 : 10 }
    let second = zip(Self.losses, first).map { $0 - $1 }
    let parts = [first, second].map { sample.tailAverage(of: $0, 0.85).value }
    expectClose(parts[0], (0.05 * 10 + 0.1 * 10) / 0.15)
    expectClose(parts[0] + parts[1], sample.expectedShortfall(0.85).value)
    expectClose(sample.tailWeights(0.85).reduce(0, +), 1)
  }
}

/// `INSURANCE-LAYERS`: three protocols, five weighted scenarios.
struct `A weighted loss table` {
  static let probabilities = [0.7, 0.15, 0.1, 0.04, 0.01]
  static let protocols = [[0, 2, 10, 40, 120], [0, 1, 6, 15, 60], [0, 0, 3, 20, 70.0]]

  @Test func `gives the published means, ES and chance of a loss`() {
    let total = (0..<5).map { row in Self.protocols.reduce(0) { $0 + $1[row] } }
    let sample = WeightedSample(total, probabilities: Self.probabilities, isSampled: false)
    expectClose(sample.mean.value, 7.85)
    expectClose(sample.expectedShortfall(0.95).value, 110)
    expectClose(sample.probability(above: 0).value, 0.3)
    #expect(sample.largest == 250)
    for (losses, mean) in zip(Self.protocols, [4.1, 1.95, 1.8]) {
      expectClose(
        WeightedSample(losses, probabilities: Self.probabilities, isSampled: false).mean.value,
        mean)
    }
  }

  /// 50,000 draws of the rows: the same figures within three errors.
  @Test func `is reproduced by sampling`() {
    let total = (0..<5).map { row in Self.protocols.reduce(0) { $0 + $1[row] } }
    let drawn = WeightedSample(
      (0..<50_000).map { scenario in
        var draws = Draws(seed: 5, scenario: scenario, name: "row")
        var rest = draws.open()
        for (row, p) in Self.probabilities.enumerated() {
          if rest < p { return total[row] }
          rest -= p
        }
        return total[4]
      })
    #expect(abs(drawn.mean.value - 7.85) < 3 * drawn.mean.standardError)
    let shortfall = drawn.expectedShortfall(0.95)
    // The VaR sits on the edge of an atom, which the error does not see.
    #expect(abs(shortfall.value - 110) < 3 * shortfall.standardError + 1)
    let any = drawn.probability(above: 0)
    #expect(abs(any.value - 0.3) < 3 * any.standardError)
  }
}

struct `Standard errors` {
  /// 400 ensembles of 400 uniform losses: the spread of the estimates is what
  /// the estimates say, to 15 %.
  @Test func `are the spread of repeated ensembles`() {
    let part = (0..<400).map { _ in 0.0 }
    var (means, tails, errors, tailErrors) = ([Double](), [Double](), [Double](), [Double]())
    var (contributions, contributionErrors) = ([Double](), [Double]())
    for repetition in 0..<400 {
      var draws = Draws(seed: 11, scenario: repetition, name: "loss")
      let first = part.map { _ in draws.uniform() }
      let losses = first.map { $0 + draws.uniform() }
      let sample = WeightedSample(losses)
      means.append(sample.mean.value)
      errors.append(sample.mean.standardError)
      tails.append(sample.expectedShortfall(0.9).value)
      tailErrors.append(sample.expectedShortfall(0.9).standardError)
      let contribution = sample.tailAverage(of: first, 0.9)
      contributions.append(contribution.value)
      contributionErrors.append(contribution.standardError)
    }
    for (found, stated) in [
      (means, errors), (tails, tailErrors), (contributions, contributionErrors),
    ] {
      let spread = WeightedSample(found).standardDeviation
      let said = WeightedSample(stated).mean.value
      #expect(abs(said / spread - 1) < 0.15, "stated \(said), found \(spread)")
    }
  }
}

struct `Exceedance curves` {
  /// At least 40: 0.1; at least 10: 0.2; 5: 0.3; 2: 0.4. A loss of 1 USD is none.
  @Test func `are the chance of at least each loss`() {
    let curve = ExceedanceCurve(title: "t", `The tail of ten losses`.losses)
    #expect(curve.points.map(\.loss) == [2, 5, 10, 40])
    for (point, p) in zip(curve.points, [0.4, 0.3, 0.2, 0.1]) {
      expectClose(point.probability, p)
      #expect(point.low < p && point.high > p)
    }
  }

  /// Wilson's interval of 1 in 10: (1 + z²/2 ± z·√(0.9 + z²/4)) / (10 + z²).
  @Test func `have Wilson's band`() {
    let z = 1.959963984540054
    let (low, high) = ExceedanceCurve.wilson(0.1, 10)
    let root = z * Double.sqrt(0.9 + z * z / 4)
    expectClose(low, (1 + z * z / 2 - root) / (10 + z * z))
    expectClose(high, (1 + z * z / 2 + root) / (10 + z * z))
  }
}
