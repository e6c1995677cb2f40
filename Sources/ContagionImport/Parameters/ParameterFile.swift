import ContagionFiles

/// Liquidation thresholds and bonuses from snapshots of protocols.
///
/// Recognised by their names: a configuration report of Aave v3 (`reserves`,
/// basis points), a daily snapshot of Aave v3 (`liquidation_threshold`, ratios;
/// Ethereum's list is taken), a Compound v3 `configuration.json` (`liquidateCF`,
/// `liquidationFactor`), a table of Morpho markets (`lltv` by collateral and
/// loan), a table of Venus pools, or a CSV as ``AssetList`` reads.
public enum ParameterFile {
  /// Reads a snapshot into options.
  ///
  /// - Throws: ``ImportError`` with the place of what is wrong.
  public static func read(
    _ file: SourceFile, into options: inout ImportOptions
  ) throws(ImportError) {
    let head = try FileHead(file)
    if head.columns.contains("lltv") { return try readMorpho(file, into: &options) }
    if head.columns.contains("liquidationIncentive") { return try readVenus(file, into: &options) }
    if !head.columns.isEmpty { return try AssetList.read(file, into: &options) }
    let root = try JSONText.root(of: try file.bytes(), in: file.path)
    var draft = BookDraft(options)
    if let assets = root["assets"], root["baseToken"] != nil {
      readCompoundV3(assets, file.path, &draft, into: &options)
    } else if let reserves = root["reserves"], !reserves.members.isEmpty {
      readAave(reserves, file.path, &draft, into: &options)
    } else if let networks = root["networks"], !networks.members.isEmpty {
      readAaveDaily(networks, file.path, &draft, into: &options)
    } else {
      throw .faults(
        [
          .init(
            root.place(in: file.path),
            "no parameters of a known shape; accepted: Aave ('reserves' or 'networks'), Compound v3"
              + " ('baseToken', 'assets'), Morpho ('lltv'), Venus ('liquidationIncentive'), or a CSV"
              + " with asset,liquidationThreshold,bonus")
        ], more: 0)
    }
    guard draft.faults.isEmpty else {
      throw .faults(draft.faults, more: draft.faultCount - draft.faults.count)
    }
  }

  private static func set(
    _ asset: String, _ threshold: Double, _ bonus: Double, _ options: inout ImportOptions
  ) {
    guard threshold > 0 else { return }
    let name = options.assetNames[asset] ?? asset
    options.thresholds[name] = threshold
    options.bonuses[name] = bonus
  }

  private static func readAave(
    _ reserves: JSONNode, _ file: String, _ draft: inout BookDraft,
    into options: inout ImportOptions
  ) {
    for reserve in reserves.members {
      guard let symbol = draft.text(reserve.node, "symbol", in: file),
        let threshold = draft.number(reserve.node, "liquidationThreshold", in: file),
        let bonus = draft.number(reserve.node, "liquidationBonus", in: file)
      else { continue }
      set(symbol, threshold / 10_000, bonus > 10_000 ? (bonus - 10_000) / 10_000 : 0, &options)
    }
  }

  private static func readAaveDaily(
    _ networks: JSONNode, _ file: String, _ draft: inout BookDraft,
    into options: inout ImportOptions
  ) {
    for reserve in networks["ethereum"]?.elements ?? [] {
      guard let symbol = draft.text(reserve, "symbol", in: file),
        let threshold = draft.number(reserve, "liquidation_threshold", in: file),
        let bonus = draft.number(reserve, "liquidation_bonus", in: file)
      else { continue }
      set(symbol, threshold, max(0, bonus), &options)
    }
  }

  /// The bonus is what the protocol takes off the collateral's price:
  /// `1 / liquidationFactor − 1`.
  private static func readCompoundV3(
    _ assets: JSONNode, _ file: String, _ draft: inout BookDraft,
    into options: inout ImportOptions
  ) {
    for asset in assets.members {
      guard let threshold = draft.number(asset.node, "liquidateCF", in: file),
        let factor = draft.number(asset.node, "liquidationFactor", in: file), factor > 0
      else { continue }
      set(asset.name, threshold, 1 / factor - 1, &options)
    }
  }

  /// A market is looked up as `morpho-COLLATERAL-LOAN/COLLATERAL`; the bonus is
  /// `min(0.15, 1 / (0.3·lltv + 0.7) − 1)`.
  ///
  /// Source: Morpho Blue documentation, liquidation incentive factor.
  private static func readMorpho(
    _ file: SourceFile, into options: inout ImportOptions
  ) throws(ImportError) {
    var draft = BookDraft(options)
    try SourceTable.read(file, header: { _ in }) { row throws(ImportError) in
      guard let collateral = row.text("collateral_symbol"), let loan = row.text("loan_symbol"),
        let ratio = draft.number(row.text("lltv"), "lltv", row.place("lltv")), ratio > 0
      else { return }
      let key = "morpho-\(collateral)-\(loan)/\(collateral)"
      options.thresholds[key] = ratio
      options.bonuses[key] = min(0.15, 1 / (0.3 * ratio + 0.7) - 1)
    }
    guard draft.faults.isEmpty else {
      throw .faults(draft.faults, more: draft.faultCount - draft.faults.count)
    }
  }

  private static func readVenus(
    _ file: SourceFile, into options: inout ImportOptions
  ) throws(ImportError) {
    var draft = BookDraft(options)
    try SourceTable.read(file, header: { _ in }) { row throws(ImportError) in
      guard let asset = row.text("asset"), let pool = row.text("pool"),
        let threshold = draft.number(
          row.text("liquidationThreshold"), "liquidationThreshold",
          row.place("liquidationThreshold")),
        let incentive = draft.number(
          row.text("liquidationIncentive"), "liquidationIncentive",
          row.place("liquidationIncentive"))
      else { return }
      for key in [asset, "venus-\(pool)/\(asset)"] {
        options.thresholds[key] = threshold
        options.bonuses[key] = incentive - 1
      }
    }
    guard draft.faults.isEmpty else {
      throw .faults(draft.faults, more: draft.faultCount - draft.faults.count)
    }
  }
}
