public import ContagionModel
import OrderedCollections
import RealModule

/// A seeded network of any size, for speed and for trying things out.
///
/// Debts are Pareto distributed (exponent 1.2, at least 500 USD), as real
/// books are heavy-tailed; health factors are 1.02 plus an exponential of mean
/// 0.6. Three in four accounts owe a stable asset; one in four posts two
/// collaterals.
public struct SyntheticBook: Sendable {
  public var accounts: Int
  public var assets: Int
  public var protocols: Int
  public var seed: UInt64

  /// Describes a book.
  ///
  /// - Precondition: At least 1 account, 2 assets and 1 protocol.
  public init(accounts: Int, assets: Int = 20, protocols: Int = 8, seed: UInt64 = 1) {
    precondition(accounts > 0 && assets > 1 && protocols > 0, "an empty book")
    self.accounts = accounts
    self.assets = assets
    self.protocols = protocols
    self.seed = seed
  }

  /// One stable asset in five, at least one.
  private var stables: Int { max(1, assets / 5) }

  private func name(_ asset: Int) -> AssetID {
    asset < stables ? AssetID("USD\(asset + 1)") : AssetID("TOK\(asset - stables + 1)")
  }

  /// The network without its accounts.
  public var network: Network {
    var draws = Draws(seed: seed, stream: 1)
    var result = Network(
      name: "synthetic-\(accounts)", title: "Synthetic book of \(accounts) accounts",
      source: "illustrative: synthesized with seed \(seed)")
    for asset in 0..<assets {
      guard asset >= stables else {
        result.assets[name(asset)] = Asset(kind: .stable, price: 1, peg: 1)
        continue
      }
      let price = Double.exp(draws.uniform() * 9).rounded() / 2 + 0.5
      let pool = PoolID("\(name(asset))-\(name(0))")
      result.assets[name(asset)] = Asset(kind: .base, price: price, marketPool: pool)
      // Depth in proportion to the book: each side a twentieth of mean debts.
      let side = (Double(accounts) * 3000 * (0.5 + draws.uniform()) / 20).rounded()
      result.pools[pool] = LiquidityPool(
        base: name(asset), quote: name(0), formula: RuleChoice("constant-product"), fee: 0.003,
        baseReserve: side / price, quoteReserve: side)
    }
    for row in 0..<protocols {
      var reserves: OrderedDictionary<AssetID, Reserve> = [:]
      for asset in 0..<assets { reserves[name(asset)] = Reserve() }
      result.protocols[ProtocolID("lender-\(row + 1)")] = LendingProtocol(
        kind: .isolated,
        liquidation: RuleChoice(
          "fixed-spread",
          [
            "closeFactor": .number(0.5), "bonus": .number(0.05),
            "liquidationThreshold": .number(0.8),
          ]),
        recognition: .sharePrice, reserves: reserves)
    }
    let all = (stables..<assets).map { Shock.priceChange(name($0), -0.3) }
    result.shocks["fall-30"] = NamedShock(title: "Every token falls by 30 %", shocks: all)
    result.defaultShock = "fall-30"
    return result
  }

  /// One entry of an account.
  public struct Entry: Hashable, Sendable {
    public let account: Int
    public let lendingProtocol: Int
    public let side: AccountBook.Side
    public let asset: AssetID
    public let units: Double
  }

  /// An entry as a line of `id,protocol,side,asset,units`.
  public static func csvLine(_ entry: Entry) -> String {
    "a\(entry.account + 1),lender-\(entry.lendingProtocol + 1),\(entry.side),\(entry.asset),"
      + "\(entry.units)\n"
  }

  /// Hands out the entries of all accounts, in order.
  public func forEachEntry(_ body: (Entry) throws -> Void) rethrows {
    var draws = Draws(seed: seed, stream: 2)
    let prices = network.assets.values.map { $0.price ?? 1 }
    for account in 0..<accounts {
      let owner = Int(draws.next() % UInt64(protocols))
      let debt = min(5e8, 500 * Double.pow(1 - draws.uniform(), -1 / 1.2))
      let health = 1.02 - 0.6 * Double.log(1 - draws.uniform())
      let owed =
        draws.uniform() < 0.75
        ? Int(draws.next() % UInt64(stables)) : Int(draws.next() % UInt64(assets))
      let first = stables + Int(draws.next() % UInt64(assets - stables))
      let second = stables + Int(draws.next() % UInt64(assets - stables))
      let split = draws.uniform() < 0.25 && second != first ? 0.2 + 0.6 * draws.uniform() : 1
      let collateral = debt * health / 0.8
      func entry(_ side: AccountBook.Side, _ asset: Int, _ usd: Double) -> Entry {
        Entry(
          account: account, lendingProtocol: owner, side: side, asset: name(asset),
          units: usd / prices[asset])
      }
      try body(entry(.collateral, first, collateral * split))
      if split < 1 { try body(entry(.collateral, second, collateral * (1 - split))) }
      try body(entry(.debt, owed == first || owed == second ? 0 : owed, debt))
    }
  }
}
