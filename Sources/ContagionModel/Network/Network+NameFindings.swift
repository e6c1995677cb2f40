import OrderedCollections

extension Network {
  /// References to names that nothing bears, and names borne twice.
  func nameFindings() -> [Finding] {
    var findings: [Finding] = []
    func need(_ asset: AssetID, at path: String) {
      guard assets[asset] == nil else { return }
      findings.append(Finding(at: path, unknownAsset(asset)))
    }
    for (id, asset) in assets {
      if let pool = asset.marketPool, pools[pool] == nil {
        findings.append(
          Finding(
            at: "assets.\(id).marketPool",
            Wording.unknown("pool", pool.name, among: pools.keys.map(\.name))))
      }
      if let message = asset.issuer.flatMap(unknownIssuer) {
        findings.append(Finding(at: "assets.\(id).issuer", message))
      }
    }
    for (id, pool) in pools {
      let isHeld = pool.baseReserve != nil
      need(pool.base, at: isHeld ? "pools.\(id).reserves.\(pool.base)" : "pools.\(id).pair[0]")
      need(pool.quote, at: isHeld ? "pools.\(id).reserves.\(pool.quote)" : "pools.\(id).pair[1]")
      if issuers[IssuerID(id.name)] != nil {
        findings.append(
          Finding(at: "pools.\(id)", "'\(id)' is also an issuer; their receipts need two names"))
      }
    }
    for asset in externalMarkets.keys { need(asset, at: "externalMarkets.\(asset)") }
    for (id, feed) in oracles { need(feed.asset, at: "oracles.\(id).asset") }
    for (id, issuer) in issuers {
      for holding in issuer.holdings {
        need(holding.asset, at: "issuers.\(id).holdings.\(holding.asset)")
      }
      for allocation in issuer.allocations {
        if let message = unknownReserve(allocation.reserve) {
          findings.append(
            Finding(at: "issuers.\(id).allocations.\(allocation.reserve)", message))
        }
      }
    }
    for (id, lendingProtocol) in protocols {
      if issuers[IssuerID(id.name)] != nil {
        findings.append(
          Finding(at: "protocols.\(id)", "'\(id)' is also an issuer; accounts could mean either"))
      }
      for (asset, reserve) in lendingProtocol.reserves {
        let path = "protocols.\(id).reserves.\(asset)"
        need(asset, at: path)
        guard let oracle = reserve.oracle else { continue }
        if let feed = oracles[oracle] {
          if feed.asset != asset, assets[feed.asset] != nil {
            findings.append(
              Finding(
                at: "\(path).oracle", "oracle '\(oracle)' reports \(feed.asset), not \(asset)"))
          }
        } else {
          findings.append(
            Finding(
              at: "\(path).oracle",
              Wording.unknown("oracle", oracle.name, among: oracles.keys.map(\.name))))
        }
      }
      for (name, eMode) in lendingProtocol.eModes {
        for (index, asset) in eMode.assets.enumerated() {
          need(asset, at: "protocols.\(id).eModes.\(name).assets[\(index)]")
        }
      }
    }
    return findings
  }

  /// Shocks to things that are not there, and a default that is not there.
  func shockFindings() -> [Finding] {
    var findings: [Finding] = []
    for (name, named) in shocks {
      for (index, shock) in named.shocks.enumerated() {
        if let message = unknownTarget(of: shock) {
          findings.append(Finding(at: "shocks.\(name).apply[\(index)]", message))
        }
      }
    }
    if let defaultShock, shocks[defaultShock] == nil {
      findings.append(
        Finding(
          at: "defaultShock", Wording.unknown("shock", defaultShock, among: Array(shocks.keys))))
    }
    return findings
  }

  /// What a shock names that the network does not have, or `nil`.
  public func unknownTarget(of shock: Shock) -> String? {
    switch shock {
    case .priceChange(let asset, _), .price(let asset, _):
      assets[asset] == nil ? unknownAsset(asset) : nil
    case .issuerLoss(let issuer, _), .issuerLossShare(let issuer, _):
      unknownIssuer(issuer)
    case .poolDepth(let pool, _):
      pools[pool] == nil
        ? Wording.unknown("pool", pool.name, among: pools.keys.map(\.name)) : nil
    case .oracleHold(let oracle), .oracleValue(let oracle, _):
      oracles[oracle] == nil
        ? Wording.unknown("oracle", oracle.name, among: oracles.keys.map(\.name)) : nil
    case .deposits(let reserve, _), .reserveParameter(let reserve, _, _):
      unknownReserve(reserve)
    case .bridgeDrained(let bridge, _), .bridgeAllocation(let bridge, _),
      .bridgeHalt(let bridge):
      bridges[bridge] == nil
        ? Wording.unknown("bridge", bridge.name, among: bridges.keys.map(\.name)) : nil
    }
  }

  private func unknownAsset(_ asset: AssetID) -> String {
    Wording.unknown("asset", asset.name, among: assets.keys.map(\.name))
  }

  private func unknownIssuer(_ issuer: ReceiptIssuer) -> String? {
    switch issuer {
    case .issuer(let id):
      issuers[id] == nil
        ? Wording.unknown(
          "issuer or pool", id.name, among: issuers.keys.map(\.name) + pools.keys.map(\.name))
        : nil
    case .pool(let id):
      pools[id] == nil ? Wording.unknown("pool", id.name, among: pools.keys.map(\.name)) : nil
    case .reserve(let id): unknownReserve(id)
    }
  }

  private func unknownReserve(_ id: ReserveID) -> String? {
    guard let lendingProtocol = protocols[id.lendingProtocol] else {
      return Wording.unknown(
        "protocol", id.lendingProtocol.name, among: protocols.keys.map(\.name))
    }
    guard lendingProtocol.reserves[id.asset] == nil else { return nil }
    return Wording.unknown(
      "reserve of \(id.lendingProtocol)", id.asset.name,
      among: lendingProtocol.reserves.keys.map(\.name))
  }
}
