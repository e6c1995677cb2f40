import ContagionModel
import OrderedCollections

extension FieldList {
  /// Reserves, prices and fees of pools, the numbers of their formulas, and
  /// `depth`, which scales what a pool takes without moving its price.
  mutating func addPools(_ network: Network) {
    let listings = CatalogListing("pool", .priceImpacts).rules
    for (id, pool) in network.pools {
      let path = "pools.\(id)"
      if pool.baseReserve != nil {
        add("\(path).reserves.\(pool.base)", .units, Self.positive) {
          $0.network.pools[id]?.baseReserve
        } write: {
          $0.network.pools[id]?.baseReserve = $1
        }
      }
      if pool.quoteReserve != nil {
        add("\(path).reserves.\(pool.quote)", .units, Self.positive) {
          $0.network.pools[id]?.quoteReserve
        } write: {
          $0.network.pools[id]?.quoteReserve = $1
        }
      }
      if pool.price != nil {
        add("\(path).price", .units, Self.positive) {
          $0.network.pools[id]?.price
        } write: {
          $0.network.pools[id]?.price = $1
        }
      }
      add("\(path).fee", .ratio, 0...0.999_999) {
        $0.network.pools[id]?.fee
      } write: {
        $0.network.pools[id]?.fee = $1
      }
      add(rule: pool.formula, listings, at: "\(path).formula") {
        $0.network.pools[id]?.formula
      } write: { stress, change in
        guard var formula = stress.network.pools[id]?.formula else { return }
        change(&formula)
        stress.network.pools[id]?.formula = formula
      }
      addDepth(of: id, pool)
    }
  }

  private mutating func addDepth(of id: PoolID, _ pool: LiquidityPool) {
    let path = "pools.\(id)"
    for place in pool.quotes.indices {
      add("\(path).quotes[\(place)].size", .units, Self.positive, isListed: false) {
        $0.network.pools[id]?.quotes[place].size
      } write: {
        $0.network.pools[id]?.quotes[place].size = $1
      }
      add("\(path).quotes[\(place)].price", .units, Self.positive, isListed: false) {
        $0.network.pools[id]?.quotes[place].price
      } write: {
        $0.network.pools[id]?.quotes[place].price = $1
      }
    }
    guard pool.baseReserve != nil || !pool.quotes.isEmpty else { return }
    add("\(path).depth", .multiple, 1e-6...1e6) { _ in
      1
    } write: { stress, factor in
      stress.network.pools[id]?.baseReserve = pool.baseReserve.map { $0 * factor }
      stress.network.pools[id]?.quoteReserve = pool.quoteReserve.map { $0 * factor }
      stress.network.pools[id]?.quotes = pool.quotes.map {
        DepthQuote(size: $0.size * factor, price: $0.price)
      }
    }
  }
}
