public import ContagionModel

/// A network as the CPU reads it: columns, integer indices and rule objects.
///
/// Made by ``Network/compiled()``, the only step that looks names up, makes
/// rules, and can fail. Immutable, so any number of runs share it.
public struct CompiledNetwork: Sendable {
  /// The header of the network (name, choices, shocks, …) without its accounts.
  public let network: Network

  // Assets.
  public let assets: [AssetID]
  /// Outside price at the opening; NaN where only pools price the asset.
  let outsidePrice: [Double]
  /// USD of flow that move the outside price by 1 %, where it has a depth.
  let outsideDepth: [Int: Double]
  /// Index of the pool that prices the asset, or −1.
  let marketPool: [Int]
  let claims: [AssetClaim]
  /// All assets, each after those its market price depends on.
  let pricingOrder: [Int]

  // Pools.
  let pools: [CompiledPool]

  // Issuers.
  let issuers: [CompiledIssuer]

  // Protocols and reserves.
  public let protocols: [ProtocolID]
  let mechanisms: [any LiquidationMechanism]
  /// The same as calls ask them.
  let callRules: [CallRule]
  /// Those of them that hold auctions.
  let auctioneers: [(any AuctionMechanism)?]
  let recognitions: [Recognition]
  let hasRecourse: [Bool]
  let isPooled: [Bool]
  let reserves: [CompiledReserve]
  /// Share of the bonus that the protocol keeps, by reserve.
  let protocolFees: [Double]
  /// Reserves of each protocol.
  let reserveRows: [Range<Int>]

  // Accounts with collateral or debt, in their ``AccountOrder``.
  var names: AccountNames
  /// Protocol of each account; −1 for claims-only accounts.
  var accountProtocol: [Int32]
  var collateralRows: Rows
  var collateralReserve: [Int32]
  var collateralUnits: [Double]
  var collateralThreshold: [Double]
  /// Whether an entry has a threshold of its own instead of its reserve's.
  var hasOwnThreshold: [Bool]
  var debtRows: Rows
  var debtReserve: [Int32]
  var debtUnits: [Double]
  /// The bonus of collateral in a risk category, by entry.
  var entryBonus: [Int32: Double]
  /// Units of collateral and of debt of all accounts at the opening.
  let openingTotals: BookTotals
  /// Which accounts a move of prices can bring below health 1.
  var healthIndex = HealthIndex.empty
  /// When the lenders of each reserve leave in timed runs; empty where they never do.
  var lenders: [(any LenderBehaviour)?] = []
  /// By reserve: places of the named deposits there; empty where lenders never leave.
  var depositRows: [[Int]] = []
  /// What borrowers do before they are called, in timed runs; `nil` is nothing.
  var borrowers: (any BorrowerBehaviour)?
  /// When liquidity providers leave, in timed runs; `nil` is never.
  var providers: (any ProviderBehaviour)?
  /// What stops each protocol in timed runs; empty where no protocol has any.
  var breakers: [(any CircuitBreaker)?] = []
  /// Bridges with their rules; empty where there is none.
  var bridges: [CompiledBridge] = []
  /// Protocols with a stability pool, by protocol; empty where there is none.
  var stability: [StabilityAccounts?] = []
  /// What sets the threshold of each reserve in timed runs; empty where nothing does.
  var margins: [(any MarginEngine)?] = []
  /// Claims of named lenders and holders.
  var deposits: [NamedDeposit]

  // Routing.
  /// Route from collateral asset to debt asset: `routes[c * assets.count + d]`, or −1.
  let routeIndex: [Int32]
  let routes: [Route]
  /// Pools in the order in which they settle.
  let settlementOrder: [Int]

  /// Units of each receipt that nobody in the file holds.
  let outsideUnits: [Double]

  /// Number of accounts, claims-only ones included.
  public var accountCount: Int { accountProtocol.count }

  /// Whether every liquidation mechanism is free of dollar limits.
  public var isScaleFree: Bool { mechanisms.allSatisfy(\.scaleFree) }

  /// The health factor of an account at the opening; infinite without debt.
  ///
  /// Accounts are counted from the lowest health up, those of equal health by protocol and name;
  /// ``identity(of:)`` tells which they are.
  public func openingHealth(of account: Int) -> Double {
    CascadeState(self).healthSums(of: account, healthIndex.opening, in: self).factor
  }
}

extension CompiledNetwork {
  /// The name and the protocol of an account.
  ///
  /// - Precondition: `account` is one that a ``LedgerEntry`` or a ``ScenarioOutcome`` of
  ///   the network names; an account with nothing but claims has no protocol.
  public func identity(of account: Int) -> (name: String, lendingProtocol: ProtocolID) {
    (names[account], protocols[Int(accountProtocol[account])])
  }

