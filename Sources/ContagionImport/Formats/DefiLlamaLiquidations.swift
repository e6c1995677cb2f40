import ContagionFiles
public import ContagionModel
import OrderedCollections

/// Liquidatable positions as DefiLlama's liquidation data lists them.
///
/// A position has `owner`, `collateral` (`chain:address`), `collateralAmount`
/// in token units and `liqPrice`, the USD price of the collateral at which it
/// is called; the debt is not given. With threshold *t* the debt that makes the
/// position be called at `liqPrice` is `collateralAmount · liqPrice · t` USD, and
/// that is what the account owes, in an asset of that name. Decimals and
/// thresholds come from the user. No real export was at hand: this follows
/// DefiLlama's published adapter type.
public struct DefiLlamaLiquidations: NetworkImporter {
  public static let name = "defillama-liquidations"
  public static let summary = "Positions with the price at which each is liquidated."
  public static let source = "DefiLlama-Adapters liquidation type; no real export was at hand"
  public static let signatures = [
    Signature.members(["owner", "liqPrice", "collateral", "collateralAmount"])
  ]

  public init(_ values: RuleValues) {}

  public func read(
    _ files: [SourceFile], _ options: ImportOptions, into draft: inout BookDraft
  ) throws(ImportError) {
    let venue = options.name
    draft.venues[venue] = LendingProtocol(
      kind: .isolated,
      liquidation: RuleChoice("fixed-spread", ["closeFactor": .rule(RuleChoice("plain"))]),
      recognition: .deficit, reserves: [:])
    let debt = draft.asset("USD")
    draft.assets[debt]?.priceUSD = 1
    var missing: OrderedSet<String> = []
    var number = 0
    for file in files {
      let root = try JSONText.root(of: try file.bytes(), in: file.path)
      for node in root.elements ?? root["positions"]?.elements ?? [] {
        draft.readRow()
        number += 1
        let path = file.path
        let place = node.place(in: path)
        guard let owner = draft.text(node, "owner", in: path),
          let key = draft.text(node, "collateral", in: path)
        else { continue }
        let address = key.split(separator: ":").last.map { $0.lowercased() } ?? key
        guard let decimals = options.decimals[key] ?? options.decimals[address] else {
          draft.fault(
            place,
            "decimals of '\(key)' are missing, so 'collateralAmount' cannot be scaled; give them"
              + " with --assets")
          continue
        }
        let asset = draft.asset(key, address: address)
        guard let price = draft.number(node, "liqPrice", in: path),
          let units = draft.number(node, "collateralAmount", decimals: decimals, in: path)
        else { continue }
        guard units > 0, price > 0 else {
          draft.drop("no collateral or no price of liquidation")
          continue
        }
        guard let threshold = options.thresholds[asset.name] ?? options.defaultThreshold else {
          missing.append(asset.name)
          continue
        }
        let account = Array("\(owner)/\(number)".utf8)
        draft.add(account, at: venue, .collateral, asset, units: units, place: place)
        draft.add(account, at: venue, .debt, debt, units: units * price * threshold, place: place)
      }
    }
    guard missing.isEmpty else { throw .noThreshold(Array(missing)) }
  }
}
