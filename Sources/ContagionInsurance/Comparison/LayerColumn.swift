import ContagionModel

/// What one layer paid, by scenario; those in which it paid nothing are not kept.
struct LayerColumn {
  private var paidUSD: [Double] = []
  private var weights: [Double] = []
  private var exhausted: [Bool] = []
  private var lineUSD: Double? = 0
  private var openUSD = 0.0
  private var isExhausted = false

  /// Adds what it paid in one event of the open scenario.
  mutating func add(_ payment: LayerPayment) {
    let paid = payment.totalUSD + payment.overpaidUSD
    openUSD += paid
    guard let most = payment.capacityUSD else {
      lineUSD = nil
      return
    }
    lineUSD = lineUSD.map { max($0, most) }
    if most > 0, paid >= most * (1 - 1e-12) { isExhausted = true }
  }

  /// Ends the scenario.
  mutating func close(_ probability: Double) {
    if openUSD > 0 {
      paidUSD.append(openUSD)
      weights.append(probability)
      exhausted.append(isExhausted)
    }
    openUSD = 0
    isExhausted = false
  }

  /// The figures of the layer.
  ///
  /// - Parameters:
  ///   - isSampled: Whether scenarios are draws.
  ///   - draws: How many they are.
  ///   - level: Of the tail mean.
  func loss(isSampled: Bool, draws: Int, level: Double) -> LayerLoss {
    let rest = max(0, 1 - weights.reduce(0, +))
    func sample(_ values: [Double]) -> WeightedSample {
      WeightedSample(values + [0], weights: weights + [rest], isSampled: isSampled, draws: draws)
    }
    let paid = sample(paidUSD)
    return LayerLoss(
      lineUSD: lineUSD, paidUSD: paid.mean, deviationUSD: paid.variance.squareRoot(),
      attachment: paid.probability(above: 0), exhaustion: sample(exhausted.map { $0 ? 1 : 0 }).mean,
      tailUSD: paid.expectedShortfall(level))
  }
}
