import RealModule

/// Nexus Mutual's price of cover and its capital requirement.
///
/// Source: NexusMutual/docs 1874f7b, docs/protocol (pricing, mcr, claims).
public enum CoverPricing {
  /// Minimum capital for active cover.
  public static func minimumCapital(activeCover: Double, gearing: Double = 4.8) -> Double {
    activeCover / gearing
  }

  /// The price after a purchase: 0.05 points for each 1 % of capacity used.
  public static func bumped(_ spot: Double, capacityUsed: Double, perPercent: Double = 0.0005)
    -> Double
  {
    spot + perPercent * capacityUsed * 100
  }

  /// The price after some days: it falls to the target, not below.
  public static func decayed(
    _ bumped: Double, days: Double, perDay: Double = 0.02, target: Double
  ) -> Double {
    max(bumped - perDay * days, target)
  }

  /// Tokens burnt from stakers for a claim: they bear one part in the capacity
  /// factor.
  public static func burnt(claim: Double, tokenPrice: Double, capacityFactor: Double = 2)
    -> Double
  {
    claim / tokenPrice / capacityFactor
  }

  /// What members can take out: the pool stops paying at the minimum capital, so a run
  /// on it is a queue.
  public static func redeemable(assets: Double, minimumCapital: Double) -> Double {
    max(0, assets - minimumCapital)
  }

  /// What one token is worth in assets.
  public static func bookValue(assets: Double, tokens: Double) -> Double { assets / tokens }

  /// The bonding curve until November 2023: `A + (MCR / C) × MCR%⁴`.
  public static func whitepaperTokenPrice(
    minimumCapital: Double, ratio: Double, floor: Double = 0.01028, divisor: Double = 5_800_000
  ) -> Double {
    floor + minimumCapital / divisor * Double.pow(ratio, 4)
  }
}

/// Ease's reciprocal cover: every vault pays for the hacked one.
///
/// The rate is `min(cap, loss / Σ deposits)`; vault `j` contributes `Vⱼ × rate`.
/// Fair weights are `Vⱼ πⱼ`, with `πⱼ` the chance of its own loss.
///
/// Source: docs of Ease (RCA).
public struct ReciprocalCover: Hashable, Sendable {
  public var deposits: [Double]
  public var cap: Double

  public init(deposits: [Double], cap: Double) {
    self.deposits = deposits
    self.cap = cap
  }

  /// What each vault contributes to a loss.
  public func contributions(to loss: Double) -> [Double] {
    let total = deposits.reduce(0, +)
    let rate = total > 0 ? min(cap, loss / total) : 0
    return deposits.map { $0 * rate }
  }

  /// The parts that vaults would pay in proportion to the risk they bring.
  public func fairWeights(hazards: [Double]) -> [Double] {
    let risks = zip(deposits, hazards).map(*)
    let total = risks.reduce(0, +)
    return risks.map { total > 0 ? $0 / total : 0 }
  }
}
