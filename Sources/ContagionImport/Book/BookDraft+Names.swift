import ContagionModel
import OrderedCollections

extension BookDraft {
  /// Native coins whose wrapped form has a W in front and the same price.
  private static let wrapped: Set<String> = [
    "ETH", "BTC", "BNB", "MATIC", "POL", "AVAX", "FTM", "XDAI", "SOL", "CELO", "S",
  ]

  /// What two names of one asset have in common: `WETH`, `weth` and `ETH` have.
  static func stem(_ name: String) -> String {
    let upper = name.uppercased()
    guard upper.hasPrefix("W"), wrapped.contains(String(upper.dropFirst())) else { return upper }
    return String(upper.dropFirst())
  }

  /// Refuses assets that the network seems to have under another name, and that
  /// the options say nothing about.
  ///
  /// - Throws: ``ImportError/names(_:proposal:)`` with a file of the names.
  func checkNames() throws(ImportError) {
    let known = Set(options.knownAssets)
    let stems = Dictionary(
      options.knownAssets.map { (Self.stem($0.name), $0) }, uniquingKeysWith: { first, _ in first })
    var pairs: [(source: AssetID, name: AssetID)] = []
    let isUsed = Set(book.assets)
    for (id, facts) in assets
    where facts.issuer == nil && (id != numeraire || isUsed.contains(id)) && !known.contains(id)
      && options.assetNames[id.name] == nil
    {
      if let name = stems[Self.stem(id.name)] { pairs.append((id, name)) }
    }
    guard !pairs.isEmpty else { return }
    throw .names(
      pairs.map { "'\($0.source)' may be what the network calls '\($0.name)'" },
      proposal: "source,name\n" + pairs.map { "\($0.source),\($0.name)\n" }.joined())
  }
}
