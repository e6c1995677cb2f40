/// Those who act in a network besides its accounts, with what they can spend.
public struct Agents: Hashable, Sendable {
  /// Those who repay debts for collateral, when they do so for a profit.
  public struct Liquidators: Hashable, Sendable {
    /// USD that all can spend on repayments in one step; `nil` is without limit
    /// (flash loans).
    public var capital: Double?
    /// Calls that fit into one step: block space; `nil` is without limit.
    public var callsPerStep: Int?
    /// USD that one call costs, gas.
    public var cost: Double
    /// Profit that is asked for, as a share of the repayment.
    public var margin: Double

    public init(
      capital: Double? = nil, callsPerStep: Int? = nil, cost: Double = 0, margin: Double = 0
    ) {
      self.capital = capital
      self.callsPerStep = callsPerStep
      self.cost = cost
      self.margin = margin
    }
  }

  /// Those who trade between pools and the outside market.
  public struct Arbitrageurs: Hashable, Sendable {
    /// USD that all can trade in one step.
    public var capital: Double

    public init(capital: Double) { self.capital = capital }
  }

  /// Those who buy receipts below what the issuer pays for them.
  public struct Redeemers: Hashable, Sendable {
    /// USD that all have, what they wait for included.
    public var capital: Double
    /// Profit that is asked for, as a share of what the receipt is worth.
    public var margin: Double

    public init(capital: Double, margin: Double = 0) {
      self.capital = capital
      self.margin = margin
    }
  }

  public var liquidators: Liquidators?
  public var arbitrageurs: Arbitrageurs?
  /// What they do in a timed run; `nil` is nothing.
  public var redeemers: Redeemers?
  /// What borrowers do before they are called in a timed run, from the catalog of
  /// borrowers; `nil` is nothing.
  public var borrowers: RuleChoice?
  /// When lenders leave a reserve in a timed run, from the catalog of lenders; `nil`
  /// is never. A reserve can have its own.
  public var lenders: RuleChoice?
  /// When liquidity providers leave a pool in a timed run, from the catalog of
  /// providers; `nil` is never.
  public var providers: RuleChoice?
  /// What ranks and chances of agents are drawn from.
  public var seed: UInt64

  public init(
    liquidators: Liquidators? = nil, arbitrageurs: Arbitrageurs? = nil,
    redeemers: Redeemers? = nil,
    borrowers: RuleChoice? = nil, lenders: RuleChoice? = nil, providers: RuleChoice? = nil,
    seed: UInt64 = 0
  ) {
    self.liquidators = liquidators
    self.arbitrageurs = arbitrageurs
    self.redeemers = redeemers
    self.borrowers = borrowers
    self.lenders = lenders
    self.providers = providers
    self.seed = seed
  }
}
