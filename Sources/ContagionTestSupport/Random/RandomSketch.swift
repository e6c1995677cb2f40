import ContagionModel
import OrderedCollections

/// A random network while it is being drawn.
struct RandomSketch {
  var draws: SplitMix64
  let options: RandomNetworks.Options
  var network: Network
  var accounts: [Account] = []

  init(seed: UInt64, options: RandomNetworks.Options) {
    draws = SplitMix64(seed: seed)
    self.options = options
    network = Network(name: "random-\(seed)")
  }

  /// Draws everything: assets and protocols at unit size, then accounts at
  /// their prices, then the sizes that go with the accounts.
  mutating func finished() -> (network: Network, shocks: [Shock]) {
    drawAssets()
    drawProtocols()
    drawReceipts()
    drawOracles()
    drawAccounts()
    sizePools()
    sizeIssuers()
    drawLenders()
    sizeReserves()
    let shocks = shocks()
    network.accounts = AccountBook(accounts)
    network.shocks = ["shock": NamedShock(title: "A random shock", shocks: shocks)]
    network.defaultShock = "shock"
    return (network, shocks)
  }

  private mutating func drawAssets() {
    network.assets["USDC"] = Asset(kind: .stable, price: 1, peg: 1)
    let ether = draws.number(500...4_000)
    network.assets["ETH"] = Asset(
      kind: .base, price: ether, marketPool: draws.happens(0.8) ? "eth-usdc" : nil)
    addPool("eth-usdc", "ETH", "USDC", price: ether)
    if draws.happens(0.6) {
      network.assets["GOV"] = Asset(kind: .base, marketPool: "gov-usdc")
      addPool("gov-usdc", "GOV", "USDC", price: draws.number(0.5...50))
    }
    if draws.happens(0.5), !options.sellOnly {
      network.assets["DAI"] = Asset(
        kind: .stable, price: 1, peg: 1, marketPool: draws.happens(0.5) ? "dai-usdc" : nil)
      addPool("dai-usdc", "DAI", "USDC", price: 1)
    }
  }

  /// Adds a pool with one unit of the base.
  private mutating func addPool(_ id: PoolID, _ base: AssetID, _ quote: AssetID, price: Double) {
    let formula =
      options.otherFormulas && draws.happens(0.25)
      ? draws.pick(["linear", "exponential", "depth-table"]) : "constant-product"
    let fee = options.feeFree || draws.happens(0.5) ? 0 : draws.pick([0.0005, 0.003, 0.01])
    switch formula {
    case "constant-product":
      network.pools[id] = LiquidityPool(
        base: base, quote: quote, formula: RuleChoice(formula), fee: fee, baseReserve: 1,
        quoteReserve: price)
    case "depth-table":
      network.pools[id] = LiquidityPool(
        base: base, quote: quote, formula: RuleChoice(formula), price: price,
        quotes: [
          DepthQuote(size: 0.2, price: price * 0.97), DepthQuote(size: 1, price: price * 0.88),
        ])
    default:
      network.pools[id] = LiquidityPool(
        base: base, quote: quote, formula: RuleChoice(formula, ["depth": .number(1)]),
        price: price)
    }
  }

  private mutating func drawProtocols() {
    for number in 1...draws.integer(1...4) {
      let kind = draws.pick(LendingProtocol.Kind.allCases)
      var lending = LendingProtocol(
        kind: kind,
        liquidation: RuleChoice(
          "fixed-spread",
          [
            "closeFactor": closeFactor(), "bonus": .number(draws.number(0.02...0.12)),
            "liquidationThreshold": .number(draws.number(0.6...0.85)), "protocolFee": .number(0),
          ]),
        recognition: draws.pick(Recognition.allCases), reserves: [:])
      for asset in network.assets.keys { lending.reserves[asset] = reserve() }
      network.protocols[ProtocolID("P\(number)")] = lending
    }
  }

  private mutating func closeFactor() -> RuleValue {
    switch draws.integer(0...(options.scaleFree ? 1 : 2)) {
    case 0: .number(draws.number(0.2...1))
    case 1: .rule(RuleChoice("full"))
    default: .rule(RuleChoice("aave-v3"))
    }
  }

  private mutating func reserve() -> Reserve {
    guard draws.happens(0.8) else { return Reserve() }
    return Reserve(
      liquidationThreshold: draws.number(0.6...0.92), bonus: draws.number(0.02...0.15),
      protocolFee: options.protocolFees && draws.happens(0.4) ? draws.number(0.05...0.3) : nil)
  }

  /// One receipt at most, listed where it is no claim on the lister.
  private mutating func drawReceipts() {
    guard options.receipts, draws.happens(0.7) else { return }
    var listers = Array(network.protocols.keys)
    let receipt: AssetID
    switch draws.integer(0...(listers.count > 1 ? 2 : 0)) {
    case 0:
      receipt = "stETH"
      network.issuers["staking"] = Issuer(
        kind: .staking, supply: 1, holdings: [Holding("ETH", draws.number(1...1.2))])
      network.assets[receipt] = Asset(kind: .receipt, issuer: .issuer("staking"))
      guard let ether = network.assets["ETH"]?.price, draws.happens(0.6) else { break }
      network.assets[receipt]?.marketPool = "steth"
      let quote: AssetID = options.sellOnly || draws.happens(0.3) ? "USDC" : "ETH"
      addPool(
        "steth", receipt, quote, price: draws.number(0.98...1.1) * (quote == "ETH" ? 1 : ether))
    case 1:
      receipt = "vUSDC"
      network.issuers["vault"] = Issuer(
        kind: .vault, supply: 1, holdings: [Holding("USDC", 0.4)],
        allocations: [Allocation(ReserveID("P1", "USDC"), 0.65)])
      network.assets[receipt] = Asset(kind: .receipt, issuer: .issuer("vault"))
      listers.removeFirst()
    default:
      receipt = "aUSDC"
      network.assets[receipt] = Asset(
        kind: .receipt, issuer: .reserve(ReserveID("P1", "USDC")))
      listers.removeFirst()
    }
    for lister in listers {
      let listing = reserve()
      network.protocols[lister]?.reserves[receipt] = listing
    }
  }

  /// Feeds that agree with the market at the opening, or nearly.
  private mutating func drawOracles() {
    guard options.oracles else { return }
    let market = ReferenceCascade.openingMarketPrices(of: network)
    for (id, lending) in network.protocols {
      for asset in lending.reserves.keys where draws.happens(0.2) {
        let feed = OracleID("\(id)-\(asset)")
        let isHardCoded = draws.happens(0.3)
        network.oracles[feed] = OracleFeed(
          asset: asset,
          rule: isHardCoded
            ? RuleChoice("hard-coded", ["value": .number(market[asset.name] ?? 1)])
            : RuleChoice("spot"),
          source: source(of: asset))
        network.protocols[id]?.reserves[asset]?.oracle = feed
      }
    }
  }

  private mutating func source(of asset: AssetID) -> OracleFeed.Source {
    var sources = [OracleFeed.Source.market]
    if network.outsidePrice(of: asset) != nil { sources.append(.external) }
    if network.assets[asset]?.kind == .receipt { sources.append(.nav) }
    return draws.pick(sources)
  }
}
