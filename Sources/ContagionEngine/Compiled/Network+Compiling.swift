public import ContagionModel
import OrderedCollections

extension Network {
  /// The network with names looked up and rules made.
  ///
  /// - Throws: ``NetworkError`` with every finding that keeps it from being run.
  /// - Complexity: O(accounts + assets² · pools).
  public func compiled() throws(NetworkError) -> CompiledNetwork {
    try compiled(keepsOrder: false)
  }

  /// The network compiled, its accounts in the order of the book if so asked.
  func compiled(keepsOrder: Bool) throws(NetworkError) -> CompiledNetwork {
    var compiler = NetworkCompiler(self)
    return try compiler.compiled(keepsOrder: keepsOrder)
  }

  /// What the rules of a network have to say of the file's choices.
  public func ruleFindings() -> [Finding] {
    var compiler = NetworkCompiler(self)
    compiler.makeRules()
    return compiler.findings
  }
}

/// Turns a ``Network`` into a ``CompiledNetwork`` and collects findings.
struct NetworkCompiler {
  let network: Network
  var findings: [Finding] = []
  let assetIndex: [AssetID: Int]
  let poolIndex: [PoolID: Int]
  let issuerIndex: [IssuerID: Int]
  let protocolIndex: [ProtocolID: Int]
  var reserveIndex: [ReserveID: Int] = [:]

  var impacts: [(any PriceImpact)?] = []
  var mechanisms: [(any LiquidationMechanism)?] = []
  var oracles: [OracleID: CompiledOracle] = [:]
  var rates: [(any InterestRate)?] = []
  /// USD of flow per percent of the outside price, by asset.
  var outsideDepth: [Int: Double] = [:]
  var lenders: [(any LenderBehaviour)?] = []
  var borrowers: (any BorrowerBehaviour)?
  var providers: (any ProviderBehaviour)?
  var breakers: [(any CircuitBreaker)?] = []
  var margins: [(any MarginEngine)?] = []
  var bridgeLosses: [(any BridgeLossRule)?] = []

  init(_ network: Network) {
    self.network = network
    func index<Object>(_ keys: OrderedSet<Identifier<Object>>) -> [Identifier<Object>: Int] {
      Dictionary(uniqueKeysWithValues: zip(keys, 0...))
    }
    assetIndex = index(network.assets.keys)
    poolIndex = index(network.pools.keys)
    issuerIndex = index(network.issuers.keys)
    protocolIndex = index(network.protocols.keys)
    for (id, lendingProtocol) in network.protocols {
      for asset in lendingProtocol.reserves.keys {
        reserveIndex[ReserveID(id, asset)] = reserveIndex.count
      }
    }
  }

  mutating func fail(_ path: String, _ message: String) {
    findings.append(Finding(at: path, message))
  }

