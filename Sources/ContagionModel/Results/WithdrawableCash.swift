/// What a lender could take out of a reserve now, if it were the first to ask.
public struct WithdrawableCash: Hashable, Sendable {
  public var reserve: ReserveID
  public var chain: String?
  /// A named lender, an issuer, or all lenders together.
  public var holder: String
  public var claimUSD: Double
  /// What lies in the reserve.
  public var cashUSD: Double

  public init(
    reserve: ReserveID, chain: String?, holder: String, claimUSD: Double, cashUSD: Double
  ) {
    self.reserve = reserve
    self.chain = chain
    self.holder = holder
    self.claimUSD = claimUSD
    self.cashUSD = cashUSD
  }

  /// min(cash, claim).
  public var nowUSD: Double { min(max(0, cashUSD), claimUSD) }
}
