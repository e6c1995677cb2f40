public import ContagionModel
import OrderedCollections

extension CompiledNetwork {
  /// What lenders could take out of each reserve now, each if it were the first:
  /// `min(cash, claim)`.
  ///
  /// Every reserve that owes something to several lenders has a row for all of them
  /// together, then its largest lenders by claim, ties by name: issuers, named lenders
  /// and holders of the reserve's receipt, and `other lenders`, who are in no
  /// file. Collateral is not counted, since a debt may keep it there.
  ///
  /// - Parameter count: How many lenders of a reserve have a row, at most.
  /// - Returns: Rows by reserve, in the order of the file.
  public func withdrawableCash(_ count: Int) -> [WithdrawableCash] {
    let prices = openingPrices
    var claims = reserves.map { _ in OrderedDictionary<String, Double>() }
    for issuer in issuers {
      for allocation in issuer.allocations {
        let price = prices[reserves[allocation.reserve].asset]
        claims[allocation.reserve][issuer.id.name, default: 0] += allocation.units * price
      }
      for holding in issuer.holdings {
        guard case .reserve(let row) = self.claims[holding.asset] else { continue }
        claims[row][issuer.id.name, default: 0] += holding.units * prices[holding.asset]
      }
    }
    for deposit in deposits {
      if deposit.reserve >= 0 {
        let price = prices[reserves[deposit.reserve].asset]
        claims[deposit.reserve][names[deposit.account], default: 0] += deposit.units * price
      } else if case .reserve(let row) = self.claims[deposit.asset] {
        claims[row][names[deposit.account], default: 0] += deposit.units * prices[deposit.asset]
      }
    }
    return reserves.indices.flatMap { row in
      let reserve = reserves[row]
      let chain = network.protocols[reserve.id.lendingProtocol]?.chain
      let cash = max(0, reserve.cash) * prices[reserve.asset]
      var lenders = claims[row]
      let outside = reserve.outsideDeposits * prices[reserve.asset]
      if outside > 0 { lenders["other lenders", default: 0] += outside }
      let total = lenders.values.reduce(0, +)
      guard total > 0 else { return [WithdrawableCash]() }
      let ranked = lenders.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }
      let together = lenders.count > 1 ? [("all lenders", total)] : []
      return (together + ranked.prefix(count)).map { holder, claim in
        WithdrawableCash(
          reserve: reserve.id, chain: chain, holder: holder, claimUSD: claim, cashUSD: cash)
      }
    }
  }
}
