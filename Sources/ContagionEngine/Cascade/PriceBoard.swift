import ContagionModel

/// Prices as protocols see them at one moment.
struct PriceBoard: Hashable, Sendable {
  /// Market price by asset, USD.
  var market: [Double]
  /// What the oracle of each reserve reports, USD per unit of debt at the opening:
  /// times the interest since.
  var debt: [Double]
  /// The same for a unit of collateral: times the index where collateral is a claim.
  var collateral: [Double]
  /// What the feed of each reserve looks at.
  var watched: [Double]
}

extension CascadeState {
  /// The prices that protocols see now.
  ///
  /// - Parameters:
  ///   - network: The network of the state.
  ///   - hidesLosses: The `claim` channel is off: receipts keep their NAV.
  ///   - followsMarket: The `oracle` channel is off: reports equal the market.
  /// - Returns: Market prices by asset and reports by reserve.
  func board(
    in network: CompiledNetwork, hidesLosses: Bool = false, followsMarket: Bool = false
  ) -> PriceBoard {
    let (market, nav) = marketPrices(in: network, hidesLosses: hidesLosses)
    var debt: [Double] = []
    var collateral: [Double] = []
    var allWatched: [Double] = []
    debt.reserveCapacity(network.reserves.count)
    collateral.reserveCapacity(network.reserves.count)
    allWatched.reserveCapacity(network.reserves.count)
    // By index: a reserve taken out as a whole is copied with its rules (benchmark).
    for row in network.reserves.indices {
      let asset = network.reserves[row].asset
      let watched =
        switch network.reserves[row].oracle.source {
        case .market: market[asset]
        case .external: outsidePrice[asset]
        case .nav: nav[asset]
        }
      let feed = network.reserves[row].feed
      let fixed = feed < 0 ? .nan : feedValue[feed]
      let price =
        followsMarket
        ? market[asset]
        : !fixed.isNaN
          ? fixed
          : network.reserves[row].oracle.isSpot
            ? watched : report(of: row, watched, network.reserves[row].oracle)
      debt.append(price * debtIndex[row])
      allWatched.append(watched)
      collateral.append(
        network.isPooled[network.reserves[row].lendingProtocol] ? price * index[row] : price)
    }
    return PriceBoard(
      market: market, debt: debt, collateral: collateral, watched: allWatched)
  }

  /// What a reserve's feed reports.
  private func report(of reserve: Int, _ watched: Double, _ oracle: CompiledOracle) -> Double {
    if let clock { return clock.report(of: reserve, watched, oracle.rule) }
    let opening = watchedAtOpening.isEmpty ? watched : watchedAtOpening[reserve]
    return oracle.rule.report(watched, opening: opening)
  }

  /// Market price and market NAV of every asset.
  ///
  /// A base or stable asset has the price of its market pool, or its outside
  /// price; a receipt that of its pool, or the one a shock gave it, or its NAV.
  func marketPrices(in network: CompiledNetwork, hidesLosses: Bool)
    -> (market: [Double], nav: [Double])
  {
    var prices = outsidePrice
    for asset in network.pricingOrder where network.claims[asset] == .nothing {
      if network.marketPool[asset] >= 0 { prices[asset] = poolPrice(of: asset, prices, network) }
    }
    guard network.hasReceipts else { return (prices, prices) }
    fillReceipts(&prices, index: index, in: network, books: hidesLosses ? .opening : .accounting)
    let nav = prices
    for asset in network.pricingOrder where network.claims[asset] != .nothing {
      if network.marketPool[asset] >= 0 {
        prices[asset] = poolPrice(of: asset, prices, network)
      } else if !receiptPrice[asset].isNaN {
        prices[asset] = receiptPrice[asset]
      }
    }
    return (prices, nav)
  }

  /// The price of an asset in its market pool, given that of the other side.
  func poolPrice(of asset: Int, _ prices: [Double], _ network: CompiledNetwork) -> Double {
    let pool = network.marketPool[asset]
    return network.pools[pool].rate(of: asset, pools[pool])
      * prices[network.pools[pool].other(than: asset)]
  }

  /// Whose books say what an issuer holds.
  enum Books {
    /// All holdings and losses: the economic view.
    case economic
    /// Losses of issuers that do not realise them stay hidden.
    case accounting
    /// As at the opening.
    case opening
  }

  /// Replaces the prices of receipts by assets of the issuer per share.
  ///
  /// The greatest fixed point of `s_j = max(0, assets_j(s)) / supply_j`,
  /// iterated until nothing changes by more than 1e-15 of itself.
  func fillReceipts(
    _ prices: inout [Double], index: [Double], in network: CompiledNetwork, books: Books
  ) {
    for asset in network.assets.indices where network.claims[asset] != .nothing {
      prices[asset] = 0
    }
    for _ in 0..<100_000 {
      var change = 0.0
      for asset in network.pricingOrder {
        let value: Double
        switch network.claims[asset] {
        case .nothing: continue
        case .reserve(let reserve):
          value =
            (books == .opening ? 1 : index[reserve]) * prices[network.reserves[reserve].asset]
        case .pool(let row):
          let pool = network.pools[row]
          let state = books == .opening ? pool.opening : pools[row]
          value = (state.base * prices[pool.base] + state.quote * prices[pool.quote]) / pool.shares
        case .issuer(let row):
          let issuer = network.issuers[row]
          let isHidden = books == .opening || (books == .accounting && !issuer.realizes)
          var assets = 0.0
          for (slot, holding) in issuer.holdings.enumerated() {
            assets += (isHidden ? holding.units : holdings[row][slot]) * prices[holding.asset]
          }
          for allocation in issuer.allocations {
            assets +=
              allocation.units * (isHidden ? 1 : index[allocation.reserve])
              * prices[network.reserves[allocation.reserve].asset]
          }
          value = max(0, assets) / (isHidden ? issuer.supply : supply[row])
        }
        change = max(change, abs(value - prices[asset]) / max(value, prices[asset], 1e-300))
        prices[asset] = value
      }
      if change <= 1e-15 { return }
    }
  }
}

extension CompiledNetwork {
  /// Whether any asset is a receipt.
  var hasReceipts: Bool { claims.contains { $0 != .nothing } }
}
