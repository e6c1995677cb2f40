/// What a holder's money depends on, looked through receipts, markets and loans.
public struct Dependency: Hashable, Sendable {
  /// A layer; the amounts of one layer may count a dollar again that passed
  /// through it twice, and those of different layers are never added.
  public enum Layer: String, Hashable, Sendable, CaseIterable {
    /// A reserve in which money is lent.
    case market
    /// A token that is held, or stands behind a loan.
    case asset
    /// Whoever issued such a token.
    case issuer
    /// A pool whose liquidity is held.
    case pool
    /// A feed that prices what stands behind loans.
    case oracle
    /// Loans of a reserve to borrowers that are not in the file.
    case borrowers = "borrowers outside the file"
  }

  public var layer: Layer
  public var name: String
  public var usd: Double
  /// Of everything that the holder has.
  public var share: Double
  /// What ends here: cash and plain tokens, loans to borrowers outside the file.
  /// The ultimate amounts add up to what the holder has.
  public var ultimateUSD: Double

  public init(layer: Layer, name: String, usd: Double, share: Double, ultimateUSD: Double) {
    self.layer = layer
    self.name = name
    self.usd = usd
    self.share = share
    self.ultimateUSD = ultimateUSD
  }
}
