public import ContagionModel

/// Lenders' own receipts are staked and burnt, above a deductible.
///
/// The treasury pays `min(B, offset)`, the stake `min(B − offset, (S − minimumLeft)
/// / (1 + fee))`; nothing is sold. Stakers who asked to leave are gone once their
/// cooldown has run by the day of recognition.
///
/// Source: aave-umbrella 759147d, Umbrella.sol, `slash`.
public struct AssetMatchedStake: InsuranceDesign {
  public static let name = "asset-matched-stake"
  public static let summary = "A stake of the lent asset is burnt above the treasury's deductible."
  public static let source = "aave-dao/aave-umbrella 759147d, Umbrella.sol and README"
  public static let parameters = [
    RuleParameter(
      "minimumLeft", in: 0...1e6, unit: "USD", default: 0, "Stays in every stake after a slash."),
    RuleParameter(
      "fee", in: 0...1, unit: "ratio", default: 0, "Slashed on top of what is covered."),
    RuleParameter(
      "offsetFunded", in: 0...1, unit: "0 or 1", default: 1,
      "1 if the treasury has set the offset aside, which then counts as locked."),
    RuleParameter("cooldownDays", in: 0...365, unit: "days", default: 20, "From request to exit."),
    RuleParameter(
      "paused", in: 0...1, unit: "0 or 1", default: 0, "1 stops exits and slashes alike."),
  ]
  public static let siloAmounts = [
    SiloAmount("stake", "Staked receipts of the lent asset."),
    SiloAmount("offset", isRequired: false, "The treasury's deductible."),
  ]

  let minimumLeft: Double
  let fee: Double
  let offsetFunding: LayerPayment.Funding
  let cooldownDays: Double
  let isPaused: Bool

  public init(_ values: RuleValues) {
    minimumLeft = values["minimumLeft"]
    fee = values["fee"]
    offsetFunding = values["offsetFunded"] > 0 ? .locked : .promised
    cooldownDays = values["cooldownDays"]
    isPaused = values["paused"] > 0
  }

  public func lockedCapitalUSD(
    of programme: InsuranceProgramme, insuring markets: [InsuredMarket]
  ) -> Double {
    total("stake", of: programme)
      + (offsetFunding == .locked ? total("offset", of: programme) : 0)
  }

  public func promisedUSD(
    of programme: InsuranceProgramme, insuring markets: [InsuredMarket]
  ) -> Double {
    offsetFunding == .promised ? total("offset", of: programme) : 0
  }

  public func capitalUSD(in waterfall: Waterfall) -> Double {
    waterfall.silos.reduce(0) { sum, silo in
      sum + stake(of: silo, waterfall) * waterfall.event.priceFactor(of: silo.asset)
        + (offsetFunding == .locked ? silo.amount("offset") : 0)
    }
  }

  public func pay(_ waterfall: inout Waterfall) {
    for silo in waterfall.silos {
      let offset = waterfall.left(of: silo.amount("offset"), as: "offset/\(silo.id)")
      let kept = waterfall.pay(
        "offset", by: .treasury, offsetFunding, isOwnCommunity: true, capacityUSD: offset,
        silo: silo.id, markets: silo.markets)
      waterfall.use(kept, of: "offset/\(silo.id)")
      let key = "stake/\(silo.id)"
      let factor = waterfall.event.priceFactor(of: silo.asset)
      let stock = waterfall.left(of: stake(of: silo, waterfall), as: key) * factor
      let covered = waterfall.pay(
        "stake", by: .stakers, .locked, isOwnCommunity: true,
        capacityUSD: isPaused ? 0 : max(0, stock - minimumLeft) / (1 + fee),
        silo: silo.id, markets: silo.markets)
      guard covered > 0 else { continue }
      waterfall.use(covered * (1 + fee) / factor, of: key)
      waterfall.addFriction(covered * fee, paidBy: .stakers)
    }
  }

  /// What is still staked on the day of recognition, USD before the event.
  private func stake(of silo: Waterfall.Silo, _ waterfall: Waterfall) -> Double {
    let exits = isPaused ? [] : waterfall.programme.exits.filter { $0.silo == silo.id }
    let queue = CooldownQueue(
      stake: silo.amount("stake"), cooldownDays: cooldownDays,
      exits: exits.map { CooldownQueue.Exit(day: $0.day, amount: $0.usd, isRedeemed: true) })
    return queue.available(on: waterfall.programme.recognitionDay)
  }
}
