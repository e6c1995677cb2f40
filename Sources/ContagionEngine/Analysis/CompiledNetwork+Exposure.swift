public import ContagionModel
import OrderedCollections

/// A name that nothing in a network bears.
public struct UnknownName: Error, Hashable, Sendable, CustomStringConvertible {
  public let name: String
  public let known: [String]

  public var description: String {
    let hint = suggestion(for: name, among: known).map { " (did you mean '\($0)'?)" } ?? ""
    return "nothing in the network is called '\(name)'\(hint); known: "
      + known.joined(separator: ", ")
  }
}

extension CompiledNetwork {
  /// Who has how much at stake in an asset, issuer, protocol, reserve, pool,
  /// oracle or chain, looking through receipts.
  ///
  /// A receipt is as much exposed as what stands behind it: its share φ solves
  /// `φ_receipt = Σ (share of its assets)·φ_asset`, iterated to its fixed point.
  ///
  /// - Returns: Holders with a stake, largest first.
  /// - Throws: ``UnknownName`` if nothing bears the name.
  public func exposures(of name: String) throws(UnknownName) -> [Exposure] {
    let direct = try directShares(of: name)
    let shares = lookThrough(direct)
    let state = CascadeState(self)
    let prices = state.economicPrices(index: reserves.map { _ in 1 }, in: self)
    var found: OrderedDictionary<[String], Exposure> = [:]
    func add(
      _ holder: String, _ kind: Exposure.Kind, _ chain: String?, _ asset: Int, _ usd: Double,
      isDirect: Bool
    ) {
      let own = isDirect ? 1 : direct[asset]
      let all = isDirect ? 1 : shares[asset]
      found[
        [holder, kind.rawValue],
        default: Exposure(
          holder: holder, kind: kind, chain: chain, directUSD: 0, indirectUSD: 0, assetsUSD: 0)
      ].add(direct: own * usd, indirect: (all - own) * usd, assets: usd)
    }
    for entry in collateralReserve.indices {
      let row = Int(collateralReserve[entry])
      let reserve = reserves[row]
      add(
        reserve.id.lendingProtocol.name, .collateral,
        network.protocols[reserve.id.lendingProtocol]?.chain, reserve.asset,
        collateralUnits[entry] * prices[reserve.asset], isDirect: isNamed(name, row))
    }
    for entry in debtReserve.indices {
      let row = Int(debtReserve[entry])
      let reserve = reserves[row]
      add(
        reserve.id.lendingProtocol.name, .loans,
        network.protocols[reserve.id.lendingProtocol]?.chain, reserve.asset,
        debtUnits[entry] * prices[reserve.asset], isDirect: isNamed(name, row))
    }
    for issuer in issuers {
      for holding in issuer.holdings {
        add(
          issuer.id.name, .assets, issuer.chain, holding.asset,
          holding.units * prices[holding.asset], isDirect: false)
      }
      for allocation in issuer.allocations {
        let reserve = reserves[allocation.reserve]
        add(
          issuer.id.name, .assets, issuer.chain, reserve.asset,
          allocation.units * prices[reserve.asset],
          isDirect: isNamed(name, allocation.reserve))
      }
    }
    for pool in pools where pool.impact.hasReserves {
      for (asset, units) in [(pool.base, pool.opening.base), (pool.quote, pool.opening.quote)] {
        add(
          pool.id.name, .liquidity, pool.chain, asset, units * prices[asset],
          isDirect: pool.id.name == name || pool.chain == name)
      }
    }
    return found.values.filter { $0.totalUSD > 0 }.sorted {
      ($1.totalUSD, $0.holder, $0.kind.rawValue) < ($0.totalUSD, $1.holder, $1.kind.rawValue)
    }
  }

  /// Whether a reserve, its protocol, its feed or its chain bears the name.
  private func isNamed(_ name: String, _ row: Int) -> Bool {
    let reserve = reserves[row]
    return reserve.id.description == name || reserve.id.lendingProtocol.name == name
      || network.protocols[reserve.id.lendingProtocol]?.chain == name
      || (reserve.feed >= 0 && network.oracles.keys[reserve.feed].name == name)
  }

  /// 1 for every asset that is the thing itself: the asset, a receipt of the
  /// issuer, reserve or pool, or an asset on the chain or priced by the pool.
  private func directShares(of name: String) throws(UnknownName) -> [Double] {
    let chains = Set(
      network.assets.values.compactMap(\.chain) + network.protocols.values.compactMap(\.chain)
        + pools.compactMap(\.chain) + issuers.compactMap(\.chain))
    let known =
      assets.map(\.name) + issuers.map(\.id.name) + protocols.map(\.name)
      + reserves.map(\.id.description) + pools.map(\.id.name) + network.oracles.keys.map(\.name)
      + chains.sorted()
    guard known.contains(name) else { throw UnknownName(name: name, known: known) }
    return assets.indices.map { row in
      let isIt =
        switch claims[row] {
        case .nothing: false
        case .issuer(let issuer): issuers[issuer].id.name == name || issuers[issuer].chain == name
        case .pool(let pool): pools[pool].id.name == name
        case .reserve(let reserve): isNamed(name, reserve)
        }
      let isPriced = marketPool[row] >= 0 && pools[marketPool[row]].id.name == name
      return isIt || isPriced || assets[row].name == name
        || network.assets[assets[row]]?.chain == name ? 1 : 0
    }
  }

  /// Shares with receipts looked through.
  private func lookThrough(_ direct: [Double]) -> [Double] {
    let prices = CascadeState(self).economicPrices(index: reserves.map { _ in 1 }, in: self)
    var shares = direct
    for _ in 0..<10_000 {
      var change = 0.0
      for asset in assets.indices where direct[asset] == 0 {
        let parts: [(asset: Int, usd: Double)]
        switch claims[asset] {
        case .nothing: continue
        case .reserve(let row): parts = [(reserves[row].asset, 1)]
        case .pool(let row):
          let pool = pools[row]
          parts = [
            (pool.base, pool.opening.base * prices[pool.base]),
            (pool.quote, pool.opening.quote * prices[pool.quote]),
          ]
        case .issuer(let row):
          parts =
            issuers[row].holdings.map { ($0.asset, $0.units * prices[$0.asset]) }
            + issuers[row].allocations.map {
              (reserves[$0.reserve].asset, $0.units * prices[reserves[$0.reserve].asset])
            }
        }
        let total = parts.reduce(0) { $0 + $1.usd }
        guard total > 0 else { continue }
        let share = parts.reduce(0) { $0 + $1.usd * shares[$1.asset] } / total
        change = max(change, abs(share - shares[asset]))
        shares[asset] = share
      }
      if change <= 1e-15 { break }
    }
    return shares
  }
}

extension Exposure {
  fileprivate mutating func add(direct: Double, indirect: Double, assets: Double) {
    directUSD += direct
    indirectUSD += indirect
    assetsUSD += assets
  }
}
