public import ContagionModel
import OrderedCollections

/// Policies above a deductible, paid from one pool that backs more cover than
/// it holds.
///
/// Claims are `min((B − deductible)⁺, limit) × approval`; the pool pays the share
/// `k = min(1, value of the pool at payout / claims)` of each. Stakers of the
/// listing bear `stakerShare` of it, all members the rest. The capacity of a policy
/// is the part of the pool that its claim has among all claims.
///
/// Source: NexusMutual/docs 1874f7b.
public struct LeveragedMutual: InsuranceDesign {
  public static let name = "leveraged-mutual"
  public static let summary = "A common pool pays policies in full or, if short, pro rata."
  public static let source = "NexusMutual/docs 1874f7b, docs/protocol; smart-contracts 43a449a"
  public static let parameters = [
    RuleParameter(
      "stakerShare", in: 0...1, unit: "ratio", default: 0.5,
      "The part of a claim burnt from the stakers of the listing."),
    RuleParameter(
      "approval", in: 0...1, unit: "ratio", default: 1,
      "The share of a claim that is accepted; 0 where market losses are no insured peril."),
    RuleParameter(
      "gearing", in: 1...100, unit: "ratio", default: 4.8, "Cover that one unit of capital backs."),
    RuleParameter(
      "claimDays", in: 0...365, unit: "days", default: 4, "Vote and cool-down of a claim."),
  ]
  public static let siloAmounts = [
    SiloAmount("limit", "The most that the policy pays."),
    SiloAmount("deductible", isRequired: false, "Kept by the insured."),
  ]
  public static let needs: Set<DesignNeed> = [.capital]

  let stakerShare: Double
  let approval: Double
  let gearing: Double
  let claimDays: Double

  public init(_ values: RuleValues) {
    stakerShare = values["stakerShare"]
    approval = values["approval"]
    gearing = values["gearing"]
    claimDays = values["claimDays"]
  }

  public func lockedCapitalUSD(
    of programme: InsuranceProgramme, insuring markets: [InsuredMarket]
  ) -> Double {
    programme.capital.reduce(0) { $0 + $1.usd }
  }

  public func coverLimitUSD(
    of programme: InsuranceProgramme, insuring markets: [InsuredMarket]
  ) -> Double { total("limit", of: programme) }

  public func capitalUSD(in waterfall: Waterfall) -> Double {
    waterfall.programme.capital.reduce(0) { $0 + waterfall.value(of: $1) }
  }

  public func pay(_ waterfall: inout Waterfall) {
    waterfall.delayDays = claimDays
    var claims: [Double] = []
    for silo in waterfall.silos {
      let policy = waterfall.left(of: silo.amount("limit"), as: "policy/\(silo.id)")
      let loss = waterfall.remaining(in: silo.markets) - silo.amount("deductible")
      claims.append(approval * min(max(0, loss), policy))
    }
    let wanted = claims.reduce(0, +)
    let locked = lockedCapitalUSD(of: waterfall.programme, insuring: waterfall.markets)
    let factor = locked > 0 ? capitalUSD(in: waterfall) / locked : 0
    let pool = waterfall.left(of: locked, as: "pool") * factor
    let ratio = wanted > 0 ? min(1, pool / wanted) : 1
    for (silo, claim) in zip(waterfall.silos, claims) {
      let part = wanted > 0 ? claim / wanted : 1 / Double(claims.count)
      let stakers = waterfall.pay(
        "policy", by: .stakers, .locked, isOwnCommunity: false,
        capacityUSD: stakerShare * pool * part,
        wantedUSD: stakerShare * ratio * claim, silo: silo.id, markets: silo.markets)
      let members = waterfall.pay(
        "policy", by: .members, .locked, isOwnCommunity: false,
        capacityUSD: (1 - stakerShare) * pool * part,
        wantedUSD: (1 - stakerShare) * ratio * claim, silo: silo.id, markets: silo.markets)
      let paid = stakers + members
      waterfall.use(paid, of: "policy/\(silo.id)")
      if factor > 0 { waterfall.use(paid / factor, of: "pool") }
    }
    waterfall.figures["claimsUSD"] = wanted
    waterfall.figures["payRatio"] = ratio
  }
}

extension Waterfall {
  /// What a holding is worth at payout: at the event's price, and cut by the
  /// bad debt of the market it is deposited in.
  func value(of holding: InsuranceProgramme.Holding) -> Double {
    let value = holding.usd * event.priceFactor(of: holding.asset)
    guard let id = holding.market,
      let place = markets.firstIndex(where: { $0.isCovered(by: id) }),
      let deposits = markets[place].depositsUSD, deposits > 0
    else { return value }
    return value * max(0, 1 - grossUSD[place] / deposits)
  }
}
