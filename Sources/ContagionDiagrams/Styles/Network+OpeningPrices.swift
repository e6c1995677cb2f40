import ContagionModel
import OrderedCollections

extension Network {
  /// USD per unit of each asset that the file lets one price: outside prices
  /// first, then what pools say, then what issuers hold per share.
  func openingPrices() -> [AssetID: Double] {
    var prices: [AssetID: Double] = [:]
    for asset in assets.keys { prices[asset] = outsidePrice(of: asset) }
    for _ in 0..<8 {
      let known = prices.count
      for (id, asset) in assets where prices[id] == nil {
        prices[id] = poolPrice(of: id, prices) ?? navPrice(of: asset, prices) ?? asset.peg
      }
      if prices.count == known { break }
    }
    return prices
  }

  private func poolPrice(of id: AssetID, _ prices: [AssetID: Double]) -> Double? {
    for pool in pools.values where pool.base == id {
      guard let quote = prices[pool.quote] else { continue }
      if let price = pool.price { return price * quote }
      if let base = pool.baseReserve, let units = pool.quoteReserve, base > 0 {
        return units / base * quote
      }
    }
    return nil
  }

  private func navPrice(of asset: Asset, _ prices: [AssetID: Double]) -> Double? {
    switch asset.issuer {
    case .reserve(let reserve): return prices[reserve.asset]
    case .issuer(let id):
      guard let issuer = issuers[id], issuer.supply > 0 else { return nil }
      var value = 0.0
      for holding in issuer.holdings {
        guard let price = prices[holding.asset] else { return nil }
        value += holding.units * price
      }
      for allocation in issuer.allocations {
        guard let price = prices[allocation.reserve.asset] else { return nil }
        value += allocation.units * price
      }
      return value / issuer.supply
    case .pool, .none: return nil
    }
  }
}
