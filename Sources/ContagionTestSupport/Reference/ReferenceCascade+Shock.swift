import ContagionModel
import OrderedCollections

extension ReferenceCascade {
  /// The shock, in the order of its stages.
  mutating func apply(_ shocks: [Shock]) {
    let openingReadings = readings()
    let openingEconomics = economics()
    for shock in shocks { applyParameter(shock) }
    for shock in shocks { applyIssuerLoss(shock, openingEconomics) }
    for shock in shocks { applyDepth(shock) }
    for (id, bridge) in network.bridges { drain(id, bridge, shocks, openingEconomics) }
    applyOutsidePrices(shocks)
    for shock in shocks { applyPoolPrice(shock) }
    for shock in shocks { applyWithdrawal(shock) }
    for shock in shocks { applyOracle(shock, openingReadings) }
  }

  private mutating func applyParameter(_ shock: Shock) {
    guard case .reserveParameter(let reserve, let parameter, let value) = shock else { return }
    switch parameter {
    case .liquidationThreshold: setThresholds[reserve.description] = value
    case .bonus: setBonuses[reserve.description] = value
    }
  }

  /// Destroys assets of an issuer or a reserve, valued at opening economic prices.
  private mutating func applyIssuerLoss(_ shock: Shock, _ opening: Economics) {
    switch shock {
    case .issuerLoss(let issuer, let usd): destroy(issuer, usd: usd, opening)
    case .issuerLossShare(let issuer, let share):
      destroy(issuer, usd: share * assetsUSD(of: issuer, opening), opening)
    default: break
    }
  }

  private func assetsUSD(of issuer: ReceiptIssuer, _ opening: Economics) -> Double {
    switch issuer {
    case .issuer(let id):
      guard let book = issuers[id.name] else { return 0 }
      var assets = 0.0
      for held in book.holdings.keys.sorted() {
        assets += (book.holdings[held] ?? 0) * (opening.prices[held] ?? 0)
      }
      for reserve in book.allocations.keys.sorted() {
        assets +=
          (book.allocations[reserve] ?? 0) * (opening.index[reserve] ?? 1)
          * (opening.prices[ReserveID(reserve)?.asset.name ?? ""] ?? 0)
      }
      return assets
    case .reserve(let id):
      let owed = sum(
        accounts.filter { $0.venue == id.lendingProtocol.name }
          .map { $0.debt[id.asset.name] ?? 0 })
      guard let book = reserves[id.description] else { return 0 }
      return (book.cash + book.loansOutside + owed) * (opening.prices[id.asset.name] ?? 0)
    case .pool: preconditionFailure("the reference destroys no pool assets")
    }
  }

  mutating func destroy(_ issuer: ReceiptIssuer, usd: Double, _ opening: Economics) {
    switch issuer {
    case .issuer(let id):
      guard var book = issuers[id.name] else { return }
      var direct = book.holdings.keys.sorted().filter {
        network.assets[AssetID($0)]?.kind != .receipt
      }
      if direct.isEmpty { direct = book.holdings.keys.sorted() }
      let value = sum(direct.map { (book.holdings[$0] ?? 0) * (opening.prices[$0] ?? 0) })
      guard value > 0 else { return }
      let share = min(1, usd / value)
      for asset in direct {
        let units = share * (book.holdings[asset] ?? 0)
        book.holdings[asset, default: 0] -= units
        transfer(asset, units, from: "issuer \(id)", to: "shock")
      }
      issuers[id.name] = book
    case .reserve(let id):
      guard let book = reserves[id.description] else { return }
      let wanted = usd / (opening.prices[id.asset.name] ?? .nan)
      let cash = min(wanted, max(0, book.cash))
      let loans = min(wanted - cash, book.loansOutside)
      reserves[id.description]?.cash -= cash
      reserves[id.description]?.loansOutside -= loans
      transfer(id.asset.name, cash, from: "reserve \(id)", to: "shock")
      recognize(id.lendingProtocol.name, id.asset.name, units: cash + loans)
    case .pool: preconditionFailure("the reference destroys no pool assets")
    }
  }

  private mutating func applyDepth(_ shock: Shock) {
    guard case .poolDepth(let id, let change) = shock, !without(.depth),
      var pool = pools[id.name]
    else { return }
    let out = pool.scaleDepth(by: 1 + change)
    pools[id.name] = pool
    transfer(pool.baseAsset, out.base, from: "pool \(id)", to: "providers of \(id)")
    transfer(pool.quoteAsset, out.quote, from: "pool \(id)", to: "providers of \(id)")
  }

