public import ContagionModel

/// The loss falls on one chain until nothing backs its token, then on the next.
///
/// Chains come in the order in which the bridge lists its issuers: locks apart, of which
/// the first was emptied first.
public struct ChainsInOrder: BridgeLossRule, Hashable {
  public static let name = "chains-in-order"
  public static let summary =
    "One chain after the other loses all its backing, in the order of the file."
  public static let source = "model.md §1, bridges; locks kept apart by chain"
  public static let parameters: [RuleParameter] = []

  public init(_ values: RuleValues) {}

  public func losses(of drained: Double, locked: [Double], supply: Double) -> BridgeLosses {
    var left = drained
    return BridgeLosses(
      homeShare: 0,
      units: locked.map { units in
        let lost = min(units, left)
        left -= lost
        return lost
      })
  }
}
