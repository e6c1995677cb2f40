import OrderedCollections

/// After this many findings about account entries the rest are counted only.
private let entryFindingLimit = 1000

extension Network {
  /// Entries with unknown names, impossible units, or a twin.
  package func entryFindings() -> [Finding] {
    var values = ValueFindings()
    var isSeen = Array(repeating: false, count: accounts.venues.count * accounts.assets.count * 3)
    var isVenueSeen = Array(repeating: false, count: accounts.venues.count)
    var isAssetSeen = Array(repeating: false, count: accounts.assets.count)
    for entry in 0..<accounts.entryCount {
      let venue = Int(accounts.accountVenue[Int(accounts.entryAccount[entry])])
      let asset = Int(accounts.entryAsset[entry])
      let side = Int(accounts.entrySide[entry])
      let units = accounts.entryUnits[entry]
      if !(units >= 0 && units.isFinite) {
        values.units(units, of: accounts.assets[asset], at: "accounts[\(entry)]")
      }
      let threshold = accounts.entryThreshold[entry]
      if !threshold.isNaN {
        values.ratio(threshold, "liquidationThreshold", at: "accounts[\(entry)]")
      }
      if !isVenueSeen[venue] {
        isVenueSeen[venue] = true
        if let message = unknownVenue(accounts.venues[venue]) {
          values.add(at: "accounts[\(entry)]", message)
        }
      }
      if !isAssetSeen[asset] {
        isAssetSeen[asset] = true
        if assets[accounts.assets[asset]] == nil {
          values.add(
            at: "accounts[\(entry)]",
            Wording.unknown(
              "asset", accounts.assets[asset].name, among: assets.keys.map(\.name)))
        }
      }
      let key = (venue * accounts.assets.count + asset) * 3 + side
      if !isSeen[key] {
        isSeen[key] = true
        if let side = AccountBook.Side(rawValue: accounts.entrySide[entry]),
          let message = misplaced(accounts.assets[asset], side, at: accounts.venues[venue])
        {
          values.add(at: "accounts[\(entry)]", message)
        }
      }
      if values.findings.count > entryFindingLimit { break }
    }
    addTwins(to: &values)
    addEModes(to: &values)
    guard values.findings.count > entryFindingLimit else { return values.findings }
    return values.findings.prefix(entryFindingLimit) + [
      Finding(at: "accounts", "more than \(entryFindingLimit) findings; the rest are not listed")
    ]
  }

  private func unknownVenue(_ name: String) -> String? {
    guard protocols[ProtocolID(name)] == nil, issuers[IssuerID(name)] == nil else { return nil }
    return Wording.unknown(
      "protocol or issuer", name,
      among: protocols.keys.map(\.name) + issuers.keys.map(\.name))
  }

  /// Why an asset cannot stand on this side at this venue, or `nil`.
  private func misplaced(
    _ asset: AssetID, _ side: AccountBook.Side, at venue: String
  ) -> String? {
    guard assets[asset] != nil else { return nil }
    if let lendingProtocol = protocols[ProtocolID(venue)] {
      guard lendingProtocol.reserves[asset] == nil else { return nil }
      let known = lendingProtocol.reserves.keys.map(\.name).joined(separator: ", ")
      return "\(side) in \(asset), which \(venue) does not list; it lists: \(known)"
    }
    guard let issuer = issuers[IssuerID(venue)] else { return nil }
    if side == .deposit, assets[asset]?.issuer == .issuer(IssuerID(venue)) { return nil }
    let known = receipts(of: IssuerID(venue)).map(\.name).joined(separator: ", ")
    return "\(side) of \(asset) at \(venue), a \(issuer.kind.rawValue);"
      + " accepted: deposits of its receipt \(known)"
  }

  /// Entries that repeat the side and asset of an earlier one of their account.
  ///
  /// Entries mostly lie together by account; chains from the newest entry back
  /// serve the other orders too.
  private func addTwins(to values: inout ValueFindings) {
    var newest = Array(repeating: Int32(-1), count: accounts.count)
    var previous = Array(repeating: Int32(-1), count: accounts.entryCount)
    for entry in 0..<accounts.entryCount {
      let account = Int(accounts.entryAccount[entry])
      var other = Int(newest[account])
      while other >= 0 {
        if accounts.entryAsset[other] == accounts.entryAsset[entry],
          accounts.entrySide[other] == accounts.entrySide[entry]
        {
          let asset = accounts.assets[Int(accounts.entryAsset[entry])]
          values.add(
            at: "accounts[\(entry)]",
            "account '\(accounts.name(of: account))' has a second entry for the same side of \(asset)"
          )
          break
        }
        other = Int(previous[other])
      }
      previous[entry] = newest[account]
      newest[account] = Int32(entry)
      if values.findings.count > entryFindingLimit { return }
    }
  }

  private func addEModes(to values: inout ValueFindings) {
    guard !accounts.eModes.isEmpty else { return }
    var isChecked: Set<Int32> = []
    for entry in 0..<accounts.entryCount {
      let account = accounts.entryAccount[entry]
      guard let eMode = accounts.eModes[account], isChecked.insert(account).inserted,
        let known = protocols[
          ProtocolID(accounts.venues[Int(accounts.accountVenue[Int(account)])])],
        known.eModes[eMode] == nil
      else { continue }
      values.add(
        at: "accounts[\(entry)]", Wording.unknown("eMode", eMode, among: Array(known.eModes.keys)))
    }
  }
}
