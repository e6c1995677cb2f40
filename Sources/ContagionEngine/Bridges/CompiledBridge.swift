import ContagionModel
import OrderedCollections

/// A bridge with its names looked up.
struct CompiledBridge: Sendable {
  let id: BridgeID
  /// The locked asset.
  let locks: Int
  /// The row of each issuer, and the slot of the lock among its holdings.
  let places: [(issuer: Int, slot: Int)]
  let allocation: any BridgeLossRule
}

extension NetworkCompiler {
  /// Bridges whose rules were made.
  func compiledBridges(_ issuers: [CompiledIssuer]) -> [CompiledBridge] {
    zip(network.bridges, bridgeLosses).compactMap { entry, rule in
      guard let rule, let locks = assetIndex[entry.value.locks] else { return nil }
      return CompiledBridge(
        id: entry.key, locks: locks,
        places: entry.value.issuers.compactMap { id in
          guard let row = issuerIndex[id],
            let slot = issuers[row].holdings.firstIndex(where: { $0.asset == locks })
          else { return nil }
          return (row, slot)
        }, allocation: rule)
    }
  }

  /// Makes the rules of bridges, and those that named shocks put in their place.
  mutating func makeBridgeLosses() {
    for (id, bridge) in network.bridges {
      let path = "bridges.\(id).allocation"
      bridgeLosses.append(rule(bridge.allocation, .bridgeLosses, path, "rule"))
      if bridgeLosses[bridgeLosses.count - 1] != nil {
        findings += network.allocationFindings(of: bridge.allocation.name, for: id, at: path)
      }
    }
    for (name, named) in network.shocks {
      for (place, shock) in named.shocks.enumerated() {
        if case .bridgeAllocation(let id, let rule) = shock {
          findings += network.allocationFindings(
            of: rule, for: id, at: "shocks.\(name).apply[\(place)]")
        }
      }
    }
  }
}

extension Network {
  /// Why a rule named without parameters cannot share the loss of a bridge; it may need an issuer
  /// of the locked token, who holds what can be destroyed.
  func allocationFindings(of rule: String, for id: BridgeID, at path: String) -> [Finding] {
    guard let bridge = bridges[id] else { return [] }
    do {
      let made = try Catalog.bridgeLosses.rule(RuleChoice(rule))
      let sharesAtHome = made.losses(of: 1, locked: [1], supply: 1).homeShare > 0
      guard sharesAtHome, !hasHome(bridge.locks) else { return [] }
      return [
        Finding(
          at: path,
          "'\(rule)' lets the issuer of \(bridge.locks) bear a part, and there is none with direct"
            + " holdings of base or stable assets")
      ]
    } catch {
      return [Finding(at: path, error.description)]
    }
  }

  private func hasHome(_ asset: AssetID) -> Bool {
    guard case .issuer(let id)? = assets[asset]?.issuer, let issuer = issuers[id] else {
      return false
    }
    return issuer.holdings.contains { assets[$0.asset]?.kind != .receipt && $0.units > 0 }
  }
}
