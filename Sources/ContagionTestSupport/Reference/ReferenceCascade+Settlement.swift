import ContagionModel
import OrderedCollections

extension ReferenceCascade {
  /// Carries out the calls of one stage: collateral and cash move, pools trade,
  /// bad debt is recognised.
  mutating func settle(_ plans: [Plan]) {
    settlePools(plans)
    for plan in plans { updateAccount(plan) }
    var writtenOff: [String: Double] = [:]
    for plan in plans {
      for asset in plan.call.writtenOffUnits.keys.sorted() {
        let units = plan.call.writtenOffUnits[asset] ?? 0
        let reserve = "\(plan.call.lendingProtocol)/\(asset)"
        writtenOff[reserve, default: 0] += units
        result.realizedUnits[reserve, default: 0] += units
        result.realizedUSD[reserve, default: 0] += units * (plan.prices[asset] ?? .nan)
      }
    }
    for reserve in writtenOff.keys.sorted() {
      guard let id = ReserveID(reserve) else { continue }
      recognize(id.lendingProtocol.name, id.asset.name, units: writtenOff[reserve] ?? 0)
    }
  }

  /// The part of a call's collateral that leaves a reserve, by `protocol/asset`.
  ///
  /// In a pooled protocol all requests of the stage share the cash there is at
  /// its opening, pro rata.
  private func releasedShares(_ plans: [Plan]) -> [String: Double] {
    var requested: [String: Double] = [:]
    for plan in plans where isPooled(plan.call.lendingProtocol) && !without(.funding) {
      for (asset, seized) in plan.call.seizedUnits {
        requested["\(plan.call.lendingProtocol)/\(asset)", default: 0] +=
          seized - (plan.call.feeUnits[asset] ?? 0)
      }
    }
    var shares: [String: Double] = [:]
    for (reserve, units) in requested {
      let cash = max(0, reserves[reserve]?.cash ?? 0)
      shares[reserve] = units > cash ? cash / units : 1
    }
    return shares
  }

  /// Moves seized collateral, repays debts and sells what was released.
  mutating func settlePools(_ plans: [Plan]) {
    let shares = releasedShares(plans)
    received = [:]
    var orders: [Order] = []
    for plan in plans {
      let call = plan.call
      let liquidators = "liquidators of \(call.lendingProtocol)"
      var released: [String: Double] = [:]
      for asset in call.seizedUnits.keys.sorted() {
        let seized = call.seizedUnits[asset] ?? 0
        let fee = call.feeUnits[asset] ?? 0
        let share = shares["\(call.lendingProtocol)/\(asset)"] ?? 1
        released[asset] = (seized - fee) * share
        release(
          call.lendingProtocol, asset, seized: seized, fee: fee, released: released[asset] ?? 0)
      }
      for asset in call.repaidUnits.keys.sorted() {
        let reserve = "\(call.lendingProtocol)/\(asset)"
        let units = call.repaidUnits[asset] ?? 0
        reserves[reserve]?.cash += units
        transfer(asset, units, from: liquidators, to: "reserve \(reserve)")
      }
      for asset in call.surplusUnits.keys.sorted() {
        transfer(
          asset, call.surplusUnits[asset] ?? 0, from: liquidators,
          to: "borrowers of \(call.lendingProtocol)")
      }
      for sale in plan.sales {
        if sale.collateral == sale.debt {
          received[sale.debt, default: 0] += (released[sale.collateral] ?? 0) * sale.share
        }
        guard let hops = route(from: sale.collateral, to: sale.debt), !hops.isEmpty else {
          continue
        }
        orders.append(
          Order(
            trader: liquidators, hops: hops,
            input: (released[sale.collateral] ?? 0) * sale.share, output: sale.repaid))
      }
    }
    trade(orders)
  }

  /// Hands seized collateral to liquidators and the treasury.
  private mutating func release(
    _ lendingProtocol: String, _ asset: String, seized: Double, fee: Double, released: Double
  ) {
    let reserve = "\(lendingProtocol)/\(asset)"
    let liquidators = "liquidators of \(lendingProtocol)"
    guard isPooled(lendingProtocol) else {
      transfer(asset, released, from: "collateral of \(lendingProtocol)", to: liquidators)
      transfer(
        asset, fee, from: "collateral of \(lendingProtocol)", to: "treasury of \(lendingProtocol)")
      return
    }
    let index = reserves[reserve]?.index ?? 1
    reserves[reserve]?.cash -= released
    reserves[reserve]?.treasuryClaims += index > 0 ? fee / index : 0
    reserves[reserve]?.liquidatorClaims += index > 0 ? (seized - fee - released) / index : 0
    transfer(asset, released, from: "reserve \(reserve)", to: liquidators)
  }

  private mutating func updateAccount(_ plan: Plan) {
    let account = accounts[plan.account]
    for asset in plan.call.seizedUnits.keys.sorted() {
      let seized = plan.call.seizedUnits[asset] ?? 0
      let isAll = seized == collateralUnits(account, asset)
      accounts[plan.account].collateral[asset] =
        isAll
        ? 0 : (account.collateral[asset] ?? 0) - seized / unitsPerClaim(account, asset)
    }
    for asset in plan.call.repaidUnits.keys.sorted() {
      let repaid = plan.call.repaidUnits[asset] ?? 0
      accounts[plan.account].debt[asset] = (account.debt[asset] ?? 0) - repaid
    }
    for asset in plan.call.writtenOffUnits.keys.sorted() { accounts[plan.account].debt[asset] = 0 }
  }

  /// Books lost units of a reserve by the protocol's own rule.
  ///
  /// Only `share-price` lowers the index, and not without the claim channel or
  /// without feedback: then the loss waits for the economic index.
  mutating func recognize(_ lendingProtocol: String, _ asset: String, units: Double) {
    let reserve = "\(lendingProtocol)/\(asset)"
    let recognition = network.protocols[ProtocolID(lendingProtocol)]?.recognition
    guard let book = reserves[reserve], units > 0 else { return }
    let claimed = claims(lendingProtocol, asset) * book.index
    guard recognition == .sharePrice, !without(.claim), frozenReadings == nil, claimed > 0 else {
      reserves[reserve]?.lossNotTaken += units
      return
    }
    reserves[reserve]?.index = book.index * max(0, 1 - units / claimed)
  }
}
