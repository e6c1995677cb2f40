/// What an account has and owes before any shock.
public struct AccountStanding: Hashable, Sendable {
  /// By what accounts are ranked.
  public enum Measure: String, Hashable, Sendable, CaseIterable {
    case debt, collateral
  }

  public var account: String
  public var lendingProtocol: ProtocolID
  /// At economic prices.
  public var collateralUSD: Double
  public var debtUSD: Double
  /// Weighted collateral over debt at the protocol's oracles; infinite without debt.
  public var health: Double
  /// Its part of all collateral or debt of the protocol, by which it is ranked.
  public var share: Double

  public init(
    account: String, lendingProtocol: ProtocolID, collateralUSD: Double, debtUSD: Double,
    health: Double, share: Double
  ) {
    self.account = account
    self.lendingProtocol = lendingProtocol
    self.collateralUSD = collateralUSD
    self.debtUSD = debtUSD
    self.health = health
    self.share = share
  }
}
