public import ContagionModel

extension DesignComparison {
  /// Every design less every one after it.
  public var differences: [DesignDifference] {
    designs.indices.flatMap { first in
      designs.indices.dropFirst(first + 1).map { difference(first, $0) }
    }
  }

  /// One design less another, by their places.
  ///
  /// The difference of the tails is `TVaR(X) − TVaR(Y)`, its error that of the mean of
  /// `((X − VaR X)⁺ − (Y − VaR Y)⁺) / (1 − level)`.
  ///
  /// - Complexity: O(*n* log *n*) in scenarios.
  public func difference(_ first: Int, _ second: Int) -> DesignDifference {
    func sample(_ values: [Double]) -> WeightedSample {
      WeightedSample(values, weights: probabilities, isSampled: isSampled)
    }
    let pair = [designs[first].uncoveredUSD, designs[second].uncoveredUSD]
    let difference = zip(pair[0], pair[1]).map(-)
    let tails = pair.map { sample($0) }
    let excesses = zip(pair, tails).map { values, tail in
      let threshold = tail.quantile(level)
      return values.map { max(0, $0 - threshold) / (1 - level) }
    }
    let tail =
      tails[0].expectedShortfall(level).value - tails[1].expectedShortfall(level).value
    // What rounding leaves of equal amounts is no difference.
    let scale = 1e-9 * (pair.joined().max() ?? 0)
    func share(_ counts: (Double) -> Bool) -> Double {
      zip(difference, probabilities).reduce(0) { counts($1.0) ? $0 + $1.1 : $0 }
    }
    return DesignDifference(
      design: designs[first].programme.title, other: designs[second].programme.title,
      uncoveredUSD: sample(difference).mean,
      tailUSD: Estimate(
        tail, standardError: sample(zip(excesses[0], excesses[1]).map(-)).mean.standardError,
        count: difference.count),
      moreOften: share { $0 > scale }, lessOften: share { $0 < -scale })
  }
}
