import OrderedCollections

extension Network {
  /// Bridges whose lock or whose issuers are not what a bridge needs.
  func bridgeFindings() -> [Finding] {
    var findings: [Finding] = []
    var bridgeOf: [IssuerID: BridgeID] = [:]
    for (id, bridge) in bridges {
      let path = "bridges.\(id)"
      if assets[bridge.locks] == nil {
        findings.append(
          Finding(
            at: "\(path).locks",
            Wording.unknown("asset", bridge.locks.name, among: assets.keys.map(\.name))))
        continue
      }
      if bridge.issuers.isEmpty {
        findings.append(
          Finding(
            at: "\(path).issuers", "a bridge has at least one issuer, of the token on each chain"))
      }
      for (place, name) in bridge.issuers.enumerated() {
        if issuers[name]?.redemption != nil {
          findings.append(
            Finding(
              at: "issuers.\(name).redemption",
              "bridge '\(id)' gives the lock back, after its 'delay'; leave 'redemption' out"))
        }
        let path = "\(path).issuers[\(place)]"
        guard let issuer = issuers[name] else {
          findings.append(
            Finding(
              at: path, Wording.unknown("issuer", name.name, among: issuers.keys.map(\.name))))
          continue
        }
        if issuer.kind != .bridge {
          findings.append(
            Finding(at: path, "'\(name)' is of kind '\(issuer.kind.rawValue)'; accepted: bridge"))
        }
        if let other = bridgeOf.updateValue(id, forKey: name) {
          findings.append(
            Finding(at: path, "'\(name)' is already an issuer of bridge '\(other)'"))
        }
        if !issuer.holdings.contains(where: { $0.asset == bridge.locks && $0.units > 0 }) {
          findings.append(
            Finding(
              at: path,
              "'\(name)' holds no \(bridge.locks), which the bridge locks for it; give it"
                + " 'holdings'"))
        }
      }
    }
    for (id, issuer) in issuers where issuer.redemption != nil && !issuer.allocations.isEmpty {
      findings.append(
        Finding(
          at: "issuers.\(id).redemption",
          "'\(id)' has deposits in reserves, which cannot be given out in kind; leave 'redemption' out"
        ))
    }
    return findings
  }
}
