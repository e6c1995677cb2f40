public import ContagionModel

/// When liquidity providers take their share out of a pool, in a timed run.
///
/// Asked once a step, after its rounds are quiet; not in the moment of the shock.
///
/// To add one: a file in `Behaviour/Providers`, a line in the catalog below, a test.
public protocol ProviderBehaviour: Rule {
  /// The share of what is still in the pool that leaves in this step.
  ///
  /// - Parameter fall: By how much the price of either of the pool's assets in the
  ///   other has fallen since the opening, 0...1; of both, the larger.
  /// - Returns: 0...1.
  func leaving(afterFall fall: Double) -> Double
}

extension Catalog where Kind == any ProviderBehaviour {
  /// Every behaviour of liquidity providers in the package. Add yours here.
  public static let providerBehaviours = Catalog(
    "provider behaviour",
    [
      Entry(LeaveOnLoss.self) { $0 }
    ])
}
