public import OrderedCollections

/// How a programme splits the bad debt of one event among its payers.
///
/// Arrays are by insured market. What payers and lenders bear sums to the bad
/// debt settled in every market; friction comes on top and has its own payer.
public struct Settlement: Hashable, Sendable {
  /// What is settled, USD.
  public var grossUSD: [Double]
  /// In the order in which they pay.
  public var payments: [LayerPayment]
  /// Left with the lenders, before any bail-out, USD.
  public var uncoveredUSD: [Double]
  /// The part of ``uncoveredUSD`` that somebody may give, USD; never credited
  /// to the design.
  public var bailoutUSD: [Double]
  public var frictions: [Friction]
  public var assetSales: [AssetSale]
  public var cashCalls: [CashCall]
  /// Days from the event's start to the last payment, a bail-out apart.
  public var delayDays: Double
  /// What the locked capital is worth at payout prices, before it pays, USD.
  public var capitalAtPayoutUSD: Double
  /// Paid out where there was no loss, USD: a parametric trigger's basis risk.
  public var overpaidUSD: Double
  /// Figures of this design alone: `debtOffset`, `payRatio`.
  public var figures: OrderedDictionary<String, Double>
  public var stateAfter: InsuranceState

  public init(
    grossUSD: [Double], payments: [LayerPayment], uncoveredUSD: [Double], bailoutUSD: [Double],
    frictions: [Friction] = [], assetSales: [AssetSale] = [], cashCalls: [CashCall] = [],
    delayDays: Double = 0, capitalAtPayoutUSD: Double = 0, overpaidUSD: Double = 0,
    figures: OrderedDictionary<String, Double> = [:], stateAfter: InsuranceState
  ) {
    self.grossUSD = grossUSD
    self.payments = payments
    self.uncoveredUSD = uncoveredUSD
    self.bailoutUSD = bailoutUSD
    self.frictions = frictions
    self.assetSales = assetSales
    self.cashCalls = cashCalls
    self.delayDays = delayDays
    self.capitalAtPayoutUSD = capitalAtPayoutUSD
    self.overpaidUSD = overpaidUSD
    self.figures = figures
    self.stateAfter = stateAfter
  }

  /// What each payer bears, by market: the payers in the order they pay, the
  /// bail-out and the lenders last.
  public var allocation: OrderedDictionary<InsurancePayer, [Double]> {
    var allocation: OrderedDictionary<InsurancePayer, [Double]> = [:]
    let none = Array(repeating: 0.0, count: grossUSD.count)
    for payment in payments {
      allocation[payment.payer] = zip(allocation[payment.payer] ?? none, payment.paidUSD).map(+)
    }
    if bailoutUSD.contains(where: { $0 > 0 }) {
      allocation[.discretionaryBailout] = bailoutUSD
    }
    allocation[.lenders] = zip(uncoveredUSD, bailoutUSD).map(-)
    return allocation
  }

  /// What paying costs beyond what is paid, USD.
  public var frictionUSD: Double { frictions.reduce(0) { $0 + $1.usd } }

  /// Paid on promises that no locked capital stands behind, USD.
  public var contingentCalledUSD: Double { paid(by: .promised) }

  /// Paid by capital that was locked before the event, USD.
  public var paidByLockedUSD: Double { paid(by: .locked) }

  private func paid(by funding: LayerPayment.Funding) -> Double {
    payments.reduce(0) { $1.funding == funding ? $0 + $1.totalUSD : $0 }
  }
}
