public import ContagionModel
import OrderedCollections

/// A default waterfall whose members are the insured markets.
///
/// Margin and fund of the member that lost; the clearing house's own capital;
/// the fund of performing members, whose loss is within their own margin and
/// fund; assessments on them, capped at a multiple of their fund; haircuts on
/// gains; then lenders.
///
/// Source: CPMI-IOSCO, Principles for financial market infrastructures, 2012,
/// principle 4 (default waterfall).
public struct ClearingHouse: InsuranceDesign {
  public static let name = "clearing-house"
  public static let summary = "Own margin and fund first, then everybody's, then calls."
  public static let source = "CPMI-IOSCO, Principles for financial market infrastructures, 2012"
  public static let parameters = [
    RuleParameter(
      "skinInTheGame", in: 0...1e15, unit: "USD", default: 0,
      "The clearing house's own capital, before the survivors' fund."),
    RuleParameter(
      "assessmentCap", in: 0...10, unit: "× fund", default: 1,
      "The most that performing members can be called for."),
    RuleParameter(
      "gains", in: 0...1e15, unit: "USD", default: 0, "Winners' gains that can be cut last."),
  ]
  public static let siloAmounts = [
    SiloAmount("margin", "The member's own first loss."),
    SiloAmount("fund", "Its part of the mutual fund."),
  ]

  let skinInTheGame: Double
  let assessmentCap: Double
  let gains: Double

  public init(_ values: RuleValues) {
    skinInTheGame = values["skinInTheGame"]
    assessmentCap = values["assessmentCap"]
    gains = values["gains"]
  }

  public func lockedCapitalUSD(
    of programme: InsuranceProgramme, insuring markets: [InsuredMarket]
  ) -> Double {
    total("margin", of: programme) + total("fund", of: programme) + skinInTheGame
  }

  public func promisedUSD(
    of programme: InsuranceProgramme, insuring markets: [InsuredMarket]
  ) -> Double {
    assessmentCap * total("fund", of: programme) + gains
  }

  public func capitalUSD(in waterfall: Waterfall) -> Double {
    value("margin", in: waterfall) + value("fund", in: waterfall) + skinInTheGame
  }

  public func pay(_ waterfall: inout Waterfall) {
    for silo in waterfall.silos {
      payOwn("margin", of: silo, &waterfall)
      payOwn("fund", of: silo, &waterfall)
    }
    let insured = Array(Set(waterfall.silos.flatMap(\.markets))).sorted()
    let house = waterfall.pay(
      "own capital", by: .clearingHouse, .locked, isOwnCommunity: false,
      capacityUSD: waterfall.left(of: skinInTheGame, as: "house"), markets: insured)
    waterfall.use(house, of: "house")
    paySurvivors(insured, &waterfall)
    if gains > 0 {
      let cut = waterfall.pay(
        "haircut of gains", by: .otherLenders, .promised, isOwnCommunity: false,
        capacityUSD: waterfall.left(of: gains, as: "gains"), markets: insured)
      waterfall.use(cut, of: "gains")
      waterfall.figures["gainsHaircut"] = cut / gains
    }
  }

  private func payOwn(
    _ amount: String, of silo: Waterfall.Silo, _ waterfall: inout Waterfall
  ) {
    let factor = waterfall.event.priceFactor(of: silo.asset)
    let key = "\(amount)/\(silo.id)"
    let paid = waterfall.pay(
      amount, by: .defaulterResources, .locked, isOwnCommunity: true,
      capacityUSD: waterfall.left(of: silo.amount(amount), as: key) * factor, silo: silo.id,
      markets: silo.markets)
    if factor > 0 { waterfall.use(paid / factor, of: key) }
  }

  private func paySurvivors(_ insured: [Int], _ waterfall: inout Waterfall) {
    let performing = waterfall.silos.filter { waterfall.remaining(in: $0.markets) <= 0 }
    let funds = performing.map { silo in
      waterfall.left(of: silo.amount("fund"), as: "fund/\(silo.id)")
        * waterfall.event.priceFactor(of: silo.asset)
    }
    let shared = payTogether("survivors' fund", .locked, performing, funds, insured, &waterfall)
    for (silo, paid) in zip(performing, shared) {
      let factor = waterfall.event.priceFactor(of: silo.asset)
      if factor > 0 { waterfall.use(paid / factor, of: "fund/\(silo.id)") }
    }
    let caps = performing.map { silo in
      waterfall.left(of: assessmentCap * silo.amount("fund"), as: "call/\(silo.id)")
    }
    let calls = payTogether("assessments", .promised, performing, caps, insured, &waterfall)
    for (silo, paid) in zip(performing, calls) {
      waterfall.use(paid, of: "call/\(silo.id)")
      waterfall.addCall(CashCall(payer: .survivors, member: silo.id, usd: paid))
    }
  }

  /// Pays pro rata to what each member has; returns what each paid.
  private func payTogether(
    _ name: String, _ funding: LayerPayment.Funding, _ silos: [Waterfall.Silo],
    _ amounts: [Double], _ insured: [Int], _ waterfall: inout Waterfall
  ) -> [Double] {
    let fund = amounts.reduce(0, +)
    var members = Array(repeating: 0.0, count: waterfall.markets.count)
    for (silo, amount) in zip(silos, amounts) {
      for market in silo.markets { members[market] += amount / Double(silo.markets.count) }
    }
    let paid = waterfall.pay(
      name, by: .survivors, funding, isOwnCommunity: false, capacityUSD: fund, markets: insured,
      members: members)
    return amounts.map { fund > 0 ? paid * $0 / fund : 0 }
  }
}
