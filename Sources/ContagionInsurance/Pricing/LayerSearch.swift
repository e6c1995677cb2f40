import ContagionModel

/// The layer that leaves the insured best off.
///
/// Minimises `E[retained] + premium + tailWeight × TVaR(retained)` over the
/// attachment `A` and the limit `L ≤ maximumLimit`, where the premium is
/// `loading × E[recovery] + capitalRate × L`. Retained losses rise with the loss,
/// so their order never changes, and the objective is linear between lines on
/// which `A` or `A + L` is a loss of the set, or `L` is 0 or the most allowed. Its
/// least value therefore lies where two of these lines meet: the search is exact.
public struct LayerSearch: Hashable, Sendable {
  /// A layer and what it comes to, USD.
  public struct Candidate: Hashable, Sendable {
    public var attachment: Double
    public var limit: Double
    public var expectedRetained: Double
    public var expectedRecovery: Double
    public var premium: Double
    public var tailRetained: Double
    public var objective: Double

    /// Premium per unit of limit; `nil` without a limit.
    public var rateOnLine: Double? { limit > 0 ? premium / limit : nil }
  }

  public var losses: [Double]
  public var weights: [Double]
  public var maximumLimit: Double
  public var loading: Double
  public var capitalRate: Double
  public var tailWeight: Double
  public var level: Double

  public init(
    losses: [Double], weights: [Double], maximumLimit: Double, loading: Double,
    capitalRate: Double, tailWeight: Double, level: Double = 0.99
  ) {
    self.losses = losses
    self.weights = weights
    self.maximumLimit = maximumLimit
    self.loading = loading
    self.capitalRate = capitalRate
    self.tailWeight = tailWeight
    self.level = level
  }

  /// What a layer comes to.
  public func candidate(attachment: Double, limit: Double) -> Candidate {
    let paid = losses.map { min(max(0, $0 - attachment), limit) }
    let retained = WeightedSample(zip(losses, paid).map(-), weights: weights)
    let recovery = zip(paid, weights).reduce(0) { $0 + $1.0 * $1.1 }
    let premium = loading * recovery + capitalRate * limit
    let tail = retained.expectedShortfall(level).value
    return Candidate(
      attachment: attachment, limit: limit, expectedRetained: retained.mean.value,
      expectedRecovery: recovery, premium: premium, tailRetained: tail,
      objective: retained.mean.value + premium + tailWeight * tail)
  }

  /// The best layer; of several that are as good, the lowest and smallest.
  ///
  /// - Complexity: O(n³ log n) for n different losses.
  public func optimum() -> Candidate {
    let knots = Set(losses + [0]).sorted()
    var best = candidate(attachment: 0, limit: 0)
    func weigh(_ attachment: Double, _ limit: Double) {
      guard attachment >= 0, limit >= 0, limit <= maximumLimit else { return }
      let next = candidate(attachment: attachment, limit: limit)
      if next.objective < best.objective - 1e-12 * max(1, abs(best.objective)) { best = next }
    }
    let attachments = Set(knots + knots.map { $0 - maximumLimit }).sorted()
    for attachment in attachments {
      weigh(attachment, maximumLimit)
      for end in knots { weigh(attachment, end - attachment) }
    }
    return best
  }
}
