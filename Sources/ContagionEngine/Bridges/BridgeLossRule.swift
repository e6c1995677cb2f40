public import ContagionModel

/// Who bears what is drained from the lock of a bridge.
///
/// To add one: a file in `Bridges`, a line in the catalog below, a test.
public protocol BridgeLossRule: Rule {
  /// How a drain is shared out.
  ///
  /// - Parameters:
  ///   - drained: Units taken from the lock, 0 ... their sum.
  ///   - locked: Units locked for each chain, 0 or more, in the order of the file.
  ///   - supply: Units of the locked token that there are, the locked ones included; 0 if it
  ///     is nobody's receipt.
  /// - Returns: What is lost.
  func losses(of drained: Double, locked: [Double], supply: Double) -> BridgeLosses
}

/// What a drain takes from whom.
public struct BridgeLosses: Hashable, Sendable {
  /// Share of the assets of the locked token's issuer, 0...1.
  public var homeShare: Double
  /// Units of the lock by chain, at most what is locked for it.
  public var units: [Double]

  public init(homeShare: Double, units: [Double]) {
    self.homeShare = homeShare
    self.units = units
  }
}

extension Catalog where Kind == any BridgeLossRule {
  /// Every rule of sharing a bridge's loss in the package. Add yours here.
  public static let bridgeLosses = Catalog(
    "rule of sharing what is drained from a bridge",
    [
      Entry(BridgedHolders.self) { $0 },
      Entry(AllHolders.self) { $0 },
      Entry(ChainsInOrder.self) { $0 },
    ])
}
