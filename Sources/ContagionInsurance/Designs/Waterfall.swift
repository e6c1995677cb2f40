public import ContagionModel
public import OrderedCollections

/// One event on its way through the layers of a programme.
///
/// A layer's payment is split over the markets it covers in proportion to what
/// is still unpaid there.
public struct Waterfall: Sendable {
  /// One cover and the markets it protects.
  public struct Silo: Sendable {
    public let id: InsuredID
    public let markets: [Int]
    public let asset: AssetID?
    let amounts: [String: Double]

    /// An amount of the cover, 0 if it gives none, USD.
    public func amount(_ name: String) -> Double { amounts[name] ?? 0 }
  }

  public let programme: InsuranceProgramme
  public let event: LossEvent
  public let markets: [InsuredMarket]
  public let silos: [Silo]
  /// What the event brought, by market, USD.
  public let grossUSD: [Double]
  /// What nobody has paid yet, by market, USD.
  public private(set) var remainingUSD: [Double]
  public private(set) var payments: [LayerPayment] = []
  public private(set) var state: InsuranceState
  private var frictions: [Friction] = []
  private var assetSales: [AssetSale] = []
  private var cashCalls: [CashCall] = []
  private var overpaidUSD = 0.0
  /// Figures of the design alone.
  public var figures: OrderedDictionary<String, Double> = [:]
  /// Days that the design itself takes.
  public var delayDays = 0.0

  init(
    _ event: LossEvent, _ programme: InsuranceProgramme, _ markets: [InsuredMarket],
    _ silos: [Silo], _ state: InsuranceState
  ) {
    self.programme = programme
    self.event = event
    self.markets = markets
    self.silos = silos
    self.state = state
    grossUSD = event.badDebtUSD(programme.settles)
    remainingUSD = grossUSD
  }

  /// All markets.
  public var allMarkets: [Int] { Array(markets.indices) }

  /// What is still unpaid in some markets, USD.
  public func remaining(in markets: [Int]) -> Double {
    markets.reduce(0) { $0 + remainingUSD[$1] }
  }

  /// What a stock has left before the event's prices, USD.
  public func left(of stockUSD: Double, as key: String) -> Double {
    max(0, stockUSD - (state.usedUSD[key] ?? 0))
  }

  /// Takes from a stock, in USD before the event.
  public mutating func use(_ usd: Double, of key: String) { state.usedUSD[key, default: 0] += usd }

  /// Adds to what a layer has been asked for this year, USD.
  public mutating func occur(_ usd: Double, as key: String) {
    state.occurredUSD[key, default: 0] += usd
  }

  /// Pays up to a capacity, and returns what it paid, USD.
  ///
  /// `wantedUSD` is the most it is asked for, all that remains if `nil`; `members` is
  /// what each market has in a layer that markets fill.
  @discardableResult
  public mutating func pay(
    _ name: String, by payer: InsurancePayer, _ funding: LayerPayment.Funding,
    isOwnCommunity: Bool, capacityUSD: Double, wantedUSD: Double? = nil, silo: InsuredID? = nil,
    markets covered: [Int], members: [Double] = []
  ) -> Double {
    let open = remaining(in: covered)
    let total = max(0, min(capacityUSD, wantedUSD ?? open, open))
    var paid = Array(repeating: 0.0, count: markets.count)
    if total > 0 {
      for market in covered {
        paid[market] = total == open ? remainingUSD[market] : total * remainingUSD[market] / open
        remainingUSD[market] = max(0, remainingUSD[market] - paid[market])
      }
    }
    let fund = members.reduce(0, +)
    payments.append(
      LayerPayment(
        name, silo: silo, payer: payer, funding: funding, isOwnCommunity: isOwnCommunity,
        capacityUSD: capacityUSD.isFinite ? capacityUSD : nil, paidUSD: paid,
        contributedUSD: fund > 0 ? members.map { total * $0 / fund } : []))
    return total
  }

  /// Notes a cost of paying.
  public mutating func addFriction(_ usd: Double, paidBy payer: InsurancePayer) {
    if usd > 0 { frictions.append(Friction(payer: payer, usd: usd)) }
  }

  /// Notes a sale.
  public mutating func addSale(_ sale: AssetSale) {
    if sale.valueUSD > 0 { assetSales.append(sale) }
  }

  /// Notes a call on a member.
  public mutating func addCall(_ call: CashCall) {
    if call.usd > 0 { cashCalls.append(call) }
  }

  /// Notes that the last payment was above the loss.
  public mutating func addOverpayment(_ usd: Double) {
    guard usd > 0, let last = payments.indices.last else { return }
    payments[last].overpaidUSD += usd
    overpaidUSD += usd
  }

  /// The settlement once all layers have paid; a bail-out relieves lenders last.
  func settlement(capitalUSD: Double) -> Settlement {
    let uncovered = remainingUSD.reduce(0, +)
    let given = min(programme.bailout?.usd ?? 0, uncovered)
    let bailout = remainingUSD.map { uncovered > 0 ? given * $0 / uncovered : 0 }
    return Settlement(
      grossUSD: grossUSD, payments: payments, uncoveredUSD: remainingUSD, bailoutUSD: bailout,
      frictions: frictions, assetSales: assetSales, cashCalls: cashCalls,
      delayDays: programme.recognitionDay + delayDays,
      capitalAtPayoutUSD: capitalUSD, overpaidUSD: overpaidUSD, figures: figures,
      stateAfter: state)
  }
}
