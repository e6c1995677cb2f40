public import ContagionModel

/// The lock is one pot: all bridged tokens lose the same share, `drained / Σ locked`.
///
/// Holders on the home chain lose nothing: nobody steps in.
public struct BridgedHolders: BridgeLossRule, Hashable {
  public static let name = "bridged-holders"
  public static let summary =
    "Holders on all other chains lose the same share; home keeps its backing."
  public static let source =
    "LlamaRisk and Aave, rsETH incident report, 20 April 2026, scenario L2s only"
  public static let parameters: [RuleParameter] = []

  public init(_ values: RuleValues) {}

  public func losses(of drained: Double, locked: [Double], supply: Double) -> BridgeLosses {
    let total = locked.reduce(0, +)
    return BridgeLosses(
      homeShare: 0, units: locked.map { total > 0 ? min($0, drained * $0 / total) : 0 })
  }
}