  /// Outside prices first, all of them; then the pools between shocked assets.
  private mutating func applyOutsidePrices(_ shocks: [Shock]) {
    var shocked: Set<String> = []
    for shock in shocks {
      switch shock {
      case .priceChange(let asset, let change):
        guard let price = outside[asset.name] else { continue }
        outside[asset.name] = price * (1 + change)
        shocked.insert(asset.name)
      case .price(let asset, let price):
        guard outside[asset.name] != nil else { continue }
        outside[asset.name] = price
        shocked.insert(asset.name)
      default: break
      }
    }
    for name in pools.keys.sorted() {
      guard let pool = pools[name],
        shocked.contains(pool.baseAsset) || shocked.contains(pool.quoteAsset)
      else { continue }
      followOutsidePrices(name, trader: "exogenous trader")
    }
  }

  /// Moves a pool between two outside-priced assets to the ratio of their prices.
  mutating func followOutsidePrices(_ name: String, trader: String) {
    guard let pool = pools[name], let base = outside[pool.baseAsset],
      let quote = outside[pool.quoteAsset]
    else { return }
    move(name, to: base / quote, trader: trader)
  }

  mutating func move(_ name: String, to target: Double, trader: String) {
    guard var pool = pools[name] else { return }
    let trade = pool.move(to: target)
    pools[name] = pool
    transfer(pool.baseAsset, trade.baseIn, from: trader, to: "pool \(name)")
    transfer(pool.quoteAsset, trade.quoteOut, from: "pool \(name)", to: trader)
  }

  /// A price without an outside market: the market pool moves; a receipt without
  /// a pool gets a market price of its own.
  private mutating func applyPoolPrice(_ shock: Shock) {
    let asset: String
    let price: Double
    let market = readings().market
    switch shock {
    case .priceChange(let id, let change):
      asset = id.name
      price = (market[asset] ?? .nan) * (1 + change)
    case .price(let id, let given):
      asset = id.name
      price = given
    default: return
    }
    guard outside[asset] == nil else { return }
    guard let id = network.assets[AssetID(asset)]?.marketPool, let pool = pools[id.name] else {
      setMarketPrices[asset] = price
      return
    }
    let target =
      pool.baseAsset == asset
      ? price / (market[pool.quoteAsset] ?? .nan) : (market[pool.baseAsset] ?? .nan) / price
    move(id.name, to: target, trader: "exogenous trader")
  }

  /// Lenders outside the file take out what they ask for, or what cash there is.
  private mutating func applyWithdrawal(_ shock: Shock) {
    guard case .deposits(let id, let change) = shock, let book = reserves[id.description] else {
      return
    }
    let named = sum(
      accounts.filter { $0.venue == id.lendingProtocol.name }
        .map { $0.deposits[id.asset.name] ?? 0 })
    let allocated = sum(issuers.keys.sorted().map { issuers[$0]?.allocations[id.description] ?? 0 })
    let request =
      -change * (book.deposits - named - allocated - placedReceipts(of: id)) * book.index
    let paid = without(.funding) ? request : min(request, max(0, book.cash))
    reserves[id.description]?.cash -= paid
    reserves[id.description]?.deposits -= paid / book.index
    transfer(id.asset.name, paid, from: "reserve \(id)", to: "lenders to \(id)")
  }

  /// Receipts of a reserve that issuers, pools, reserves or accounts hold.
  private func placedReceipts(of id: ReserveID) -> Double {
    var units = 0.0
    for (asset, details) in network.assets where details.issuer == .reserve(id) {
      let name = asset.name
      for issuer in issuers.keys.sorted() { units += issuers[issuer]?.holdings[name] ?? 0 }
      for pool in network.pools.values {
        if pool.base == asset { units += pool.baseReserve ?? 0 }
        if pool.quote == asset { units += pool.quoteReserve ?? 0 }
      }
      for reserve in reserves.keys.sorted() where ReserveID(reserve)?.asset == asset {
        units += reserves[reserve]?.cash ?? 0
      }
      for account in accounts where !isPooled(account.venue) {
        units += account.collateral[name] ?? 0
      }
      for account in accounts
      where network.protocols[ProtocolID(account.venue)] == nil {
        units += account.deposits[name] ?? 0
      }
    }
    return units
  }

  private mutating func applyOracle(_ shock: Shock, _ opening: Readings) {
    switch shock {
    case .oracleHold(let id):
      setReports[id.name] = report(id, opening, outside: openingOutside)
    case .oracleValue(let id, let value): setReports[id.name] = value
    default: break
    }
  }
}
