/// One pool against separate covers, for equal markets that each lose an amount
/// or nothing.
///
/// With probability `common` all markets share one draw; otherwise each has its
/// own. 0 is independence, 1 comonotone.
public struct PoolingBenefit: Hashable, Sendable {
  public var pooledUncovered: Double
  public var siloedUncovered: Double
  public var probabilityExhausted: Double
  public var expectedGross: Double

  /// Compares a pool for all with an equal part of it for each, USD.
  public init(markets: Int, loss: Double, probability: Double, pool: Double, common: Double) {
    var pooled = 0.0
    var siloed = 0.0
    var exhausted = 0.0
    for count in 0...markets {
      let independent = Self.binomial(markets, count, probability)
      let together = count == markets ? probability : count == 0 ? 1 - probability : 0
      let weight = (1 - common) * independent + common * together
      let total = Double(count) * loss
      pooled += weight * max(0, total - pool)
      siloed += weight * Double(count) * max(0, loss - pool / Double(markets))
      if total > pool { exhausted += weight }
    }
    pooledUncovered = pooled
    siloedUncovered = siloed
    probabilityExhausted = exhausted
    expectedGross = Double(markets) * loss * probability
  }

  /// What pooling saves, USD.
  public var benefit: Double { siloedUncovered - pooledUncovered }

  /// `P(exactly k of n)`.
  static func binomial(_ count: Int, _ chosen: Int, _ probability: Double) -> Double {
    var value = 1.0
    for step in 0..<chosen { value *= Double(count - step) / Double(step + 1) * probability }
    for _ in chosen..<count { value *= 1 - probability }
    return value
  }

  /// `P(more than k of n)` for independent failures.
  public static func probability(ofMoreThan chosen: Int, of count: Int, each probability: Double)
    -> Double
  {
    guard chosen < count else { return 0 }
    return ((chosen + 1)...count).reduce(0) { $0 + binomial(count, $1, probability) }
  }
}