  /// Takes the accounts over in another order.
  mutating func arrange(_ accounts: CompiledAccounts, by order: AccountOrder) {
    names.places = order.accounts
    accountProtocol = accounts.accountProtocol
    collateralRows = accounts.collateralRows
    collateralReserve = accounts.collateralReserve
    collateralUnits = accounts.collateralUnits
    collateralThreshold = accounts.collateralThreshold
    hasOwnThreshold = accounts.hasOwnThreshold
    debtRows = accounts.debtRows
    debtReserve = accounts.debtReserve
    debtUnits = accounts.debtUnits
    entryBonus = accounts.bonus
    deposits = accounts.deposits
  }

  /// The threshold of one entry of collateral before any shock; of its reserve where
  /// no account has one of its own, which spares a look at memory (benchmark).
  @inline(__always)
  func threshold(of entry: Int) -> Double {
    healthIndex.hasOwnThresholds
      ? collateralThreshold[entry] : healthIndex.threshold[Int(collateralReserve[entry])]
  }

  /// Whether the asset of one reserve comes before that of another by name.
  func precedes(_ a: Int32, _ b: Int32) -> Bool {
    assets[reserves[Int(a)].asset] < assets[reserves[Int(b)].asset]
  }

  /// The share of a pool that nobody in the file holds as a receipt.
  func outsideShare(of pool: Int) -> Double {
    let token = pools[pool].shareToken
    return token < 0 ? 1 : outsideUnits[token] / pools[pool].shares
  }
}

/// Names of accounts, packed in the order of the book.
struct AccountNames: Sendable {
  let bytes: [UInt8]
  let offsets: [Int32]
  /// By account: its place in the book; empty where that is the same.
  var places: [Int32] = []

  subscript(account: Int) -> String {
    String(decoding: bytes[range(account)], as: UTF8.self)
  }

  /// Whether one name comes before another, byte by byte.
  func precedes(_ a: Int, _ b: Int) -> Bool {
    bytes[range(a)].lexicographicallyPrecedes(bytes[range(b)])
  }

  private func range(_ account: Int) -> Range<Int> {
    let account = places.isEmpty ? account : Int(places[account])
    return Int(offsets[account])..<Int(offsets[account + 1])
  }
}

/// What stands behind an asset.
enum AssetClaim: Hashable, Sendable {
  case nothing
  case issuer(Int)
  case reserve(Int)
  case pool(Int)
}

/// A pool with its names looked up.
struct CompiledPool: Sendable {
  let id: PoolID
  let chain: String?
  let base: Int
  let quote: Int
  let impact: any PriceImpact
  let opening: PoolState
  /// Units of its share token at the opening.
  let shares: Double
  /// Index of its share token among the assets, or −1.
  let shareToken: Int

  /// Units of `asset`'s counterpart per unit of `asset`.
  func rate(of asset: Int, _ state: PoolState) -> Double {
    let price = impact.price(in: state)
    return asset == base ? price : 1 / price
  }

  func other(than asset: Int) -> Int { asset == base ? quote : base }

  /// What it holds, in the order of assets.
  var assets: [Int] { base == quote ? [base] : [min(base, quote), max(base, quote)] }
}

/// An issuer with its names looked up.
struct CompiledIssuer: Sendable {
  let id: IssuerID
  let chain: String?
  let receipt: Int
  let supply: Double
  /// Seconds that it takes to give out holdings; `nil` if it gives none.
  let redemption: Double?
  let holdings: [(asset: Int, units: Double)]
  let allocations: [(reserve: Int, units: Double)]
  let realizes: Bool
}

/// One reserve with its names looked up; amounts in units of its asset.
struct CompiledReserve: Sendable {
  let id: ReserveID
  let lendingProtocol: Int
  let asset: Int
  let bonus: Double
  let protocolFee: Double
  let oracle: CompiledOracle
  /// Index among the feeds of the file, or −1.
  let feed: Int
  let cash: Double
  /// Loans to borrowers outside the file.
  let otherLoans: Double
  let protocolReserves: Double
  let deficit: Double
  /// Claims of lenders that are not named in the file.
  let outsideDeposits: Double
  /// All claims: deposits, and account collateral in a pooled protocol.
  let claims: Double
  /// What borrowers pay a year; `nil` is nothing.
  let rate: (any InterestRate)?
  /// Share of the interest that the protocol keeps.
  let reserveFactor: Double
}

/// A feed with its rule made.
struct CompiledOracle: Sendable {
  let source: OracleFeed.Source
  let rule: any PriceOracle
  let isSpot: Bool
}

/// A claim of a named party: on a reserve, or units of a receipt held.
struct NamedDeposit: Sendable {
  let account: Int
  /// Reserve index, or −1.
  let reserve: Int
  /// Asset index of the claim.
  let asset: Int
  let units: Double
}

/// The pools through which one asset is sold for another.
struct Route: Hashable, Sendable {
  struct Hop: Hashable, Sendable {
    let pool: Int
    /// Whether the hop gives base units to the pool.
    let sells: Bool
  }

  let from: Int
  let to: Int
  let hops: [Hop]

  /// The first of the last hops that all buy: from here on the debt is bought
  /// exactly; before it everything is sold.
  var exactFrom: Int { (hops.lastIndex { $0.sells } ?? -1) + 1 }
}
