/// Tokens of one chain locked for tokens that are issued on others.
///
/// Each chain's token is the receipt of an ``Issuer`` of kind `bridge`, which holds its part
/// of the lock. What is drained from the lock is borne as ``allocation`` says.
public struct Bridge: Hashable, Sendable {
  /// The token that is locked, on its home chain.
  public var locks: AssetID
  /// The issuers of the bridged tokens, one for each chain.
  public var issuers: [IssuerID]
  /// Seconds that locked tokens take to come back; `nil` if the bridge works one way.
  public var delay: Double?
  /// Who bears what is drained, from the catalog of bridge losses.
  public var allocation: RuleChoice

  public init(locks: AssetID, issuers: [IssuerID], allocation: RuleChoice, delay: Double? = nil) {
    self.locks = locks
    self.issuers = issuers
    self.allocation = allocation
    self.delay = delay
  }
}
