import ContagionModel
import OrderedCollections

extension CascadeRun {
  /// Takes drained tokens out of the locks, and what else the rules of the bridges say.
  ///
  /// Each bridge's drains add up, at most to all; the last allocation that is named counts.
  mutating func drainBridges(_ shocks: [Shock]) {
    guard transmits(.bridge) else { return }
    for bridge in network.bridges {
      if shocks.contains(.bridgeHalt(bridge.id)) {
        halted.formUnion(bridge.places.map(\.issuer))
      }
      var share = 0.0
      var rule = bridge.allocation
      for shock in shocks {
        switch shock {
        case .bridgeDrained(let id, let part) where id == bridge.id: share += part
        case .bridgeAllocation(let id, let name) where id == bridge.id:
          rule = (try? Catalog.bridgeLosses.rule(RuleChoice(name))) ?? rule
        default: break
        }
      }
      if share > 0 { drain(bridge, min(1, share), as: rule) }
    }
  }

  private mutating func drain(
    _ bridge: CompiledBridge, _ share: Double, as rule: any BridgeLossRule
  ) {
    let locked = bridge.places.map { state.holdings[$0.issuer][$0.slot] }
    let home: CompiledIssuer? =
      if case .issuer(let row) = network.claims[bridge.locks] { network.issuers[row] } else { nil }
    let losses = rule.losses(
      of: share * locked.reduce(0, +), locked: locked, supply: home?.supply ?? 0)
    let price = openingPrices[bridge.locks]
    for (place, units) in zip(bridge.places, losses.units) where units > 0 {
      state.holdings[place.issuer][place.slot] -= units
      ledger.record(
        LedgerEntry(
          kind: .destruction, round: 0, channel: .bridge, from: parties.issuer(place.issuer),
          to: parties.shock, asset: bridge.locks, units: units, price: price))
    }
    if losses.homeShare > 0, let home {
      destroy(
        .issuer(home.id),
        usd: losses.homeShare * network.bookAssets(of: .issuer(home.id), openingPrices))
    }
  }
}