  /// Makes every rule the file names.
  mutating func makeRules() {
    for (id, pool) in network.pools {
      impacts.append(rule(pool.formula, .priceImpacts, "pools.\(id)", "formula"))
      if let made = impacts[impacts.count - 1] { checkShape(of: pool, made, "pools.\(id)") }
    }
    let lendersOfAll = network.agents.lenders.flatMap {
      rule($0, .lenderBehaviours, "agents.lenders", "rule")
    }
    for (id, lendingProtocol) in network.protocols {
      let path = "protocols.\(id).liquidation"
      if case .rule(let choice)? = lendingProtocol.liquidation.values["closeFactor"] {
        _ = rule(choice, .closeFactors, path + ".closeFactor", "rule")
      }
      mechanisms.append(rule(lendingProtocol.liquidation, .liquidationMechanisms, path, "rule"))
      if let pool = mechanisms[mechanisms.count - 1] as? StabilityPoolRule {
        checkShape(of: lendingProtocol, id, for: pool)
      }
      breakers.append(
        lendingProtocol.breaker.flatMap {
          rule($0, .circuitBreakers, "protocols.\(id).breaker", "rule")
        })
      for (asset, reserve) in lendingProtocol.reserves {
        let path = "protocols.\(id).reserves.\(asset)"
        rates.append(reserve.rate.flatMap { rule($0, .interestRates, path + ".rate", "rule") })
        lenders.append(
          reserve.lenders.map { rule($0, .lenderBehaviours, path + ".lenders", "rule") }
            ?? lendersOfAll)
        margins.append(
          reserve.margin.flatMap { rule($0, .marginEngines, path + ".margin", "rule") })
        let threshold =
          reserve.liquidationThreshold ?? mechanisms[mechanisms.count - 1]?.liquidationThreshold
        if reserve.margin != nil, let threshold, !(threshold > 0) {
          fail(path + ".margin", "a margin engine needs a 'liquidationThreshold' that it can lower")
        }
      }
    }
    for (id, feed) in network.oracles {
      if let made = rule(feed.rule, .priceOracles, "oracles.\(id)", "rule") {
        oracles[id] = CompiledOracle(
          source: feed.source, rule: made, isSpot: feed.rule.name == SpotOracle.name)
      }
    }
    borrowers = network.agents.borrowers.flatMap {
      rule($0, .borrowerBehaviours, "agents.borrowers", "rule")
    }
    providers = network.agents.providers.flatMap {
      rule($0, .providerBehaviours, "agents.providers", "rule")
    }
    makeBridgeLosses()
    for (asset, market) in network.externalMarkets {
      if let depth = market.depth {
        let path = "externalMarkets.\(asset).depth"
        if let made = rule(depth, .outsideDepths, path, "rule"), let row = assetIndex[asset] {
          outsideDepth[row] = made.usdPerPercent
        }
      }
    }
  }

  /// Whether a pool has what its formula reads.
  private mutating func checkShape(
    of pool: LiquidityPool, _ impact: any PriceImpact, _ path: String
  ) {
    let formula = "formula '\(pool.formula.name)'"
    if impact.hasReserves, pool.baseReserve == nil || pool.quoteReserve == nil {
      fail(path, "\(formula) needs 'reserves: {BASE: units, QUOTE: units}'")
    } else if !impact.hasReserves, pool.price == nil {
      fail(path, "\(formula) needs 'pair: [BASE, QUOTE]' and 'price', the price at size 0")
    }
    let isConcentrated = impact is ConcentratedLiquidity
    if isConcentrated, pool.ranges.isEmpty {
      fail(path, "\(formula) needs 'ranges': a list of {price, liquidity}")
    } else if !isConcentrated, !pool.ranges.isEmpty {
      fail("\(path).ranges", "\(formula) has no 'ranges'; formula 'concentrated' has")
    }
  }

  mutating func rule<Kind>(
    _ choice: RuleChoice, _ catalog: Catalog<Kind>, _ path: String, _ key: String
  ) -> Kind? {
    do {
      return try catalog.rule(choice)
    } catch {
      fail("\(path).\(error.parameter ?? key)", error.description)
      return nil
    }
  }

