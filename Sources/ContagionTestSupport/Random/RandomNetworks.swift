public import ContagionModel

/// Small networks drawn from a seed, to compare two implementations on.
///
/// All accounts are healthy at the opening, reserves meet their identity, no
/// route is a tie, and no purchase can empty a pool.
public enum RandomNetworks {
  /// What the networks may contain.
  public struct Options: Hashable, Sendable {
    /// One stable asset is owed everywhere and is no collateral; everything is
    /// sold for it. Then the laws of uniform clearing hold.
    public var sellOnly = false
    /// Pools take no fee.
    public var feeFree = false
    /// No rule has limits in dollars.
    public var scaleFree = false
    /// Protocols keep a part of the bonus in some reserves.
    public var protocolFees = true
    /// Some assets are receipts.
    public var receipts = true
    /// Issuers and reserves may lose assets with the shock.
    public var issuerLosses = true
    /// Depth, deposits, oracles and thresholds may be shocked too.
    public var otherShocks = true
    /// Some pools are linear, exponential or depth tables (without fee).
    public var otherFormulas = true
    /// Some reserves read a feed instead of the market price.
    public var oracles = true
    /// Some accounts have a twin, so that there are ties in health.
    public var twins = true

    public init(
      sellOnly: Bool = false, feeFree: Bool = false, scaleFree: Bool = false,
      protocolFees: Bool = true, receipts: Bool = true, issuerLosses: Bool = true,
      otherShocks: Bool = true, otherFormulas: Bool = true, oracles: Bool = true,
      twins: Bool = true
    ) {
      self.sellOnly = sellOnly
      self.feeFree = feeFree
      self.scaleFree = scaleFree
      self.protocolFees = protocolFees
      self.receipts = receipts
      self.issuerLosses = issuerLosses
      self.otherShocks = otherShocks
      self.otherFormulas = otherFormulas
      self.oracles = oracles
      self.twins = twins
    }
  }

  /// The network of a seed, with the shock to put it through.
  public static func network(
    seed: UInt64, options: Options = Options()
  ) -> (network: Network, shocks: [Shock]) {
    var sketch = RandomSketch(seed: seed, options: options)
    return sketch.finished()
  }
}
