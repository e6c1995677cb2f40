import ContagionFiles
public import ContagionModel
import OrderedCollections

/// Pools of DefiLlama's yields API with their TVL.
///
/// A pool is a place where a token lies: each becomes a vault that holds its
/// `tvlUsd` in a unit of account named after the pool's symbol and worth 1 USD,
/// with a receipt held by one account, `depositors`. There are no borrowers and
/// no addresses in the file. `--min-usd` leaves out small pools, which counts
/// their rows; pools with a TVL of null are left out and counted.
public struct DefiLlamaYields: NetworkImporter {
  public static let name = "defillama-yields"
  public static let summary = "Pools and their TVL, as vaults of one unit of account a token."
  public static let source = "yields.llama.fi/pools, a real row of 14 September 2026"
  public static let signatures = [Signature.members(["project", "symbol", "tvlUsd", "pool"])]

  public init(_ values: RuleValues) {}

  public func read(
    _ files: [SourceFile], _ options: ImportOptions, into draft: inout BookDraft
  ) throws(ImportError) {
    var total = 0.0
    for file in files {
      let root = try JSONText.root(of: try file.bytes(), in: file.path)
      for node in (root["data"] ?? root).elements ?? [] {
        draft.readRow()
        let path = file.path
        guard let chain = draft.text(node, "chain", in: path),
          let project = draft.text(node, "project", in: path),
          let symbol = draft.text(node, "symbol", in: path),
          let pool = draft.text(node, "pool", in: path)
        else { continue }
        if node["tvlUsd"]?.isNull == true {
          draft.drop("no TVL")
          continue
        }
        guard let value = draft.number(node, "tvlUsd", in: path) else { continue }
        guard value > 0, value >= options.minimumUSD else {
          draft.drop("pool below \(Wording.number(max(options.minimumUSD, 0))) USD")
          continue
        }
        let name = "\(project)/\(symbol)/\(chain)/\(pool.prefix(8))"
        let id = IssuerID(name)
        guard draft.issuers[id] == nil else {
          draft.fault(node.place(in: path), "pool '\(pool)' is here twice")
          continue
        }
        total += value
        let asset = draft.asset("USD of \(symbol)")
        draft.assets[asset]?.priceUSD = 1
        if node["stablecoin"]?.truth == true {
          draft.assets[asset]?.kind = .stable
          draft.assets[asset]?.peg = 1
        }
        let receipt = draft.asset("share of \(name)")
        draft.assets[receipt]?.kind = .receipt
        draft.assets[receipt]?.issuer = .issuer(id)
        draft.issuers[id] = Issuer(
          kind: .vault, supply: value, holdings: [Holding(asset, value)], chain: chain)
        draft.add(
          Array("depositors".utf8), at: name, .deposit, receipt, units: value,
          place: node.place(in: path))
      }
    }
    draft.checks.append(.init(measure: "TVL", unit: "USD", read: total, stated: nil))
  }
}
