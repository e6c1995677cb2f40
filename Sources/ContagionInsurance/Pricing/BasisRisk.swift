/// How well a payout follows the loss it is meant for.
public struct BasisRisk: Hashable, Sendable {
  public var expectedLoss: Double
  public var expectedPayout: Double
  /// `E[(L − P)⁺]`.
  public var expectedShortfall: Double
  /// `E[(P − L)⁺]`.
  public var expectedOverpayment: Double
  public var probabilityLossWithoutPayout: Double
  public var probabilityPayoutWithoutLoss: Double
  /// `nil` if one of them never moves.
  public var correlation: Double?
  /// The share of losses that are not paid; `nil` without losses.
  public var falseNegativeRate: Double?
  /// The share of payouts without loss; `nil` without payouts.
  public var falsePositiveShare: Double?

  /// Compares payouts with losses over weighted cells, USD.
  public init(losses: [Double], payouts: [Double], weights: [Double]) {
    func mean(_ value: (Double, Double) -> Double) -> Double {
      weights.indices.reduce(0) { $0 + weights[$1] * value(losses[$1], payouts[$1]) }
    }
    expectedLoss = mean { loss, _ in loss }
    expectedPayout = mean { _, paid in paid }
    expectedShortfall = mean { max(0, $0 - $1) }
    expectedOverpayment = mean { max(0, $1 - $0) }
    probabilityLossWithoutPayout = mean { $0 > 0 && $1 == 0 ? 1 : 0 }
    probabilityPayoutWithoutLoss = mean { $0 == 0 && $1 > 0 ? 1 : 0 }
    correlation = Correlation.of(losses, payouts, weights: weights)
    let losing = mean { loss, _ in loss > 0 ? 1 : 0 }
    let paying = mean { _, paid in paid > 0 ? 1 : 0 }
    falseNegativeRate = losing > 0 ? probabilityLossWithoutPayout / losing : nil
    falsePositiveShare = paying > 0 ? probabilityPayoutWithoutLoss / paying : nil
  }
}