  mutating func compiled(keepsOrder: Bool) throws(NetworkError) -> CompiledNetwork {
    findings = network.findings()
    guard !findings.contains(where: { $0.severity == .error }) else { throw NetworkError(findings) }
    makeRules()
    let pools = compiledPools()
    var accounts = CompiledAccounts(self)
    let reserves = compiledReserves(accounts)
    guard findings.allSatisfy({ $0.severity != .error }) else { throw NetworkError(findings) }
    let routing = Routing(network, pools: pools, assetIndex: assetIndex)
    let settlementOrder = routing.settlementOrder(of: accounts.usedPairs(reserves))
    guard let settlementOrder else {
      throw NetworkError([
        Finding(
          at: "pools",
          "the routes of liquidations pass the pools in a cycle, so no order of settlement exists;"
            + " name a route for one of the pairs under 'routes'")
      ])
    }
    var header = network
    header.accounts = AccountBook()
    let mechanisms = mechanisms.compactMap { $0 }
    var compiled = CompiledNetwork(
      network: header, assets: Array(network.assets.keys),
      outsidePrice: network.assets.keys.map { network.outsidePrice(of: $0) ?? .nan },
      outsideDepth: outsideDepth,
      marketPool: network.assets.values.map { $0.marketPool.flatMap { poolIndex[$0] } ?? -1 },
      claims: network.assets.values.map { claim($0.issuer) },
      pricingOrder: pricingOrder(pools), pools: pools, issuers: compiledIssuers(),
      protocols: Array(network.protocols.keys), mechanisms: mechanisms,
      callRules: mechanisms.map { CallRule($0) },
      auctioneers: mechanisms.map { $0 as? any AuctionMechanism },
      recognitions: network.protocols.values.map(\.recognition),
      hasRecourse: network.protocols.values.map(\.recourse),
      isPooled: network.protocols.values.map { $0.kind == .pooled }, reserves: reserves,
      protocolFees: reserves.map(\.protocolFee), reserveRows: reserveRows(),
      names: AccountNames(
        bytes: network.accounts.nameBytes, offsets: network.accounts.nameOffsets),
      accountProtocol: accounts.accountProtocol, collateralRows: accounts.collateralRows,
      collateralReserve: accounts.collateralReserve, collateralUnits: accounts.collateralUnits,
      collateralThreshold: accounts.collateralThreshold,
      hasOwnThreshold: accounts.hasOwnThreshold, debtRows: accounts.debtRows,
      debtReserve: accounts.debtReserve, debtUnits: accounts.debtUnits,
      entryBonus: accounts.bonus,
      openingTotals: BookTotals(accounts, reserves: reserves.count), deposits: accounts.deposits,
      routeIndex: routing.routeIndex, routes: routing.routes, settlementOrder: settlementOrder,
      outsideUnits: outsideUnits(pools, reserves, accounts))
    let opening = CascadeState(compiled).board(in: compiled)
    if !keepsOrder {
      let order = AccountOrder(accounts, opening, compiled.names)
      accounts = accounts.reordered(by: order)
      compiled.arrange(accounts, by: order)
    }
    compiled.healthIndex = HealthIndex(accounts, opening, reserves)
    if lenders.contains(where: { $0 != nil }) {
      compiled.lenders = lenders
      compiled.depositRows = reserves.map { _ in [] }
      for (place, deposit) in accounts.deposits.enumerated() where deposit.reserve >= 0 {
        compiled.depositRows[deposit.reserve].append(place)
      }
    }
    compiled.bridges = compiledBridges(compiled.issuers)
    compiled.borrowers = borrowers
    compiled.providers = providers
    compiled.stability = compiled.stabilityAccounts()
    if breakers.contains(where: { $0 != nil }) { compiled.breakers = breakers }
    if margins.contains(where: { $0 != nil }) { compiled.margins = margins }
    return compiled
  }

  /// Units of each receipt that the file does not place; 0 for other assets and
  /// for receipts of reserves, whose outside holders are the reserve's lenders.
  private func outsideUnits(
    _ pools: [CompiledPool], _ reserves: [CompiledReserve], _ accounts: CompiledAccounts
  ) -> [Double] {
    let placed = placedUnits(accounts, cash: reserves.map(\.cash))
    return network.assets.values.enumerated().map { asset, value in
      switch claim(value.issuer) {
      case .nothing, .reserve: 0
      case .issuer(let row): network.issuers.values[row].supply - placed[asset]
      case .pool(let row): pools[row].shares - placed[asset]
      }
    }
  }

  /// Units of each asset that lie with issuers, in pools, in custody, with named
  /// holders, or as cash of a reserve.
  func placedUnits(_ accounts: CompiledAccounts, cash: [Double]) -> [Double] {
    var placed = Array(repeating: 0.0, count: network.assets.count)
    func place(_ asset: AssetID, _ units: Double) {
      if let index = assetIndex[asset] { placed[index] += units }
    }
    for issuer in network.issuers.values {
      for holding in issuer.holdings { place(holding.asset, holding.units) }
    }
    for pool in network.pools.values {
      place(pool.base, pool.baseReserve ?? 0)
      place(pool.quote, pool.quoteReserve ?? 0)
    }
    for deposit in accounts.deposits where deposit.reserve < 0 {
      placed[deposit.asset] += deposit.units
    }
    let reserves = network.protocols.flatMap { id, value in
      value.reserves.keys.map { (asset: $0, isPooled: value.kind == .pooled) }
    }
    for (reserve, units) in zip(accounts.collateralReserve, accounts.collateralUnits)
    where !reserves[Int(reserve)].isPooled {
      place(reserves[Int(reserve)].asset, units)
    }
    for (reserve, units) in zip(reserves, cash) { place(reserve.asset, units) }
    return placed
  }

