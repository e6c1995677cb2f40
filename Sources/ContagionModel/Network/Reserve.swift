/// One asset listed by one protocol.
///
/// Checked when a network is compiled, in units of the asset:
/// `cash + loans = claims + protocolReserves − deficit`, where claims are
/// `deposits`, and in a pooled protocol the accounts' collateral too.
public struct Reserve: Hashable, Sendable {
  /// Debt that may be opened per unit of collateral value, 0...1.
  public var loanToValue: Double?
  /// Share of the collateral value that counts for health, 0...1.
  public var liquidationThreshold: Double?
  /// What a liquidator gets beyond the repaid value, as a share of it.
  public var bonus: Double?
  /// Share of the bonus that the protocol keeps, 0...1.
  public var protocolFee: Double?
  /// The feed that prices the asset here; `nil` reads the market price.
  public var oracle: OracleID?
  /// Claims of lenders other than account collateral.
  public var deposits: Double?
  /// Units that can leave now.
  public var cash: Double?
  /// All loans, those to borrowers outside the file included.
  public var loans: Double?
  /// The protocol's own share.
  public var protocolReserves: Double
  /// Claims not covered by assets at the opening.
  public var deficit: Double
  /// What borrowers pay a year, from the catalog of interest rates; `nil` is
  /// nothing. It runs in timed mode only: an instant run takes no time.
  public var rate: RuleChoice?
  /// Share of the interest that the protocol keeps, 0...1; lenders get the rest.
  public var reserveFactor: Double?
  /// When its lenders leave in a timed run, from the catalog of lenders; `nil` is as
  /// those of all reserves do.
  public var lenders: RuleChoice?
  /// What sets its liquidation threshold in a timed run, from the catalog of margin
  /// engines.
  public var margin: RuleChoice?

  public init(
    loanToValue: Double? = nil, liquidationThreshold: Double? = nil, bonus: Double? = nil,
    protocolFee: Double? = nil, oracle: OracleID? = nil, deposits: Double? = nil,
    cash: Double? = nil, loans: Double? = nil, protocolReserves: Double = 0, deficit: Double = 0,
    rate: RuleChoice? = nil, reserveFactor: Double? = nil, lenders: RuleChoice? = nil,
    margin: RuleChoice? = nil
  ) {
    self.loanToValue = loanToValue
    self.liquidationThreshold = liquidationThreshold
    self.bonus = bonus
    self.protocolFee = protocolFee
    self.oracle = oracle
    self.deposits = deposits
    self.cash = cash
    self.loans = loans
    self.protocolReserves = protocolReserves
    self.deficit = deficit
    self.rate = rate
    self.reserveFactor = reserveFactor
    self.lenders = lenders
    self.margin = margin
  }
}
