/// What ``ReferenceCascade`` found, in dictionaries keyed by names.
///
/// Reserves are keyed `protocol/asset`, accounts `venue/name`.
public struct ReferenceResult: Sendable {
  /// One liquidation call, or in uniform clearing one account sold whole.
  public struct Call: Sendable {
    /// The account as `venue/name`.
    public var account: String
    public var lendingProtocol: String
    /// The collateral and the debt of largest oracle value.
    public var collateral: String
    public var debt: String
    public var healthFactor: Double
    /// Units of each debt repaid.
    public var repaidUnits: [String: Double]
    /// Units of each collateral taken, the protocol's fee included.
    public var seizedUnits: [String: Double]
    /// The part of ``seizedUnits`` that the protocol keeps.
    public var feeUnits: [String: Double]
    /// Units of each debt written off.
    public var writtenOffUnits: [String: Double]
    /// Units of each debt asset that go back to the borrower (uniform clearing).
    public var surplusUnits: [String: Double]

    /// Units of ``debt`` repaid.
    public var repaid: Double { repaidUnits[debt] ?? 0 }
    /// Units of ``collateral`` taken.
    public var seized: Double { seizedUnits[collateral] ?? 0 }
  }

  public struct Round: Sendable {
    /// 1 for the first round after the shock.
    public var number: Int
    public var calls: [Call]
    /// Quote units per base unit of every pool at the end of the round.
    public var poolPrices: [String: Double]
    /// Iterations to the common final price; 1 except in uniform clearing.
    public var iterations: Int
    /// Whether those iterations came to rest.
    public var converged: Bool
  }

  /// One step of a timed run.
  public struct Step: Sendable {
    public var calls: Int
    /// Accounts below 1 that nobody called at the step's last look.
    public var waiting: Int
  }

  /// Quote units per base unit of every pool.
  public var openingPoolPrices: [String: Double] = [:]
  public var afterShockPoolPrices: [String: Double] = [:]
  public var finalPoolPrices: [String: Double] = [:]
  public var rounds: [Round] = []
  /// The steps of a timed run.
  public var steps: [Step] = []
  /// Whether the round limit cut the run short.
  public var reachedRoundLimit = false

  /// USD per unit of every asset.
  public var openingMarketPrices: [String: Double] = [:]
  public var openingEconomicPrices: [String: Double] = [:]
  public var afterShockMarketPrices: [String: Double] = [:]
  public var marketPrices: [String: Double] = [:]
  public var economicPrices: [String: Double] = [:]

  /// USD per unit of every receipt, at market prices and accounting indexes.
  public var openingNAV: [String: Double] = [:]
  public var accountingNAV: [String: Double] = [:]
  /// USD per unit of every receipt, at economic prices and economic indexes.
  public var economicNAV: [String: Double] = [:]
  /// Units of the asset per claim on every reserve; 1 at the opening.
  public var accountingIndex: [String: Double] = [:]
  public var economicIndex: [String: Double] = [:]

  /// Units written off, by reserve.
  public var realizedUnits: [String: Double] = [:]
  /// The same in USD at the oracle price of the round.
  public var realizedUSD: [String: Double] = [:]
  /// Debt above collateral of open accounts at end economic prices, by reserve.
  public var latentUSD: [String: Double] = [:]

  public var openingCollateral: [String: [String: Double]] = [:]
  public var openingDebt: [String: [String: Double]] = [:]
  public var collateral: [String: [String: Double]] = [:]
  public var debt: [String: [String: Double]] = [:]
  /// Health before the shock of every account with debt.
  public var openingHealth: [String: Double] = [:]
  /// Accounts left alone because they were below 1 before the shock.
  public var excluded: Set<String> = []

  /// Units that each holder received less units given, since the opening.
  ///
  /// Holders: `pool X`, `reserve p/a` (its cash), `collateral of p` (kept
  /// apart), `liquidators of p`, `treasury of p`, `borrowers of p`,
  /// `issuer X`, `providers of X`, `lenders to p/a`, `exogenous trader`,
  /// `arbitrageurs`, `outside market`, `shock`.
  public var flows: [String: [String: Double]] = [:]
  /// Claims on reserves that liquidators could not cash, in claims.
  public var liquidatorClaims: [String: Double] = [:]
  /// Claims on reserves that treasuries got as fees, in claims.
  public var treasuryClaims: [String: Double] = [:]
  /// Base and quote of pools with reserves.
  public var openingPoolReserves: [String: [String: Double]] = [:]
  public var poolReserves: [String: [String: Double]] = [:]
  public var openingCash: [String: Double] = [:]
  public var cash: [String: Double] = [:]
}

extension ReferenceResult {
  /// How many calls there were, over all rounds.
  public var numberOfCalls: Int { rounds.reduce(0) { $0 + $1.calls.count } }

  /// Realised bad debt in USD by protocol.
  public var realizedUSDByProtocol: [String: Double] { byProtocol(realizedUSD) }

  /// Latent bad debt in USD by protocol.
  public var latentUSDByProtocol: [String: Double] { byProtocol(latentUSD) }

  /// Realised bad debt in USD of all protocols.
  public var totalRealizedUSD: Double { sum(realizedUSD) }

  /// What the liquidators of all protocols hold, by asset; negative is owed.
  public var liquidatorInventory: [String: Double] {
    var inventory: [String: Double] = [:]
    for holder in flows.keys.sorted() where holder.hasPrefix("liquidators of ") {
      for (asset, units) in flows[holder] ?? [:] { inventory[asset, default: 0] += units }
    }
    return inventory
  }

  /// Units of an asset seized, over all rounds.
  public func seizedUnits(of asset: String) -> Double {
    rounds.reduce(0) { $0 + $1.calls.reduce(0) { $0 + ($1.seizedUnits[asset] ?? 0) } }
  }

  private func byProtocol(_ reserves: [String: Double]) -> [String: Double] {
    var protocols: [String: Double] = [:]
    for reserve in reserves.keys.sorted() {
      let name = String(reserve.prefix { $0 != "/" })
      protocols[name, default: 0] += reserves[reserve] ?? 0
    }
    return protocols
  }

  private func sum(_ values: [String: Double]) -> Double {
    values.keys.sorted().reduce(0) { $0 + (values[$1] ?? 0) }
  }
}
