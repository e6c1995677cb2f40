/// One movement of units from one party to another.
///
/// Everything that a run reports is summed from these.
public struct LedgerEntry: Hashable, Sendable {
  /// What a movement is.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The exogenous trader moves a pool with the shock.
    case shockTrade = "shock trade"
    /// The shock destroys assets.
    case destruction
    /// Providers take their share out of a pool.
    case providerExit = "provider exit"
    /// Lenders take their deposits out of a reserve.
    case withdrawal
    /// An arbitrageur moves a pool to the outside price.
    case arbitrage
    /// A redeemer buys a receipt below what it is worth.
    case purchase
    /// A receipt goes back to its issuer, which gives out what stands behind it.
    case redemption
    /// Debt grows by interest: from borrowers to the reserve.
    case interest
    /// A liquidator pays debt back, or its borrower from outside the file.
    case repayment
    /// A liquidator takes collateral.
    case seizure
    /// The protocol's share of the bonus.
    case fee
    /// What is left of collateral sold whole goes back to the borrower.
    case surplus
    /// Seized collateral goes into a pool, or to the outside market.
    case sale
    /// What a pool, or the outside market, pays for it.
    case proceeds
    /// A payer of an insurance programme brings cash into a reserve.
    case payment
    /// A loan without collateral is written off: from borrowers to the reserve,
    /// negative debt.
    case writeOff = "write-off"
  }

  public var kind: Kind
  /// 0 for the shock, then the rounds.
  public var round: Int
  /// The channel of the movement; `nil` for the shock and for repayments.
  public var channel: Channel?
  /// Index into ``Cascade/parties``.
  public var from: Int
  /// Index into ``Cascade/parties``.
  public var to: Int
  /// The account it concerns, as the compiled network counts them, or −1.
  public var account: Int
  /// Index into ``Cascade/assets``.
  public var asset: Int
  public var units: Double
  /// USD per unit at which it was settled.
  public var price: Double
  /// The entry that caused this one, as an index into the ledger, or −1.
  public var cause: Int

  public init(
    kind: Kind, round: Int, channel: Channel? = nil, from: Int, to: Int, account: Int = -1,
    asset: Int, units: Double, price: Double, cause: Int = -1
  ) {
    self.kind = kind
    self.round = round
    self.channel = channel
    self.from = from
    self.to = to
    self.account = account
    self.asset = asset
    self.units = units
    self.price = price
    self.cause = cause
  }

  /// USD moved.
  public var amountUSD: Double { units * price }
}
