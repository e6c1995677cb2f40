import ContagionModel
import OrderedCollections

extension ReferenceCascade {
  /// Reads the network into dictionaries.
  mutating func open() {
    for (id, _) in network.assets {
      if let price = network.outsidePrice(of: id) { outside[id.name] = price }
    }
    for (id, pool) in network.pools { pools[id.name] = ReferencePool(pool) }
    for (id, issuer) in network.issuers {
      var book = IssuerBook(supply: issuer.supply, holdings: [:], allocations: [:])
      for holding in issuer.holdings {
        book.holdings[holding.asset.name, default: 0] += holding.units
      }
      for allocation in issuer.allocations {
        book.allocations[allocation.reserve.description, default: 0] += allocation.units
      }
      issuers[id.name] = book
    }
    openingIssuers = issuers
    openAccounts()
    for (id, lendingProtocol) in network.protocols {
      for (asset, reserve) in lendingProtocol.reserves {
        reserves["\(id)/\(asset)"] = openBook(reserve, "\(id)", "\(asset)")
      }
    }
    measurePools()
  }

  private mutating func openAccounts() {
    let book = network.accounts
    for index in 0..<book.count {
      accounts.append(
        Account(
          name: book.name(of: index), venue: book.venues[Int(book.accountVenue[index])],
          eMode: book.eModes[Int32(index)]))
    }
    for entry in 0..<book.entryCount {
      let account = Int(book.entryAccount[entry])
      let asset = book.assets[Int(book.entryAsset[entry])].name
      let units = book.entryUnits[entry]
      switch AccountBook.Side(rawValue: book.entrySide[entry]) {
      case .collateral:
        accounts[account].collateral[asset, default: 0] += units
        if !book.entryThreshold[entry].isNaN {
          accounts[account].thresholds[asset] = book.entryThreshold[entry]
        }
      case .debt: accounts[account].debt[asset, default: 0] += units
      default: accounts[account].deposits[asset, default: 0] += units
      }
    }
  }

  /// Completes a reserve by `cash + loans = deposits + collateral (pooled) +
  /// protocol reserves − deficit`.
  ///
  /// With neither cash nor deposits given, deposits equal all loans.
  private func openBook(_ reserve: Reserve, _ lendingProtocol: String, _ asset: String)
    -> ReserveBook
  {
    let owed = sum(accounts.filter { $0.venue == lendingProtocol }.map { $0.debt[asset] ?? 0 })
    let loans = reserve.loans ?? owed
    let collateral = collateralClaims(lendingProtocol, asset)
    let other = collateral + reserve.protocolReserves - reserve.deficit
    let deposits: Double
    let cash: Double
    switch (reserve.deposits, reserve.cash) {
    case (let given?, let givenCash?): (deposits, cash) = (given, givenCash)
    case (let given?, nil): (deposits, cash) = (given, given + other - loans)
    case (nil, let givenCash?): (deposits, cash) = (givenCash + loans - other, givenCash)
    case (nil, nil): (deposits, cash) = (loans, other)
    }
    return ReserveBook(
      cash: cash, loansOutside: loans - owed, deposits: deposits,
      protocolReserves: reserve.protocolReserves, lossNotTaken: reserve.deficit)
  }

  /// What accounts of a pooled protocol hold as collateral in a reserve, in claims.
  func collateralClaims(_ lendingProtocol: String, _ asset: String) -> Double {
    guard isPooled(lendingProtocol) else { return 0 }
    return sum(
      accounts.filter { $0.venue == lendingProtocol }.map { $0.collateral[asset] ?? 0 })
  }

  /// Everyone's claims on a reserve, in claims.
  func claims(_ lendingProtocol: String, _ asset: String) -> Double {
    guard let book = reserves["\(lendingProtocol)/\(asset)"] else { return 0 }
    return book.deposits + book.treasuryClaims + book.liquidatorClaims
      + collateralClaims(lendingProtocol, asset)
  }

  func sum(_ values: [Double]) -> Double { values.reduce(0, +) }

  /// The value of each pool's base side in USD, by which routes choose.
  private mutating func measurePools() {
    let market = readings().market
    for (name, pool) in pools {
      let units =
        switch pool.formula {
        case .constantProduct: pool.base
        case .linear, .exponential: pool.depth
        case .depthTable: pool.quotes.last?.size ?? 0
        }
      poolSizes[name] = units * pool.spot * (market[pool.quoteAsset] ?? 0)
    }
  }

  /// Leaves accounts alone that are below 1 before the shock.
  mutating func excludeUnhealthy() {
    let readings = readings()
    for index in accounts.indices {
      guard let health = health(of: accounts[index], readings) else { continue }
      result.openingHealth[accounts[index].key] = health
      let isEmpty = !accounts[index].collateral.values.contains { $0 > 0 }
      guard isEmpty || (health < 1 && choices.opening == .exclude) else { continue }
      accounts[index].isExcluded = true
      result.excluded.insert(accounts[index].key)
    }
  }
}
