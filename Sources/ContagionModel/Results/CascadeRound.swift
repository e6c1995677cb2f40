/// What one round did, in figures for tables and diagrams.
public struct CascadeRound: Hashable, Sendable {
  /// What one protocol liquidated.
  public struct Liquidations: Hashable, Sendable {
    public var lendingProtocol: ProtocolID
    /// Accounts called.
    public var accounts: Int
    public var repaidUSD: Double
    public var seizedUSD: Double
    /// Written off, at the oracle's prices of the round.
    public var badDebtUSD: Double
    /// Lots put up for auction, lots that went, and those of them for nothing.
    public var lotsPutUp = 0
    public var lots = 0
    public var lotsForNothing = 0
    /// Debt that passed from closed accounts to open ones, with collateral.
    public var passedOnUSD = 0.0

    public init(
      lendingProtocol: ProtocolID, accounts: Int, repaidUSD: Double, seizedUSD: Double,
      badDebtUSD: Double
    ) {
      self.lendingProtocol = lendingProtocol
      self.accounts = accounts
      self.repaidUSD = repaidUSD
      self.seizedUSD = seizedUSD
      self.badDebtUSD = badDebtUSD
    }
  }

  /// What the liquidators of one protocol sent through one pool.
  public struct Sale: Hashable, Sendable {
    public var lendingProtocol: ProtocolID
    public var pool: PoolID
    /// The asset given to the pool.
    public var asset: AssetID
    public var units: Double
    /// At the pool's opening price of the round.
    public var usd: Double

    public init(
      lendingProtocol: ProtocolID, pool: PoolID, asset: AssetID, units: Double, usd: Double
    ) {
      self.lendingProtocol = lendingProtocol
      self.pool = pool
      self.asset = asset
      self.units = units
      self.usd = usd
    }
  }

  /// What happened to one pool.
  public struct PoolMove: Hashable, Sendable {
    public var pool: PoolID
    /// USD per unit of the pool's base asset before and after.
    public var openingPrice: Double
    public var closingPrice: Double
    /// Units of the base sold into the pool after netting; negative if bought.
    public var netSoldUnits: Double

    public init(pool: PoolID, openingPrice: Double, closingPrice: Double, netSoldUnits: Double) {
      self.pool = pool
      self.openingPrice = openingPrice
      self.closingPrice = closingPrice
      self.netSoldUnits = netSoldUnits
    }
  }

  /// 1 for the first round after the shock.
  public var number: Int
  public var liquidations: [Liquidations]
  public var sales: [Sale]
  public var poolMoves: [PoolMove]
  /// Iterations to the common final price; 1 except in uniform clearing.
  public var iterations: Int
  /// Seconds since the shock, in a timed run.
  public var seconds: Double?

  public init(
    number: Int, liquidations: [Liquidations], sales: [Sale], poolMoves: [PoolMove],
    iterations: Int = 1
  ) {
    self.number = number
    self.liquidations = liquidations
    self.sales = sales
    self.poolMoves = poolMoves
    self.iterations = iterations
  }
}
