import OrderedCollections

extension Network {
  /// Accounts that owe and have nothing behind it.
  func solvencyFindings() -> [Finding] {
    var hasCollateral = Array(repeating: false, count: accounts.count)
    var firstDebt = Array(repeating: Int32(-1), count: accounts.count)
    for entry in 0..<accounts.entryCount where accounts.entryUnits[entry] != 0 {
      let account = Int(accounts.entryAccount[entry])
      switch AccountBook.Side(rawValue: accounts.entrySide[entry]) {
      case .collateral: hasCollateral[account] = true
      case .debt where firstDebt[account] < 0: firstDebt[account] = Int32(entry)
      default: break
      }
    }
    let bare = firstDebt.indices.filter { firstDebt[$0] >= 0 && !hasCollateral[$0] }
    let limit = 1000
    let findings = bare.prefix(limit).map { account in
      Finding(
        at: "accounts[\(firstDebt[account])]",
        "account '\(accounts.name(of: account))' has debt and no collateral")
    }
    guard bare.count > limit else { return findings }
    return findings + [
      Finding(at: "accounts", "\(bare.count - limit) more accounts have debt and no collateral")
    ]
  }

  /// Assets that are collateral somewhere without a liquidation threshold.
  func thresholdFindings() -> [Finding] {
    var findings: [Finding] = []
    let width = accounts.assets.count
    var isChecked = Array(repeating: false, count: accounts.venues.count * width)
    for entry in 0..<accounts.entryCount
    where accounts.entrySide[entry] == AccountBook.Side.collateral.rawValue
      && accounts.entryThreshold[entry].isNaN
    {
      let account = accounts.entryAccount[entry]
      let venue = Int(accounts.accountVenue[Int(account)])
      let key = venue * width + Int(accounts.entryAsset[entry])
      guard !isChecked[key] else { continue }
      let asset = accounts.assets[Int(accounts.entryAsset[entry])]
      let id = ProtocolID(accounts.venues[venue])
      guard let lendingProtocol = protocols[id], let reserve = lendingProtocol.reserves[asset]
      else { continue }
      if let eMode = accounts.eModes[account],
        lendingProtocol.eModes[eMode]?.assets.contains(asset) == true
      {
        continue
      }
      isChecked[key] = true
      guard
        reserve.liquidationThreshold == nil, lendingProtocol.defaultLiquidationThreshold == nil
      else { continue }
      findings.append(
        Finding(
          at: "protocols.\(id).reserves.\(asset)",
          "\(asset) is collateral and has no liquidationThreshold;"
            + " give one here, in 'liquidation', or in the account"))
    }
    return findings
  }
}
