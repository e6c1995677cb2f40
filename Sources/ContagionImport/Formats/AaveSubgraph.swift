import ContagionFiles
public import ContagionModel
import OrderedCollections

/// User reserves of the Aave v2 or v3 subgraph.
///
/// Balances are integers in token units, thresholds basis points, indices ray.
/// A balance is `currentATokenBalance` (`currentTotalDebt`, or variable and
/// stable debt) where it is given, else `scaledATokenBalance · liquidityIndex /
/// 10^27` (`scaledVariableDebt · variableBorrowIndex / 10^27`).
/// `price.priceInEth` is wei of ETH, as in v2; v3 markets keep USD with 8
/// decimals in the same field, which a query says by asking for `baseCurrency:
/// "USD"` beside it. A price in `--price` wins over both. No real export was at
/// hand: this follows the published schema, and its sample is written by hand.
public struct AaveSubgraph: NetworkImporter {
  public static let name = "aave-subgraph"
  public static let summary = "User reserves of the Aave v2 and v3 subgraphs."
  public static let source = "Aave protocol-subgraphs schema; no real export was at hand"
  public static let signatures = [
    Signature.members(["userReserves", "usageAsCollateralEnabledOnUser"])
  ]

  static let venue = "aave"

  public init(_ values: RuleValues) {}

  public func read(
    _ files: [SourceFile], _ options: ImportOptions, into draft: inout BookDraft
  ) throws(ImportError) {
    draft.venues[Self.venue] = LendingProtocol(
      kind: .pooled,
      liquidation: RuleChoice("fixed-spread", ["closeFactor": .rule(RuleChoice("aave-v3"))]),
      recognition: .deficit, reserves: [:])
    for file in files {
      let root = try JSONText.root(of: try file.bytes(), in: file.path)
      for row in (root["data"] ?? root)["userReserves"]?.elements ?? [] {
        draft.readRow()
        add(row, file.path, &draft)
      }
    }
  }

  private func add(_ row: JSONNode, _ file: String, _ draft: inout BookDraft) {
    guard let reserve = row["reserve"], let user = row["user"]?["id"]?.spelling else {
      return draft.fault(row.place(in: file), "a user reserve needs 'user.id' and 'reserve'")
    }
    guard let symbol = draft.text(reserve, "symbol", in: file),
      let decimals = draft.decimals(reserve, in: file),
      let threshold = draft.number(reserve, "reserveLiquidationThreshold", decimals: 4, in: file),
      let bonus = draft.number(
        reserve, "reserveLiquidationBonus", decimals: 4, in: file, optional: true)
    else { return }
    let asset = draft.asset(
      symbol, address: reserve["underlyingAsset"]?.spelling ?? reserve["id"]?.spelling)
    if draft.venues[Self.venue]?.reserves[asset] == nil {
      draft.venues[Self.venue]?.reserves[asset] = Reserve(
        liquidationThreshold: threshold, bonus: bonus > 1 ? bonus - 1 : nil)
    }
    if let price = reserve["price"], let usd = price["priceInUsd"] ?? price["priceInUSD"],
      !usd.isNull
    {
      let value = draft.number(usd.spelling, "price", usd.place(in: file))
      draft.assets[asset]?.priceUSD = value
    } else if let price = reserve["price"], price["priceInEth"]?.isNull == false {
      let isUSD = price["baseCurrency"]?.spelling == "USD"
      let value = draft.number(price, "priceInEth", decimals: isUSD ? 8 : 18, in: file)
      if isUSD {
        draft.assets[asset]?.priceUSD = value
      } else {
        if draft.numeraire == nil { draft.numeraire = draft.asset("ETH") }
        draft.assets[asset]?.value = value
      }
    }
    let debts =
      row["currentTotalDebt"] == nil
      ? ["currentVariableDebt", "currentStableDebt"] : ["currentTotalDebt"]
    guard
      let supplied = balance(
        row, ["currentATokenBalance"], scaled: ("scaledATokenBalance", "liquidityIndex"), decimals,
        reserve, file,
        &draft),
      let owed = balance(
        row, debts, scaled: ("scaledVariableDebt", "variableBorrowIndex"), decimals, reserve, file,
        &draft)
    else { return }
    guard supplied != 0 || owed != 0 else { return draft.drop("neither a balance nor a debt") }
    let isCollateral = row["usageAsCollateralEnabledOnUser"]?.truth == true && threshold > 0
    let place = row.place(in: file)
    for (side, units) in [
      (isCollateral ? AccountBook.Side.collateral : .deposit, supplied), (.debt, owed),
    ] where units != 0 {
      draft.add(Array(user.utf8), at: Self.venue, side, asset, units: units, place: place)
    }
  }

  /// A balance as it is now, or the scaled one times its index.
  private func balance(
    _ row: JSONNode, _ current: [String], scaled: (balance: String, index: String),
    _ decimals: Int, _ reserve: JSONNode, _ file: String, _ draft: inout BookDraft
  ) -> Double? {
    if current.contains(where: { row[$0]?.isNull == false }) {
      var sum = 0.0
      for name in current {
        guard let units = draft.number(row, name, decimals: decimals, in: file, optional: true)
        else { return nil }
        sum += units
      }
      return sum
    }
    guard let units = draft.number(row, scaled.balance, decimals: decimals, in: file),
      let index = draft.number(reserve, scaled.index, decimals: 27, in: file)
    else { return nil }
    return units * index
  }
}
