import ContagionModel

/// What everything is worth when hidden losses are shared by all claims.
struct Economics: Sendable {
  /// USD by asset: outside prices, pool prices where there is none, economic NAV.
  var prices: [Double]
  /// Units of the asset that one claim on each reserve is worth.
  var index: [Double]
  /// What the protocol's own share of each reserve is worth, in units.
  var ownUnits: [Double]
  /// What a unit of debt at the opening has grown to, by reserve.
  var debtIndex: [Double]
  /// Debt above collateral of open accounts, by reserve of the debt.
  var latentUSD: [Double]
}

extension CascadeState {
  /// Economic prices, given what claims on reserves are worth.
  func economicPrices(index: [Double], in network: CompiledNetwork) -> [Double] {
    var prices = outsidePrice
    for asset in network.pricingOrder
    where network.claims[asset] == .nothing && prices[asset].isNaN && network.marketPool[asset] >= 0
    {
      prices[asset] = poolPrice(of: asset, prices, network)
    }
    if network.hasReceipts { fillReceipts(&prices, index: index, in: network, books: .economic) }
    return prices
  }

  /// What claims are worth, given latent bad debt in USD.
  func valued(
    _ outstanding: [Double], _ latentUSD: [Double], _ network: CompiledNetwork
  ) -> Economics {
    // Debt in a receipt is worth its NAV, which hangs on the claims: two passes
    // settle the units that a latent USD amount stands for.
    var index = self.index
    var own = protocolReserves
    var prices = economicPrices(index: index, in: network)
    for _ in 0..<(network.hasReceipts ? 3 : 1) {
      for row in network.reserves.indices {
        let price = prices[network.reserves[row].asset]
        let lost = latentUSD[row] > 0 && price > 0 ? latentUSD[row] / price : 0
        let assets = cash[row] + otherLoans[row] + outstanding[row] - lost
        guard claims[row] > 0 else {
          own[row] = assets
          continue
        }
        switch network.recognitions[network.reserves[row].lendingProtocol] {
        case .sharePrice, .deficit:
          let reserved = min(protocolReserves[row], max(0, assets))
          index[row] = max(0, (assets - reserved) / claims[row])
        case .reserves, .none: index[row] = max(0, min(self.index[row], assets / claims[row]))
        }
        own[row] = assets - index[row] * claims[row]
      }
      prices = economicPrices(index: index, in: network)
    }
    return Economics(
      prices: prices, index: index, ownUnits: own, debtIndex: debtIndex,
      latentUSD: latentUSD)
  }
}

extension Economics {
  /// USD of one unit of collateral and of one unit of debt at the opening, by reserve.
  func unitValues(in network: CompiledNetwork) -> (held: [Double], owed: [Double]) {
    let held = network.reserves.indices.map { row in
      let price = prices[network.reserves[row].asset]
      return network.isPooled[network.reserves[row].lendingProtocol] ? price * index[row] : price
    }
    let owed = network.reserves.indices.map {
      prices[network.reserves[$0].asset] * debtIndex[$0]
    }
    return (held, owed)
  }
}