  func reserveRows() -> [Range<Int>] {
    var start = 0
    return network.protocols.values.map { lendingProtocol in
      defer { start += lendingProtocol.reserves.count }
      return start..<start + lendingProtocol.reserves.count
    }
  }

  func claim(_ issuer: ReceiptIssuer?) -> AssetClaim {
    switch issuer {
    case nil: .nothing
    case .issuer(let id):
      issuerIndex[id].map(AssetClaim.issuer)
        ?? poolIndex[PoolID(id.name)].map(AssetClaim.pool) ?? .nothing
    case .pool(let id): poolIndex[id].map(AssetClaim.pool) ?? .nothing
    case .reserve(let id): reserveIndex[id].map(AssetClaim.reserve) ?? .nothing
    }
  }

  private func compiledPools() -> [CompiledPool] {
    zip(network.pools, impacts).compactMap { entry, impact in
      guard let impact, let base = assetIndex[entry.value.base],
        let quote = assetIndex[entry.value.quote]
      else { return nil }
      let opening = impact.opening(of: entry.value)
      let token = network.assets.values.firstIndex {
        $0.issuer == .pool(entry.key) || $0.issuer == .issuer(IssuerID(entry.key.name))
      }
      return CompiledPool(
        id: entry.key, chain: entry.value.chain, base: base, quote: quote, impact: impact,
        opening: opening,
        shares: impact.hasReserves ? (opening.base * opening.quote).squareRoot() : 0,
        shareToken: token ?? -1)
    }
  }

  private func compiledIssuers() -> [CompiledIssuer] {
    network.issuers.map { id, issuer in
      CompiledIssuer(
        id: id, chain: issuer.chain,
        receipt: network.assets.values.firstIndex { $0.issuer == .issuer(id) } ?? -1,
        supply: issuer.supply,
        redemption: issuer.redemption
          ?? network.bridges.values.first { $0.issuers.contains(id) }?.delay,
        holdings: issuer.holdings.compactMap { holding in
          assetIndex[holding.asset].map { ($0, holding.units) }
        },
        allocations: issuer.allocations.compactMap { allocation in
          reserveIndex[allocation.reserve].map { ($0, allocation.units) }
        },
        realizes: issuer.realizes)
    }
  }

  /// Assets in an order in which market prices can be computed one by one.
  private func pricingOrder(_ pools: [CompiledPool]) -> [Int] {
    let assets = Array(network.assets.values)
    var order: [Int] = []
    var placed = Array(repeating: false, count: assets.count)
    func place(_ asset: Int, _ depth: Int) {
      guard !placed[asset], depth <= assets.count else { return }
      if let pool = assets[asset].marketPool.flatMap({ poolIndex[$0] }), pool < pools.count {
        place(pools[pool].other(than: asset), depth + 1)
      }
      if !placed[asset] {
        placed[asset] = true
        order.append(asset)
      }
    }
    for asset in assets.indices { place(asset, 0) }
    return order
  }
}

extension Catalog where Kind == UsdLinearDepth {
  /// How the outside price can give way.
  static let outsideDepths = Catalog("outside depth", [Entry(UsdLinearDepth.self) { $0 }])
}

/// Outside depth as risk teams quote it: USD of flow per percent of price.
struct UsdLinearDepth: Rule {
  static let name = "linear"
  static let summary = "The outside price falls by one percent per this many USD sold."
  static let source = "model.md §1, external market"
  static let parameters = [
    RuleParameter(
      "usdPerPercent", in: 1e-6...1e18, unit: "USD", "USD sold that lower the price by 1 %.")
  ]

  let usdPerPercent: Double

  init(_ values: RuleValues) { usdPerPercent = values["usdPerPercent"] }
}
