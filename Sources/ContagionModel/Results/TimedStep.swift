/// One step of a timed run, in figures for tables and plots.
public struct TimedStep: Hashable, Sendable {
  /// Prices of one asset of the path at the end of a step, USD per unit.
  public struct Prices: Hashable, Sendable {
    public var asset: AssetID
    /// The outside price; NaN where only pools price the asset.
    public var outside: Double
    /// What a spot oracle would read.
    public var market: Double
    /// What the first protocol that lists it believes; NaN if none does.
    public var reported: Double

    public init(asset: AssetID, outside: Double, market: Double, reported: Double) {
      self.asset = asset
      self.outside = outside
      self.market = market
      self.reported = reported
    }
  }

  /// 0 is the moment of the shock.
  public var number: Int
  /// Seconds since the shock.
  public var seconds: Double
  public var prices: [Prices]
  public var rounds: Int
  /// Accounts called, each as often as it was.
  public var calls: Int
  public var repaidUSD: Double
  /// Written off in this step, at the oracles' prices.
  public var badDebtUSD: Double
  /// Accounts below 1 that nobody called, and what they owe.
  public var waiting: Int
  public var waitingDebtUSD: Double
  /// What lenders outside the file took out of reserves, USD at market prices.
  public var withdrawnUSD = 0.0
  /// What they asked for and could not take out.
  public var refusedUSD = 0.0
  /// What liquidity providers took out of pools.
  public var exitedUSD = 0.0

  public init(
    number: Int, seconds: Double, prices: [Prices], rounds: Int, calls: Int, repaidUSD: Double,
    badDebtUSD: Double, waiting: Int, waitingDebtUSD: Double
  ) {
    self.number = number
    self.seconds = seconds
    self.prices = prices
    self.rounds = rounds
    self.calls = calls
    self.repaidUSD = repaidUSD
    self.badDebtUSD = badDebtUSD
    self.waiting = waiting
    self.waitingDebtUSD = waitingDebtUSD
  }
}
