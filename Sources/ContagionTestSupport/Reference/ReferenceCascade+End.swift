import ContagionModel
import OrderedCollections

extension ReferenceCascade {
  /// Economic values, with every loss attributed.
  struct Economics {
    /// USD per unit of every asset.
    var prices: [String: Double] = [:]
    /// USD per unit of every receipt.
    var nav: [String: Double] = [:]
    /// Units per claim on every reserve.
    var index: [String: Double] = [:]
    /// Latent bad debt in USD by reserve.
    var latent: [String: Double] = [:]
  }

  /// The greatest values at which claims bear written-off and latent losses.
  func economics() -> Economics {
    var economics = Economics()
    for (reserve, book) in reserves { economics.index[reserve] = book.index }
    for _ in 0..<5_000 {
      let index = economics.index
      let nav = fixedPoint { nav in
        netAssetValues(nav, index) {
          economicPrice($0, nav)
        } hidden: { _ in
          false
        }
      }
      for asset in network.assets.keys {
        economics.prices[asset.name] = economicPrice(asset.name, nav)
      }
      economics.nav = nav
      economics.latent = latentBadDebt(economics)
      economics.index = economicIndexes(economics)
      let isStill = index.allSatisfy { reserve, value in
        abs((economics.index[reserve] ?? .nan) - value) <= 1e-15 * value
      }
      if isStill { break }
    }
    return economics
  }

  /// Debt above collateral of every open account, split over its debts.
  private func latentBadDebt(_ economics: Economics) -> [String: Double] {
    var latent: [String: Double] = [:]
    for account in accounts {
      var owed = 0.0
      for asset in account.debt.keys.sorted() {
        owed += (account.debt[asset] ?? 0) * (economics.prices[asset] ?? .nan)
      }
      guard owed > 0 else { continue }
      var held = 0.0
      for asset in account.collateral.keys.sorted() {
        let index =
          isPooled(account.venue) ? economics.index["\(account.venue)/\(asset)"] ?? 1 : 1
        held += (account.collateral[asset] ?? 0) * index * (economics.prices[asset] ?? .nan)
      }
      for asset in account.debt.keys.sorted() {
        let value = (account.debt[asset] ?? 0) * (economics.prices[asset] ?? .nan)
        latent["\(account.venue)/\(asset)", default: 0] += max(0, owed - held) * value / owed
      }
    }
    return latent
  }

  /// Claims bear what the index has not taken; under `reserves` and `none` the
  /// protocol's own reserves bear it first.
  private func economicIndexes(_ economics: Economics) -> [String: Double] {
    var indexes: [String: Double] = [:]
    for (reserve, book) in reserves {
      guard let id = ReserveID(reserve) else { continue }
      let price = economics.prices[id.asset.name] ?? .nan
      let latent = economics.latent[reserve] ?? 0
      var loss = book.lossNotTaken + (latent > 0 ? latent / price : 0)
      let recognition = network.protocols[id.lendingProtocol]?.recognition
      if recognition == .reserves || recognition == Recognition.none {
        loss = max(0, loss - max(0, book.protocolReserves))
      }
      let claimed = claims(id.lendingProtocol.name, id.asset.name)
      indexes[reserve] = claimed > 0 ? max(0, book.index - loss / claimed) : book.index
    }
    return indexes
  }

  mutating func recordOpening() {
    let readings = readings()
    result.openingPoolPrices = pools.mapValues(\.spot)
    result.openingMarketPrices = readings.market
    result.openingEconomicPrices = economics().prices
    result.openingNAV = readings.nav
    result.openingPoolReserves = poolReserves
    result.openingCash = reserves.mapValues(\.cash)
    for account in accounts {
      result.openingCollateral[account.key] = account.collateral
      result.openingDebt[account.key] = account.debt
    }
  }

  mutating func recordShock() {
    result.afterShockPoolPrices = pools.mapValues(\.spot)
    result.afterShockMarketPrices = readings().market
  }

  mutating func recordEnd() {
    let readings = readings()
    let economics = economics()
    result.finalPoolPrices = pools.mapValues(\.spot)
    result.marketPrices = readings.market
    result.economicPrices = economics.prices
    result.accountingNAV = readings.nav
    result.economicNAV = economics.nav
    result.accountingIndex = reserves.mapValues(\.index)
    result.economicIndex = economics.index
    result.latentUSD = economics.latent
    result.poolReserves = poolReserves
    result.cash = reserves.mapValues(\.cash)
    result.liquidatorClaims = reserves.mapValues(\.liquidatorClaims)
    result.treasuryClaims = reserves.mapValues(\.treasuryClaims)
    for account in accounts {
      result.collateral[account.key] = account.collateral
      result.debt[account.key] = account.debt
    }
  }

  private var poolReserves: [String: [String: Double]] {
    var reserves: [String: [String: Double]] = [:]
    for (name, pool) in pools where pool.formula == .constantProduct {
      reserves[name] = [pool.baseAsset: pool.base, pool.quoteAsset: pool.quote]
    }
    return reserves
  }
}
