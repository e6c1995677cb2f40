/// What one event leaves behind, before any insurance.
public struct LossEvent: Hashable, Sendable {
  public var id: String
  /// Bad debt booked by market, USD, at least 0.
  public var realizedUSD: [Double]
  /// Bad debt that is hidden in open accounts; empty if there is none.
  public var latentUSD: [Double]
  /// Price at payout as a share of the price before the event; 1 if absent.
  public var priceFactors: [AssetID: Double]
  /// Debt that was liquidated or went bad, USD; `nil` if nobody says.
  public var liquidatedDebtUSD: Double?
  /// What borrowers have left above their debt, USD; `nil` if nobody says.
  public var borrowerEquityUSD: Double?

  public init(
    _ id: String, realizedUSD: [Double], latentUSD: [Double] = [],
    priceFactors: [AssetID: Double] = [:], liquidatedDebtUSD: Double? = nil,
    borrowerEquityUSD: Double? = nil
  ) {
    self.id = id
    self.realizedUSD = realizedUSD
    self.latentUSD = latentUSD
    self.priceFactors = priceFactors
    self.liquidatedDebtUSD = liquidatedDebtUSD
    self.borrowerEquityUSD = borrowerEquityUSD
  }

  /// Price at payout as a share of the price before; 1 for cash.
  public func priceFactor(of asset: AssetID?) -> Double {
    asset.flatMap { priceFactors[$0] } ?? 1
  }

  /// What a programme settles, by market.
  public func badDebtUSD(_ basis: InsuranceProgramme.Basis) -> [Double] {
    guard basis == .realizedAndLatent, !latentUSD.isEmpty else { return realizedUSD }
    return zip(realizedUSD, latentUSD).map(+)
  }
}

extension LossEvent {
  /// What borrowers have left; what remains of a difference of large sums is none.
  package static func equityUSD(_ equity: Double, of opening: Double) -> Double {
    equity > 1e-9 * opening ? equity : 0
  }
}
