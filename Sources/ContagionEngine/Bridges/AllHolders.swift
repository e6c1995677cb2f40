public import ContagionModel

/// The issuer of the locked token makes the lock whole, and all its holders bear that.
///
/// It is as if it issued `d` new tokens for the *d* drained ones: with *S* tokens before,
/// each is worth `S / (S + d)`, at home and on every chain.
public struct AllHolders: BridgeLossRule, Hashable {
  public static let name = "all-holders"
  public static let summary = "Holders at home and on all other chains lose the same share."
  public static let source =
    "LlamaRisk and Aave, rsETH incident report, 20 April 2026, scenario uniform"
  public static let parameters: [RuleParameter] = []

  public init(_ values: RuleValues) {}

  public func losses(of drained: Double, locked: [Double], supply: Double) -> BridgeLosses {
    BridgeLosses(
      homeShare: drained > 0 ? drained / (supply + drained) : 0, units: locked.map { _ in 0 })
  }
}
