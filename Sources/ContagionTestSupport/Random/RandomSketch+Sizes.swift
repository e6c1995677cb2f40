import ContagionModel
import OrderedCollections

extension RandomSketch {
  /// Issues at least half as many receipts again as accounts and pools hold.
  mutating func sizeIssuers() {
    for (id, issuer) in network.issuers {
      let receipt = network.assets.keys.first { network.assets[$0]?.issuer == .issuer(id) }
      let pooled = network.pools.values.reduce(0) {
        $0 + ($1.base == receipt ? $1.baseReserve ?? 0 : 0)
      }
      let held = (receipt.map { collateral($0) } ?? 0) + pooled
      let size = held * draws.number(1.5...4) + 1_000
      var issuer = issuer
      issuer.supply = size
      issuer.holdings = issuer.holdings.map { Holding($0.asset, $0.units * size) }
      issuer.allocations = issuer.allocations.map { Allocation($0.reserve, $0.units * size) }
      network.issuers[id] = issuer
    }
  }

  /// Pools from half to five times what could be sold, and never so small that
  /// purchases could empty them.
  mutating func sizePools() {
    for (id, pool) in network.pools {
      let staked = pool.base == "ETH" ? collateral("stETH") : 0
      let sold = collateral(pool.base) + 1.3 * staked
      let bought = debt(pool.base)
      var pool = pool
      if let base = pool.baseReserve, let quote = pool.quoteReserve {
        let size = max(sold * draws.number(0.5...5), 8 * bought) + 1_000
        pool.baseReserve = base * size
        pool.quoteReserve = quote * size
      } else {
        let size = (sold + bought) * draws.number(3...10) + 1_000
        pool.quotes = pool.quotes.map { DepthQuote(size: $0.size * size, price: $0.price) }
        if pool.formula.values["depth"] != nil { pool.formula.values["depth"] = .number(size) }
      }
      network.pools[id] = pool
    }
  }

  /// Gives cash and deposits where there are named claims, and elsewhere every
  /// other time; the rest of the claims are lent outside the network.
  mutating func sizeReserves() {
    for (id, lending) in network.protocols {
      for (asset, reserve) in lending.reserves {
        let named = claims(on: ReserveID(id, asset))
        guard named > 0 || draws.happens(0.5) else { continue }
        let owed = debt(asset, at: id)
        let pledged = lending.kind == .pooled ? collateral(asset, at: id) : 0
        var reserve = reserve
        let cash = pledged * draws.number(0.05...1.2) + owed * draws.number(0...0.3)
        reserve.protocolReserves = draws.happens(0.5) ? owed * draws.number(0...0.03) : 0
        let funded = owed + cash - pledged - reserve.protocolReserves
        let outside =
          max(0, 1.2 * named - funded) + (draws.happens(0.3) ? draws.unit() * owed : 0)
        reserve.cash = cash
        reserve.loans = owed + outside
        reserve.deposits = funded + outside
        network.protocols[id]?.reserves[asset] = reserve
      }
    }
  }

  /// Claims on a reserve that somebody in the network holds.
  private func claims(on reserve: ReserveID) -> Double {
    var claims = units(reserve.asset, at: reserve.lendingProtocol, \.deposits)
    for issuer in network.issuers.values {
      for allocation in issuer.allocations where allocation.reserve == reserve {
        claims += allocation.units
      }
    }
    for (receipt, asset) in network.assets where asset.issuer == .reserve(reserve) {
      claims += collateral(receipt)
    }
    return claims
  }

  /// A fall of one or two prices, and sometimes more.
  mutating func shocks() -> [Shock] {
    var shocks: [Shock] = []
    let priced = Array(network.assets.keys).filter { asset in
      asset != "USDC" && (network.outsidePrice(of: asset) ?? 0 > 0 || hasPool(asset))
        && !(options.sellOnly && network.assets[asset]?.kind == .stable)
    }
    for asset in draws.sample(draws.happens(0.4) ? 2 : 1, of: priced) {
      shocks.append(.priceChange(asset, -draws.number(0.05...0.6)))
    }
    if options.issuerLosses, draws.happens(0.3), let loss = issuerLoss() { shocks.append(loss) }
    if options.otherShocks, draws.happens(0.3) { shocks.append(otherShock()) }
    return shocks
  }

  private func hasPool(_ asset: AssetID) -> Bool { network.assets[asset]?.marketPool != nil }

  /// A loss that the issuer's own holdings, or the reserve's cash and outside
  /// loans, can take.
  private mutating func issuerLoss() -> Shock? {
    if let issuer = network.issuers.keys.first {
      return .issuerLossShare(.issuer(issuer), draws.number(0.02...0.3))
    }
    let id = ReserveID("P1", "USDC")
    guard let reserve = network.protocols["P1"]?.reserves["USDC"], let cash = reserve.cash,
      let loans = reserve.loans
    else { return nil }
    let atRisk = cash + loans - debt("USDC", at: "P1")
    return atRisk > 0 ? .issuerLoss(.reserve(id), atRisk * draws.number(0.05...0.6)) : nil
  }

  private mutating func otherShock() -> Shock {
    let lender = draws.pick(Array(network.protocols.keys))
    let asset = draws.pick(Array(network.protocols[lender]?.reserves.keys ?? []))
    let funded = network.protocols.flatMap { id, lending in
      lending.reserves.filter { $0.value.cash != nil && $0.value.deposits ?? 0 > 0 }
        .map { ReserveID(id, $0.key) }
    }
    switch draws.integer(0...3) {
    case 0 where !network.oracles.isEmpty:
      return .oracleHold(draws.pick(Array(network.oracles.keys)))
    case 1 where !funded.isEmpty: return .deposits(draws.pick(funded), -draws.number(0.1...0.6))
    case 2:
      return .reserveParameter(
        ReserveID(lender, asset), .liquidationThreshold, draws.number(0.4...0.8))
    default:
      return .poolDepth(draws.pick(Array(network.pools.keys)), -draws.number(0.1...0.5))
    }
  }
}
