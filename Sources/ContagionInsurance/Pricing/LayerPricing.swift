public import ContagionModel

/// What one layer loses and should cost on a distribution of losses.
public struct LayerPricing: Hashable, Sendable {
  /// How a premium is set on an expected loss.
  public typealias Principle = PremiumPrinciple

  /// USD.
  public let attachment: Double
  public let limit: Double
  public let expectedLoss: Double
  public let variance: Double
  /// `P(X > A)`.
  public let attachmentProbability: Double
  /// `P(X ≥ A + L)`.
  public let exhaustionProbability: Double

  /// Prices `limit` xs `attachment` on losses with probabilities.
  public init(
    attachment: Double, limit: Double, losses: [Double], weights: [Double]
  ) {
    self.attachment = attachment
    self.limit = limit
    let paid = WeightedSample(
      losses.map { min(max(0, $0 - attachment), limit) }, weights: weights)
    expectedLoss = paid.mean.value
    variance = paid.variance
    let ground = WeightedSample(losses, weights: weights)
    attachmentProbability = ground.probability(above: attachment).value
    exhaustionProbability = ground.probability(atLeast: attachment + limit)
  }

  public var standardDeviation: Double { variance.squareRoot() }

  /// Expected loss per unit of limit; `nil` without a limit.
  public var lossOnLine: Double? { limit > 0 ? expectedLoss / limit : nil }

  /// The premium for one year, USD.
  public func premium(_ principle: Principle) -> Double {
    principle.premium(expected: expectedLoss, deviation: standardDeviation, limit: limit)
  }

  /// Premium per unit of limit; `nil` without a limit.
  public func rateOnLine(_ principle: Principle) -> Double? {
    limit > 0 ? premium(principle) / limit : nil
  }

  /// Premium per unit of expected loss; `nil` without one.
  public func multiple(_ principle: Principle) -> Double? {
    expectedLoss > 0 ? premium(principle) / expectedLoss : nil
  }
}
