import RealModule

/// What redeeming a stable asset for collateral costs, and how that decays.
///
/// The base rate halves every twelve hours; a redemption of the share *s* of the
/// supply adds `s / 2`. The fee is base rate plus `floor`, at most 1. (The
/// README's 1 % an hour is not what is deployed: the constant gives 5.6 %.)
///
/// Source: liquity/dev `TroveManager.sol`, `MINUTE_DECAY_FACTOR` (example
/// `LIQUITY-REDEEM`).
public struct RedemptionRate: Hashable, Sendable {
  /// What is left of the base rate after a minute.
  public static let minuteDecay = 0.999_037_758_833_783

  public private(set) var base: Double
  public let floor: Double

  public init(base: Double, floor: Double = 0.005) {
    self.base = base
    self.floor = floor
  }

  public var rate: Double { min(1, base + floor) }

  /// Lets whole minutes pass.
  public mutating func decay(minutes: Int) { base *= .pow(Self.minuteDecay, minutes) }

  /// Redeems a share of the supply, 0...1.
  public mutating func redeem(share: Double) { base = min(1, base + share / 2) }
}
