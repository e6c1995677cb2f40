/// Stakers who may leave only some days after they ask.
///
/// Source: aave-umbrella 759147d, stakeToken README (cooldown and window).
public struct CooldownQueue: Hashable, Sendable {
  /// A request to leave.
  public struct Exit: Hashable, Sendable {
    public var day: Double
    public var amount: Double
    /// Whether it is used within its window; if not, the stake stays.
    public var isRedeemed: Bool

    public init(day: Double, amount: Double, isRedeemed: Bool) {
      self.day = day
      self.amount = amount
      self.isRedeemed = isRedeemed
    }
  }

  public var stake: Double
  public var cooldownDays: Double
  public var exits: [Exit]

  public init(stake: Double, cooldownDays: Double, exits: [Exit]) {
    self.stake = stake
    self.cooldownDays = cooldownDays
    self.exits = exits
  }

  /// What can still be slashed on a day: requests whose cooldown has run by
  /// then have left.
  public func available(on day: Double) -> Double {
    let left = exits.reduce(0) {
      $1.isRedeemed && $1.day + cooldownDays <= day ? $0 + $1.amount : $0
    }
    return max(0, stake - left)
  }
}
