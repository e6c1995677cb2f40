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
