/// How likely a reserve is used up within some years.
///
/// Each year a premium comes in, then a loss goes out; a reserve below 0 is ruin
/// and ends the story. All reachable reserves are followed, so the figures are
/// exact.
public struct RuinHorizon: Hashable, Sendable {
  public var reserve: Double
  public var premium: Double
  /// Annual losses with their probabilities.
  public var losses: [Double]
  public var weights: [Double]
  /// The most the reserve may grow to; infinite without a cap.
  public var cap: Double

  public init(
    reserve: Double, premium: Double, losses: [Double], weights: [Double], cap: Double = .infinity
  ) {
    self.reserve = reserve
    self.premium = premium
    self.losses = losses
    self.weights = weights
    self.cap = cap
  }

  /// The probability of ruin by the end of each year.
  ///
  /// - Complexity: O(years × reachable reserves × losses).
  public func probabilities(years: Int) -> [Double] {
    var alive = [reserve: 1.0]
    var ruined = 0.0
    return (0..<years).map { _ in
      var next: [Double: Double] = [:]
      for (level, chance) in alive.sorted(by: { $0.key < $1.key }) {
        for (loss, weight) in zip(losses, weights) {
          let after = min(cap, level + premium) - loss
          if after < 0 {
            ruined += chance * weight
          } else {
            next[after, default: 0] += chance * weight
          }
        }
      }
      alive = next
      return ruined
    }
  }
}
