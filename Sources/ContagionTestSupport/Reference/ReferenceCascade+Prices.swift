import ContagionModel
import OrderedCollections

extension ReferenceCascade {
  /// What everyone can read at one moment, USD per unit.
  struct Readings {
    /// Market price by asset.
    var market: [String: Double] = [:]
    /// Accounting NAV by receipt.
    var nav: [String: Double] = [:]
    /// What the protocol believes, by `protocol/asset`.
    var reports: [String: Double] = [:]
  }

  /// Reads market prices, NAVs and oracles at the current state.
  func readings() -> Readings {
    if let frozenReadings { return frozenReadings }
    let nav = accountingNAV()
    var readings = Readings(nav: nav)
    for asset in network.assets.keys {
      readings.market[asset.name] = marketPrice(asset.name, nav)
    }
    for (id, lendingProtocol) in network.protocols {
      for (asset, reserve) in lendingProtocol.reserves {
        readings.reports["\(id)/\(asset)"] =
          reserve.oracle.map { report($0, readings) } ?? readings.market[asset.name]
      }
    }
    return readings
  }

  /// What a feed reports.
  func report(
    _ oracle: OracleID, _ readings: Readings, outside: [String: Double]? = nil
  ) -> Double {
    guard let feed = network.oracles[oracle] else { preconditionFailure("no feed '\(oracle)'") }
    if without(.oracle) { return readings.market[feed.asset.name] ?? .nan }
    if let value = setReports[oracle.name] { return value }
    if feed.rule.name == "hard-coded", case .number(let value)? = feed.rule.values["value"] {
      return value
    }
    let watched = watched(feed, readings, outside ?? self.outside)
    return clock?.report(oracle.name, feed.rule, watched) ?? watched
  }

  /// The price that a feed looks at.
  func watched(_ feed: OracleFeed, _ readings: Readings, _ outside: [String: Double]) -> Double {
    let market = readings.market[feed.asset.name] ?? .nan
    switch feed.source {
    case .market: return market
    case .external: return outside[feed.asset.name] ?? market
    case .nav: return readings.nav[feed.asset.name] ?? market
    }
  }

  /// The pool's price along the chain of market pools, else the set price, else
  /// the NAV of a receipt or the outside price of another asset.
  func marketPrice(_ asset: String, _ nav: [String: Double]) -> Double {
    guard let details = network.assets[AssetID(asset)] else {
      preconditionFailure("no asset '\(asset)'")
    }
    if let pool = details.marketPool.flatMap({ pools[$0.name] }) {
      return pool.baseAsset == asset
        ? pool.spot * marketPrice(pool.quoteAsset, nav)
        : marketPrice(pool.baseAsset, nav) / pool.spot
    }
    if let price = setMarketPrices[asset] { return price }
    return (details.kind == .receipt ? nav[asset] : outside[asset]) ?? .nan
  }

  /// The outside price, else the market pool with the other asset's economic
  /// price; the economic NAV of a receipt.
  func economicPrice(_ asset: String, _ nav: [String: Double]) -> Double {
    guard let details = network.assets[AssetID(asset)] else {
      preconditionFailure("no asset '\(asset)'")
    }
    if details.kind == .receipt { return nav[asset] ?? .nan }
    if let price = outside[asset] { return price }
    guard let pool = details.marketPool.flatMap({ pools[$0.name] }) else { return .nan }
    return pool.baseAsset == asset
      ? pool.spot * economicPrice(pool.quoteAsset, nav)
      : economicPrice(pool.baseAsset, nav) / pool.spot
  }

  /// The NAV of every receipt as others see it.
  ///
  /// Without the claim channel, and for an issuer that does not realise, a
  /// receipt is worth what its issuer held at the opening.
  private func accountingNAV() -> [String: Double] {
    var index: [String: Double] = [:]
    for (reserve, book) in reserves { index[reserve] = book.index }
    return fixedPoint { nav in
      netAssetValues(nav, index) {
        marketPrice($0, nav)
      } hidden: {
        without(.claim) || !$0
      }
    }
  }

  /// One step towards the NAVs: the value of what stands behind each receipt.
  ///
  /// Held receipts count at `nav` of the step before, other assets at `price`,
  /// claims on reserves at `index`. `hidden` says whether an issuer that
  /// realises (or not) hides its losses.
  func netAssetValues(
    _ nav: [String: Double], _ index: [String: Double], price: (String) -> Double,
    hidden: (Bool) -> Bool
  ) -> [String: Double] {
    func value(_ asset: String) -> Double { nav[asset] ?? price(asset) }
    var values: [String: Double] = [:]
    for (asset, details) in network.assets where details.kind == .receipt {
      switch details.issuer {
      case .issuer(let id):
        let hides = hidden(network.issuers[id]?.realizes ?? true)
        guard let book = hides ? openingIssuers[id.name] : issuers[id.name] else { continue }
        var assets = 0.0
        for held in book.holdings.keys.sorted() {
          assets += (book.holdings[held] ?? 0) * value(held)
        }
        for reserve in book.allocations.keys.sorted() {
          let lent = ReserveID(reserve)?.asset.name ?? ""
          assets +=
            (book.allocations[reserve] ?? 0) * (hides ? 1 : index[reserve] ?? 1) * value(lent)
        }
        values[asset.name] = max(0, assets) / book.supply
      case .pool(let id):
        guard let pool = pools[id.name] else { continue }
        values[asset.name] =
          (pool.base * value(pool.baseAsset) + pool.quote * value(pool.quoteAsset)) / pool.supply
      case .reserve(let id):
        let claim = hidden(true) ? 1 : index[id.description] ?? 1
        values[asset.name] = claim * value(id.asset.name)
      case nil: break
      }
    }
    return values
  }

  /// Iterates from above until no NAV changes by more than 1e-15 of itself.
  func fixedPoint(_ step: ([String: Double]) -> [String: Double]) -> [String: Double] {
    var nav: [String: Double] = [:]
    for (asset, details) in network.assets where details.kind == .receipt {
      nav[asset.name] = 1e12
    }
    for _ in 0..<5_000 {
      let next = step(nav)
      let isStill = nav.allSatisfy { abs((next[$0] ?? 0) - $1) <= 1e-15 * abs($1) }
      nav = next
      if isStill { break }
    }
    return nav
  }
}
