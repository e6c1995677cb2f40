/// A loss shared out over the channels that carry it, by Shapley.
///
/// φ_c = Σ over sets S without c of |S|!(n−|S|−1)!/n! · (v(S ∪ c) − v(S)), where
/// v(S) is the loss with only the channels S on. The shares sum to
/// v(all) − v(none) exactly, whatever the order of channels.
///
/// Source: Shapley, "A value for n-person games", 1953.
public struct ChannelAttribution: Hashable, Sendable {
  public struct Share: Hashable, Sendable {
    public var channel: Channel
    public var usd: Double
    /// Joint less the run with this channel alone switched off.
    public var leaveOneOutUSD: Double
    /// The run with this channel alone on, less the run with none.
    public var aloneUSD: Double

    public init(channel: Channel, usd: Double, leaveOneOutUSD: Double, aloneUSD: Double) {
      self.channel = channel
      self.usd = usd
      self.leaveOneOutUSD = leaveOneOutUSD
      self.aloneUSD = aloneUSD
    }
  }

  public var measure: LossMeasure
  /// With every channel off.
  public var noneUSD: Double
  /// With every channel as chosen.
  public var jointUSD: Double
  public var shares: [Share]
  /// Σ over protocols of the run in which only its accounts move.
  public var isolatedUSD: Double
  /// Runs made.
  public var runs: Int

  public init(
    measure: LossMeasure, noneUSD: Double, jointUSD: Double, shares: [Share],
    isolatedUSD: Double, runs: Int
  ) {
    self.measure = measure
    self.noneUSD = noneUSD
    self.jointUSD = jointUSD
    self.shares = shares
    self.isolatedUSD = isolatedUSD
    self.runs = runs
  }
}
