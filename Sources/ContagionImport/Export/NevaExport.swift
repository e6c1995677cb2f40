public import ContagionModel
public import Foundation
import OrderedCollections

/// Claims between protocols, issuers and pools as neva's list of exposures.
///
/// Who holds a receipt lends to whoever issued it, and who deposits in a reserve
/// to its protocol; `amount` is in USD. Plain tokens are no claims and do not
/// appear. Claims of one on itself are left out.
///
/// Source: neva, `exposures_list.csv` with columns lender, borrower, amount.
public struct NevaExport: NetworkExporter {
  public static let name = "neva"
  public static let summary =
    "Claims between protocols, issuers and pools as lender, borrower, amount."
  public static let source = "neva, exposures_list.csv (lender, borrower, amount)"

  public init() {}

  public func file(of graph: NetworkGraph) throws -> Data {
    var issuer: [Int: String] = [:]
    for edge in graph.edges where edge.kind == .claim {
      issuer[edge.source] = holder(edge.target, in: graph)
    }
    var claims: OrderedDictionary<[String], Double> = [:]
    for edge in graph.edges {
      let borrower: String? =
        switch edge.kind {
        case .allocation: holder(edge.target, in: graph)
        case .holding, .liquidity, .listing: issuer[edge.target]
        case .claim, .collateral, .loans: nil
        }
      let lender = holder(edge.source, in: graph)
      guard let borrower, lender != borrower else { continue }
      claims[[lender, borrower], default: 0] += edge.usd
    }
    let lines = claims.map { "\(quoted($0.key[0])),\(quoted($0.key[1])),\($0.value)\n" }
    return Data(("lender,borrower,amount\n" + lines.joined()).utf8)
  }

  /// A node's name; of a reserve that of its protocol.
  private func holder(_ node: Int, in graph: NetworkGraph) -> String {
    let found = graph.nodes[node]
    guard found.kind == .reserve else { return found.name }
    return String(found.name.prefix { $0 != "/" })
  }

  private func quoted(_ text: String) -> String {
    guard text.utf8.contains(where: { ",\"\r\n".utf8.contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
