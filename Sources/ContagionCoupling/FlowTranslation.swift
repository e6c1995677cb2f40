import ContagionEngine
import ContagionModel
import OrderedCollections

/// What a settlement makes its payers do in the network.
///
/// - A payer whose cover is held in another asset than the market lends sells it
///   along the network's routes; cover in the market's own receipt is burnt; cash
///   is paid in.
/// - A token that a design mints or slashes is sold for the asset it must pay.
/// - A call on a member, and capital that is deposited in a market, leave that
///   market as withdrawals.
/// - What lenders keep, what is dealt out to other borrowers and what was prevented
///   moves nothing.
///
/// A reserve whose asset has fallen since its loss was booked gets the part of the units
/// it lost that is paid for, not all units that the money buys now.
struct FlowTranslation {
  private(set) var flows: [InjectedFlow] = []
  /// What could not be sold, and why.
  private(set) var unsold: [String] = []
  private let programme: InsuranceProgramme
  private let markets: [InsuredMarket]
  private let session: CascadeSession
  /// Units that were lost, by market.
  private let lostUnits: [Double]

  init(
    _ programme: InsuranceProgramme, _ markets: [InsuredMarket], _ session: CascadeSession,
    lostUnits: [Double]
  ) {
    self.programme = programme
    self.markets = markets
    self.session = session
    self.lostUnits = lostUnits
  }

  mutating func add(_ settlement: Settlement) {
    for payment in settlement.payments where payment.totalUSD > 0 {
      guard ![.lenders, .borrowers, .nobody].contains(payment.payer) else { continue }
      for (asset, share) in backing(of: payment) {
        add(payment, share, heldIn: asset, of: settlement.grossUSD)
      }
    }
    for sale in settlement.assetSales {
      guard let wanted = largestReserve(settlement, in: sale.silo)?.asset else { continue }
      sell(sale.asset, usd: sale.valueUSD, by: sale.payer, for: wanted)
    }
    let sellsToken = programme.silos.values.contains { ($0.amounts["depth"] ?? 0) > 0 }
    if programme.token == nil, sellsToken, settlement.frictionUSD > 0 {
      unsold.append(
        "its own token is no asset of this network: the slippage is friction, and no price here"
          + " moves")
    }
    for call in settlement.cashCalls { withdraw(call.usd, from: call.member) }
    let fromPool = settlement.payments.reduce(0) { sum, payment in
      payment.funding == .locked && payment.silo.flatMap { programme.silos[$0]?.asset } == nil
        ? sum + payment.totalUSD : sum
    }
    let pool = programme.capital.reduce(0) { $0 + $1.usd }
    for holding in programme.capital {
      if let market = holding.market, pool > 0 {
        withdraw(fromPool * holding.usd / pool, from: market)
      }
    }
  }

  /// What a payment's cover is held in, by share; `nil` is cash.
  private func backing(of payment: LayerPayment) -> [(asset: AssetID?, share: Double)] {
    guard payment.funding == .locked else { return [(nil, 1)] }
    if let silo = payment.silo, let asset = programme.silos[silo]?.asset { return [(asset, 1)] }
    if let layer = programme.layers.first(where: { $0.name == payment.name }) {
      return [(layer.asset, 1)]
    }
    let pool = programme.capital.reduce(0) { $0 + $1.usd }
    guard pool > 0 else { return [(nil, 1)] }
    return programme.capital.map { ($0.asset, $0.usd / pool) }
  }

  private mutating func add(
    _ payment: LayerPayment, _ share: Double, heldIn asset: AssetID?, of grossUSD: [Double]
  ) {
    for (row, usd) in payment.paidUSD.enumerated() where usd > 0 {
      guard let reserve = ReserveID(markets[row].id.name) else { continue }
      let price = session.marketPrice(of: reserve.asset)
      let owed = share * usd / grossUSD[row] * lostUnits[row]
      let units = price > 0 ? min(share * usd / price, owed) : owed
      if let asset, session.isReceipt(asset, of: reserve) {
        flows.append(.burn(reserve: reserve, units: units))
        continue
      }
      if let asset, asset != reserve.asset {
        sell(asset, usd: share * usd, by: payment.payer, for: reserve.asset)
      }
      flows.append(.payment(payer: payment.payer.rawValue, reserve: reserve, units: units))
    }
  }

  private mutating func sell(
    _ asset: AssetID, usd: Double, by payer: InsurancePayer, for wanted: AssetID
  ) {
    let price = session.marketPrice(of: asset)
    guard price > 0 else {
      unsold.append("\(asset) of \(payer.rawValue): nobody pays for it any more")
      return
    }
    let flow = InjectedFlow.sale(
      payer: payer.rawValue, asset: asset, units: usd / price, for: wanted)
    if let finding = session.findings(of: [flow]).first {
      unsold.append("\(asset) of \(payer.rawValue): \(finding.message)")
    } else {
      flows.append(flow)
    }
  }

  /// Takes cash out of the reserves of a market or protocol, by size.
  private mutating func withdraw(_ usd: Double, from id: InsuredID) {
    let covered = markets.filter { $0.isCovered(by: id) }
    let total = covered.reduce(0) { $0 + ($1.depositsUSD ?? 0) }
    guard total > 0, usd > 0 else { return }
    for market in covered {
      guard let reserve = ReserveID(market.id.name) else { continue }
      let price = session.marketPrice(of: reserve.asset)
      guard price > 0 else { continue }
      let units = usd * (market.depositsUSD ?? 0) / total / price
      flows.append(.withdrawal(reserve: reserve, units: units))
    }
  }

  /// The reserve with the largest loss that a cover protects.
  private func largestReserve(_ settlement: Settlement, in silo: InsuredID?) -> ReserveID? {
    let covered = markets.indices.filter { row in
      silo.map { markets[row].isCovered(by: $0) } ?? true
    }
    return covered.max { (settlement.grossUSD[$0], -$0) < (settlement.grossUSD[$1], -$1) }
      .flatMap { ReserveID(markets[$0].id.name) }
  }
}
