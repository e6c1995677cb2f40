/// What a protocol believes the price of an asset is.
public struct OracleFeed: Hashable, Sendable {
  /// Which price a feed looks at.
  public enum Source: String, Hashable, Sendable, CaseIterable {
    /// The market pool where there is one, else the outside price, else NAV.
    case market
    /// The outside price.
    case external
    /// Assets of the issuer per share.
    case nav
  }

  public var asset: AssetID
  /// The reporting rule, from the catalog of oracles.
  public var rule: RuleChoice
  public var source: Source

  public init(asset: AssetID, rule: RuleChoice, source: Source = .market) {
    self.asset = asset
    self.rule = rule
    self.source = source
  }
}
