import ContagionModel
import OrderedCollections

extension ReferenceCascade {
  /// What a bridge's drains take, chain by chain or from the home issuer.
  mutating func drain(
    _ id: BridgeID, _ bridge: Bridge, _ shocks: [Shock], _ opening: Economics
  ) {
    guard !without(.bridge) else { return }
    var rule = bridge.allocation.name
    var share = 0.0
    for shock in shocks {
      if case .bridgeDrained(id, let part) = shock { share += part }
      if case .bridgeAllocation(id, let name) = shock { rule = name }
    }
    share = min(share, 1)
    let lock = bridge.locks.name
    var total = 0.0
    for issuer in bridge.issuers { total += issuers[issuer.name]?.holdings[lock] ?? 0 }
    var missing = share * total
    switch rule {
    case "all-holders":
      guard case .issuer(let home)? = network.assets[bridge.locks]?.issuer,
        let supply = issuers[home.name]?.supply, missing > 0
      else { return }
      // As if new tokens were issued for the missing ones.
      let kept = supply / (supply + missing)
      let worth = supply * (opening.prices[lock] ?? 0)
      destroy(.issuer(home), usd: worth * (1 - kept), opening)
    default:
      for issuer in bridge.issuers {
        let held = issuers[issuer.name]?.holdings[lock] ?? 0
        let lost = rule == "chains-in-order" ? min(held, missing) : share * held
        missing -= lost
        issuers[issuer.name]?.holdings[lock] = held - lost
        transfer(lock, lost, from: "issuer \(issuer)", to: "shock")
      }
    }
  }
}
