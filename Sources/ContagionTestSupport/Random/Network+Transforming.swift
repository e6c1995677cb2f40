public import ContagionModel
import OrderedCollections

extension Network {
  /// Every balance, pool and supply times a factor.
  public func scaled(by factor: Double) -> Network {
    var network = self
    for (id, pool) in pools {
      network.pools[id]?.baseReserve = pool.baseReserve.map { $0 * factor }
      network.pools[id]?.quoteReserve = pool.quoteReserve.map { $0 * factor }
      network.pools[id]?.quotes = pool.quotes.map {
        DepthQuote(size: $0.size * factor, price: $0.price)
      }
      if case .number(let depth)? = pool.formula.values["depth"] {
        network.pools[id]?.formula.values["depth"] = .number(depth * factor)
      }
    }
    for (id, issuer) in issuers {
      network.issuers[id]?.supply *= factor
      network.issuers[id]?.holdings = issuer.holdings.map {
        Holding($0.asset, $0.units * factor)
      }
      network.issuers[id]?.allocations = issuer.allocations.map {
        Allocation($0.reserve, $0.units * factor)
      }
    }
    for (id, lending) in protocols {
      for (asset, reserve) in lending.reserves {
        var scaled = reserve
        scaled.cash = reserve.cash.map { $0 * factor }
        scaled.deposits = reserve.deposits.map { $0 * factor }
        scaled.loans = reserve.loans.map { $0 * factor }
        scaled.protocolReserves = reserve.protocolReserves * factor
        scaled.deficit = reserve.deficit * factor
        network.protocols[id]?.reserves[asset] = scaled
      }
    }
    var book = AccountBook()
    for index in 0..<accounts.count {
      let venue = book.venueIndex(accounts.venues[Int(accounts.accountVenue[index])])
      _ = book.account(named: Array(accounts.name(of: index).utf8), venue: venue)
    }
    for entry in 0..<accounts.entryCount {
      guard let side = AccountBook.Side(rawValue: accounts.entrySide[entry]) else { continue }
      book.append(
        account: accounts.entryAccount[entry], side: side,
        asset: book.assetIndex(accounts.assets[Int(accounts.entryAsset[entry])]),
        units: accounts.entryUnits[entry] * factor, threshold: accounts.entryThreshold[entry])
    }
    network.accounts = book
    return network
  }

  /// The same network with another pool beside each, of the same pair and formula and 0.4
  /// of its size, whose shares nobody in the network holds.
  public func withTwinPools() -> Network {
    var network = self
    for (id, pool) in scaled(by: 0.4).pools { network.pools[PoolID("\(id)-twin")] = pool }
    return network
  }

  /// The same network with a token of `base` locked for two chains: a staked one at home, a pool
  /// for each bridged one, and a protocol in which an account owes `stable` against each.
  public func withBridge(of base: AssetID = "ETH", owing stable: AssetID = "USDC") -> Network {
    var network = self
    let price = (outsidePrice(of: base) ?? 1) / (outsidePrice(of: stable) ?? 1)
    network.assets["staked"] = Asset(kind: .receipt, issuer: .issuer("stake"))
    network.issuers["stake"] = Issuer(kind: .staking, supply: 900, holdings: [Holding(base, 990)])
    var lender = LendingProtocol(
      kind: .isolated, liquidation: RuleChoice("fixed-spread"), recognition: .sharePrice,
      reserves: [stable: Reserve(deposits: 100 * price)])
    for (place, supply) in [200.0, 150].enumerated() {
      let token = AssetID("bridged-\(place)")
      network.issuers[IssuerID("bridge-\(place)")] = Issuer(
        kind: .bridge, supply: supply, holdings: [Holding("staked", supply)])
      network.assets[token] = Asset(kind: .receipt, issuer: .issuer(IssuerID("bridge-\(place)")))
      network.pools[PoolID("bridged-pool-\(place)")] = LiquidityPool(
        base: token, quote: base, formula: RuleChoice("constant-product"), baseReserve: 80,
        quoteReserve: 88)
      lender.reserves[token] = Reserve(liquidationThreshold: 0.8, bonus: 0.05)
      network.accounts.append(
        Account(
          "bridged-\(place)", at: "bridged", collateral: [Holding(token, 40)],
          debt: [Holding(stable, 40 * price * 1.1 * 0.78)]))
    }
    network.protocols["bridged"] = lender
    network.bridges["bridge"] = Bridge(
      locks: "staked", issuers: ["bridge-0", "bridge-1"],
      allocation: RuleChoice("bridged-holders"))
    return network
  }

  /// The same network with protocols, pools, reserves and accounts in reverse
  /// order.
  public func reversed() -> Network {
    var network = self
    network.pools = OrderedDictionary(uniqueKeysWithValues: pools.reversed())
    network.issuers = OrderedDictionary(uniqueKeysWithValues: issuers.reversed())
    network.protocols = OrderedDictionary(
      uniqueKeysWithValues: protocols.reversed().map { id, value in
        var lending = value
        lending.reserves = OrderedDictionary(uniqueKeysWithValues: value.reserves.reversed())
        return (id, lending)
      })
    var book = AccountBook()
    var places: [Int32: Int32] = [:]
    for index in (0..<accounts.count).reversed() {
      let venue = book.venueIndex(accounts.venues[Int(accounts.accountVenue[index])])
      let place = book.account(named: Array(accounts.name(of: index).utf8), venue: venue)
      places[Int32(index)] = place
      if let eMode = accounts.eModes[Int32(index)] { book.setEMode(eMode, of: place) }
    }
    for entry in (0..<accounts.entryCount).reversed() {
      guard let side = AccountBook.Side(rawValue: accounts.entrySide[entry]),
        let place = places[accounts.entryAccount[entry]]
      else { continue }
      book.append(
        account: place, side: side,
        asset: book.assetIndex(accounts.assets[Int(accounts.entryAsset[entry])]),
        units: accounts.entryUnits[entry], threshold: accounts.entryThreshold[entry])
    }
    network.accounts = book
    return network
  }
}
