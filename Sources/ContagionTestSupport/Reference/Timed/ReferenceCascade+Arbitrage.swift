import ContagionModel
import OrderedCollections

extension ReferenceCascade {
  /// Pools between outside-priced assets go back to the outside price, as far as capital
  /// goes where it is limited.
  mutating func arbitrage() {
    switch choices.arbitrage {
    case .none: return
    case .unlimited:
      for name in pools.keys.sorted() { followOutsidePrices(name, trader: "arbitrageurs") }
    case .capital: arbitrageWithinCapital()
    }
  }

  /// Every pool gets the same share of the trade it needs; what is bought is sold
  /// outside, what is paid is bought there, and outside prices give way to both.
  ///
  /// Formulas without reserves follow at no cost.
  private mutating func arbitrageWithinCapital() {
    var wanted: [String: Double] = [:]
    for name in pools.keys.sorted() {
      guard let pool = pools[name], let base = outside[pool.baseAsset],
        let quote = outside[pool.quoteAsset]
      else { continue }
      guard pool.formula == .constantProduct else {
        followOutsidePrices(name, trader: "arbitrageurs")
        continue
      }
      var trial = pool
      wanted[name] = trial.move(to: base / quote).baseIn
    }
    func usd(_ name: String) -> Double {
      abs(wanted[name] ?? 0) * (outside[pools[name]?.baseAsset ?? ""] ?? .nan)
    }
    let total = sum(wanted.keys.sorted().map(usd))
    let share = total > purse.arbitrageUSD ? max(0, purse.arbitrageUSD) / total : 1
    guard share > 1e-12 else { return }
    purse.arbitrageUSD -= total * share
    var sold: [String: Double] = [:]
    for name in wanted.keys.sorted() {
      guard var pool = pools[name] else { continue }
      let baseIn = (wanted[name] ?? 0) * share
      let product = pool.base * pool.quote
      let before = pool.quote
      pool.base += baseIn
      pool.quote = product / pool.base
      pools[name] = pool
      transfer(pool.baseAsset, baseIn, from: "arbitrageurs", to: "pool \(name)")
      transfer(pool.quoteAsset, before - pool.quote, from: "pool \(name)", to: "arbitrageurs")
      let worth = baseIn * (outside[pool.baseAsset] ?? .nan)
      sold[pool.baseAsset, default: 0] -= worth
      sold[pool.quoteAsset, default: 0] += worth
    }
    for asset in sold.keys.sorted() {
      guard
        case .number(let depth)? = network.externalMarkets[AssetID(asset)]?.depth?
          .values["usdPerPercent"]
      else { continue }
      outside[asset, default: .nan] *= max(0.01, 1 - (sold[asset] ?? 0) / (100 * depth))
    }
  }
}
