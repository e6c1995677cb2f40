import ContagionModel

/// What everything is worth when hidden losses are shared by all claims.
struct Economics: Sendable {
  /// USD by asset: outside prices, pool prices where there is none, economic NAV.
  var prices: [Double]
  /// Units of the asset that one claim on each reserve is worth.
  var index: [Double]
  /// What the protocol's own share of each reserve is worth, in units.
  var ownUnits: [Double]
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

  /// The greatest fixed point of prices, claims and latent bad debt.
  ///
  /// `latent_i = max(0, Σ D·p − Σ C·p)` of open accounts lowers what claims on
  /// their reserves are worth, which lowers receipts, which are collateral.
  /// Iterated from no latent bad debt until nothing changes by more than 1e-15
  /// of the money involved.
  func economics(in network: CompiledNetwork) -> Economics {
    var outstanding = Array(repeating: 0.0, count: network.reserves.count)
    for entry in network.debtReserve.indices {
      outstanding[Int(network.debtReserve[entry])] += debtUnits[entry]
    }
    var latent = Array(repeating: 0.0, count: network.reserves.count)
    var result = valued(outstanding, latent, network)
    for _ in 0..<10_000 {
      let next = latentBadDebt(result, in: network)
      let change = zip(next, latent).reduce(0) { max($0, abs($1.0 - $1.1)) }
      let scale = next.reduce(1) { max($0, $1) }
      latent = next
      result = valued(outstanding, latent, network)
      if change <= 1e-15 * scale { break }
    }
    result.latentUSD = latent
    return result
  }

  /// What claims are worth, given latent bad debt in USD.
  private func valued(
    _ outstanding: [Double], _ latentUSD: [Double], _ network: CompiledNetwork
  ) -> Economics {
    // Debt in a receipt is worth its NAV, which hangs on the claims: two passes
    // settle the units that a latent USD amount stands for.
    var index = self.index
    var own = protocolReserves
    var prices = economicPrices(index: index, in: network)
    for _ in 0..<(network.hasReceipts ? 3 : 1) {
      for (row, reserve) in network.reserves.enumerated() {
        let price = prices[reserve.asset]
        let lost = latentUSD[row] > 0 && price > 0 ? latentUSD[row] / price : 0
        let assets = cash[row] + otherLoans[row] + outstanding[row] - lost
        guard claims[row] > 0 else {
          own[row] = assets
          continue
        }
        switch network.recognitions[reserve.lendingProtocol] {
        case .sharePrice, .deficit:
          let reserved = min(protocolReserves[row], max(0, assets))
          index[row] = max(0, (assets - reserved) / claims[row])
        case .reserves, .none: index[row] = max(0, min(1, assets / claims[row]))
        }
        own[row] = assets - index[row] * claims[row]
      }
      prices = economicPrices(index: index, in: network)
    }
    return Economics(prices: prices, index: index, ownUnits: own, latentUSD: latentUSD)
  }

  /// Debt above collateral of open accounts, USD by reserve, shared over an
  /// account's debts by value.
  private func latentBadDebt(_ economics: Economics, in network: CompiledNetwork) -> [Double] {
    var latent = Array(repeating: 0.0, count: network.reserves.count)
    let (held, owed) = economics.unitValues(in: network)
    for account in network.accountProtocol.indices {
      let debts = network.debtRows[account]
      guard !debts.isEmpty, !network.hasRecourse[Int(network.accountProtocol[account])] else {
        continue
      }
      let debt = debts.reduce(0) { $0 + debtUnits[$1] * owed[Int(network.debtReserve[$1])] }
      let collateral = network.collateralRows[account].reduce(0) {
        $0 + collateralUnits[$1] * held[Int(network.collateralReserve[$1])]
      }
      guard debt > collateral else { continue }
      for entry in debts {
        let reserve = Int(network.debtReserve[entry])
        latent[reserve] += (debt - collateral) * debtUnits[entry] * owed[reserve] / debt
      }
    }
    return latent
  }
}

extension Economics {
  /// USD of one unit of collateral and of one unit of debt, by reserve.
  func unitValues(in network: CompiledNetwork) -> (held: [Double], owed: [Double]) {
    let owed = network.reserves.map { prices[$0.asset] }
    let held = network.reserves.indices.map { row in
      network.isPooled[network.reserves[row].lendingProtocol] ? owed[row] * index[row] : owed[row]
    }
    return (held, owed)
  }
}
