public import ContagionModel
import OrderedCollections

extension CompiledNetwork {
  /// What the network amounts to before any shock.
  ///
  /// Source of TVL and TVR: Luo et al., "Piercing the Veil of TVL", FC 2025,
  /// arXiv:2404.11745.
  ///
  /// - Parameter window: The fall over which branching ratios take density.
  /// - Returns: Totals at opening economic prices.
  public func overview(window: Double = 0.05) -> NetworkOverview {
    let prices = CascadeState(self).economicPrices(index: reserves.map { _ in 1 }, in: self)
    var collateral = Array(repeating: 0.0, count: reserves.count)
    for (reserve, units) in zip(collateralReserve, collateralUnits) {
      collateral[Int(reserve)] += units
    }
    var debt = 0.0
    for (reserve, units) in zip(debtReserve, debtUnits) {
      debt += units * prices[reserves[Int(reserve)].asset]
    }
    let issued = issuedAgainstDebt
    var locked = 0.0
    var plain = 0.0
    func hold(_ asset: Int, _ units: Double) {
      locked += units * prices[asset]
      if claims[asset] == .nothing, !issued.contains(asset) { plain += units * prices[asset] }
    }
    for issuer in issuers {
      for holding in issuer.holdings { hold(holding.asset, holding.units) }
      for allocation in issuer.allocations {
        locked += allocation.units * prices[reserves[allocation.reserve].asset]
      }
    }
    for pool in pools where pool.impact.hasReserves {
      hold(pool.base, pool.opening.base)
      hold(pool.quote, pool.opening.quote)
    }
    var byAsset = Array(repeating: 0.0, count: assets.count)
    var byProtocol = Array(repeating: 0.0, count: protocols.count)
    for (row, reserve) in reserves.enumerated() {
      let usd = collateral[row] * prices[reserve.asset]
      byAsset[reserve.asset] += usd
      byProtocol[reserve.lendingProtocol] += usd
      let isPooled = isPooled[reserve.lendingProtocol]
      // What is there in tokens, and what depositors have beyond it.
      let present = max(0, reserve.cash) + (isPooled ? 0 : collateral[row])
      // Who holds what a CDP protocol issued holds no deposit.
      let deposits = issued.contains(reserve.asset) && isIssuer(reserve) ? 0 : reserve.claims
      let claimed = isPooled ? deposits : deposits + collateral[row]
      hold(reserve.asset, present)
      locked += (claimed - present) * prices[reserve.asset]
    }
    return NetworkOverview(
      totalValueLockedUSD: locked, totalValueRedeemableUSD: plain,
      collateralUSD: byAsset.reduce(0, +), debtUSD: debt,
      byAsset: Concentration(sizes: byAsset), byProtocol: Concentration(sizes: byProtocol),
      branching: branchingRatios(window: window))
  }

  /// Assets that a CDP protocol lends: they exist only as somebody's debt.
  private var issuedAgainstDebt: Set<Int> {
    Set(debtReserve.map { reserves[Int($0)] }.filter(isIssuer).map(\.asset))
  }

  private func isIssuer(_ reserve: CompiledReserve) -> Bool {
    network.protocols[reserve.id.lendingProtocol]?.kind == .cdp
  }

  /// R(P) = 2·P·λ / x for assets whose market pool is a constant product, with λ
  /// from the accounts that fall below health 1 within the window.
  private func branchingRatios(window: Double) -> [BranchingRatio] {
    let state = CascadeState(self)
    let board = state.board(in: self)
    return assets.indices.compactMap { asset in
      guard marketPool[asset] >= 0, claims[asset] == .nothing else { return nil }
      let pool = pools[marketPool[asset]]
      guard pool.impact is ConstantProduct, pool.base == asset else { return nil }
      var fallen = board
      for (row, reserve) in reserves.enumerated() where reserve.asset == asset {
        fallen.collateral[row] *= 1 - window
        fallen.debt[row] *= 1 - window
      }
      var due = 0.0
      let before = Set(state.unhealthy(board, in: self))
      for account in state.unhealthy(fallen, in: self) where !before.contains(account) {
        for entry in collateralRows[Int(account)]
        where reserves[Int(collateralReserve[entry])].asset == asset {
          due += collateralUnits[entry]
        }
      }
      let price = board.market[asset]
      let density = due / (window * price)
      return BranchingRatio(
        asset: assets[asset], window: window, unitsPerUSD: density,
        ratio: 2 * price * density / pool.opening.base)
    }
  }
}

extension CompiledNetwork {
  /// USD per unit of an asset before any shock, at its economic price; NaN if the
  /// network has no such asset.
  public func openingPrice(of asset: AssetID) -> Double {
    guard let row = network.assets.index(forKey: asset) else { return .nan }
    return CascadeState(self).economicPrices(index: reserves.map { _ in 1 }, in: self)[row]
  }

  /// What is claimed on each reserve at the opening, USD at its economic price.
  public var reserveSizes: [(reserve: ReserveID, chain: String?, claimsUSD: Double)] {
    let prices = CascadeState(self).economicPrices(index: reserves.map { _ in 1 }, in: self)
    return reserves.map {
      ($0.id, network.protocols[$0.id.lendingProtocol]?.chain, $0.claims * prices[$0.asset])
    }
  }
}
