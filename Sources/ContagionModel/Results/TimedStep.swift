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

  /// What a breaker holds.
  public struct Pause: Hashable, Sendable {
    public enum Held: String, Hashable, Sendable {
      case liquidations
      case withdrawals
    }

    public var lendingProtocol: ProtocolID
    /// The name of the breaker's rule.
    public var breaker: String
    public var held: Held

    public init(lendingProtocol: ProtocolID, breaker: String, held: Held) {
      self.lendingProtocol = lendingProtocol
      self.breaker = breaker
      self.held = held
    }
  }

  /// A threshold that a margin engine holds below what it would be without.
  public struct Threshold: Hashable, Sendable {
    public var reserve: ReserveID
    /// The name of the engine's rule.
    public var engine: String
    /// Share of the collateral value that counts for health, 0...1.
    public var value: Double

    public init(reserve: ReserveID, engine: String, value: Double) {
      self.reserve = reserve
      self.engine = engine
      self.value = value
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
  /// What borrowers paid back before they were called, USD at the oracle.
  public var toppedUpUSD = 0.0
  /// What borrowers paid back by selling their own collateral, USD at the oracle.
  public var deleveredUSD = 0.0
  /// What redeemers paid for receipts that they had redeemed, USD at market prices.
  public var redeemedUSD = 0.0
  /// What lenders took out of reserves, USD at market prices.
  public var withdrawnUSD = 0.0
  /// What they asked for and could not take out.
  public var refusedUSD = 0.0
  /// Pools that liquidity providers left, each once, and what they took out of those
  /// that hold reserves.
  public var poolsLeft = 0
  public var exitedUSD = 0.0
  /// What circuit breakers hold at the end of the step.
  public var pauses: [Pause] = []
  /// What margin engines have lowered, as it is in the step.
  public var thresholds: [Threshold] = []

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
