import ContagionModel
import OrderedCollections

extension NetworkCompiler {
  /// Whether a protocol is what a stability pool closes accounts of: one collateral and
  /// one debt, apart.
  mutating func checkShape(
    of lendingProtocol: LendingProtocol, _ id: ProtocolID, for rule: StabilityPoolRule
  ) {
    let path = "protocols.\(id)"
    let words = "rule '\(StabilityPoolRule.name)'"
    if lendingProtocol.kind == .pooled {
      fail("\(path).kind", "\(words) keeps collateral apart; kind 'cdp' or 'isolated' does")
    }
    let reserves = lendingProtocol.reserves
    let collateral = reserves.filter { ($0.value.liquidationThreshold ?? 0) > 0 }.keys
    guard reserves.count == 2, collateral.count == 1, let held = collateral.first,
      let owed = reserves.keys.first(where: { $0 != held })
    else {
      let found = reserves.map { asset, reserve in
        "\(asset)\((reserve.liquidationThreshold ?? 0) > 0 ? " with" : " without")"
      }.joined(separator: ", ")
      fail(
        "\(path).reserves",
        "\(words) takes two reserves, the collateral with a 'liquidationThreshold' and the debt"
          + " without; found \(found.isEmpty ? "none" : found)")
      return
    }
    let least = 1 / (reserves[held]?.liquidationThreshold ?? 1)
    if rule.criticalRatio < least {
      fail(
        "\(path).liquidation.criticalRatio",
        "\(Wording.number(rule.criticalRatio)) is below the minimum ratio, 1 over the"
          + " liquidationThreshold of \(held): \(Wording.number(least))")
    }
    checkEntries(of: id, held, owed, words)
  }

  /// Whether accounts hold the collateral and owe the debt, and nothing else.
  private mutating func checkEntries(
    of id: ProtocolID, _ held: AssetID, _ owed: AssetID, _ words: String
  ) {
    let book = network.accounts
    for entry in 0..<book.entryCount {
      let venue = Int(book.accountVenue[Int(book.entryAccount[entry])])
      guard book.venues[venue] == id.name else { continue }
      let asset = book.assets[Int(book.entryAsset[entry])]
      let isOwed = book.entrySide[entry] == AccountBook.Side.debt.rawValue
      guard isOwed || book.entrySide[entry] == AccountBook.Side.collateral.rawValue,
        asset != (isOwed ? owed : held)
      else { continue }
      return fail(
        "accounts[\(entry)]",
        "\(words) takes \(held) as collateral and \(owed) as debt; found \(asset) as"
          + " \(isOwed ? "debt" : "collateral")")
    }
  }
}
