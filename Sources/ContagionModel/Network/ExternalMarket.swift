/// The outside market of a base or stable asset.
public struct ExternalMarket: Hashable, Sendable {
  /// USD per unit.
  public var price: Double
  /// How the outside price gives way to flow, from the catalog of price
  /// impacts; `nil` if it does not.
  public var depth: RuleChoice?

  public init(price: Double, depth: RuleChoice? = nil) {
    self.price = price
    self.depth = depth
  }
}
