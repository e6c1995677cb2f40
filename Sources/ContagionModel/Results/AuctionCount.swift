/// What became of the lots that one protocol put up for auction.
public struct AuctionCount: Hashable, Sendable {
  public var lendingProtocol: ProtocolID
  /// The mechanism, as files name it.
  public var mechanism: String
  public var started: Int
  /// Lots that have gone.
  public var ended: Int
  /// Those of them that went to somebody who paid nothing.
  public var forNothing: Int
  /// Debt of lots that went for nothing, USD at the oracle.
  public var debtForNothingUSD: Double
  /// Collateral of lots that went for nothing, USD at the market.
  public var collateralForNothingUSD: Double

  public init(
    lendingProtocol: ProtocolID, mechanism: String, started: Int, ended: Int, forNothing: Int,
    debtForNothingUSD: Double, collateralForNothingUSD: Double
  ) {
    self.lendingProtocol = lendingProtocol
    self.mechanism = mechanism
    self.started = started
    self.ended = ended
    self.forNothing = forNothing
    self.debtForNothingUSD = debtForNothingUSD
    self.collateralForNothingUSD = collateralForNothingUSD
  }

  /// Lots still under auction at the end.
  public var open: Int { started - ended }

  /// `English auction: 12 lots, 3 for nothing`.
  public var words: String {
    let name = mechanism.replacing("-", with: " ")
    let lots = "\(started) lot\(started == 1 ? "" : "s")"
    return name.prefix(1).uppercased() + name.dropFirst() + ": \(lots)"
      + (forNothing > 0 ? ", \(forNothing) for nothing" : "") + (open > 0 ? ", \(open) unsold" : "")
  }
}
