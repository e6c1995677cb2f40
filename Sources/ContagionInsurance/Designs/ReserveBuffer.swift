public import ContagionModel

/// A protocol's surplus pays first, then a token is minted and sold.
///
/// Buffer: `t = min(B, buffer / (1 + premium))`. Mint: with the token's price
/// factor `f` and pool depth `d = depth × f`, raise `x = min(B − t, haltShare ×
/// d)` in a constant-product pool. What is given away is worth `x d / (d − x)`
/// before the sale, so holders bear `x` and a friction of `x² / (d − x)`.
///
/// Source: dss fa4f663, vow and flop; isolated-pools 58b76f8, Shortfall.
public struct ReserveBuffer: InsuranceDesign {
  public static let name = "reserve-buffer"
  public static let summary = "Surplus pays first, then a minted token, up to a halt; then lenders."
  public static let source = "dss fa4f663 (vow, flop); Venus isolated-pools 58b76f8 (Shortfall)"
  public static let parameters = [
    RuleParameter(
      "haltShare", in: 0...0.99, unit: "ratio", default: 0.5,
      "The share of the token's pool that may be raised before minting is halted."),
    RuleParameter(
      "premium", in: 0...1, unit: "ratio", default: 0,
      "What the winner of a shortfall auction takes on top of what it repays."),
    RuleParameter(
      "auctionDays", in: 0...365, unit: "days", default: 0, "From recognition to payment."),
  ]
  public static let siloAmounts = [
    SiloAmount("buffer", "Surplus that pays first."),
    SiloAmount(
      "depth", isRequired: false, isCapital: false,
      "USD side of the token's pool before the event; none, no mint."),
  ]

  let haltShare: Double
  let premium: Double
  let auctionDays: Double

  public init(_ values: RuleValues) {
    haltShare = values["haltShare"]
    premium = values["premium"]
    auctionDays = values["auctionDays"]
  }

  public func lockedCapitalUSD(
    of programme: InsuranceProgramme, insuring markets: [InsuredMarket]
  ) -> Double {
    total("buffer", of: programme)
  }

  public func promisedUSD(
    of programme: InsuranceProgramme, insuring markets: [InsuredMarket]
  ) -> Double {
    haltShare * total("depth", of: programme)
  }

  public func capitalUSD(in waterfall: Waterfall) -> Double { value("buffer", in: waterfall) }

  public func pay(_ waterfall: inout Waterfall) {
    waterfall.delayDays = auctionDays
    for silo in waterfall.silos {
      payBuffer(of: silo, &waterfall)
      mint(for: silo, &waterfall)
    }
  }

  private func payBuffer(of silo: Waterfall.Silo, _ waterfall: inout Waterfall) {
    let key = "buffer/\(silo.id)"
    let factor = waterfall.event.priceFactor(of: silo.asset)
    let stock = waterfall.left(of: silo.amount("buffer"), as: key) * factor
    let paid = waterfall.pay(
      "buffer", by: .treasury, .locked, isOwnCommunity: true,
      capacityUSD: stock / (1 + premium), silo: silo.id, markets: silo.markets)
    guard paid > 0 else { return }
    waterfall.use(paid * (1 + premium) / factor, of: key)
    waterfall.addFriction(paid * premium, paidBy: .treasury)
  }

  private func mint(for silo: Waterfall.Silo, _ waterfall: inout Waterfall) {
    guard silo.amount("depth") > 0 else { return }
    let key = "mint/\(silo.id)"
    let token = waterfall.programme.token
    let factor = waterfall.event.priceFactor(of: token)
    let depth = silo.amount("depth") * factor
    let raised = waterfall.pay(
      "mint", by: .tokenHolders, .promised, isOwnCommunity: true,
      capacityUSD: waterfall.left(of: haltShare * silo.amount("depth"), as: key) * factor,
      silo: silo.id, markets: silo.markets)
    guard raised > 0 else { return }
    waterfall.use(raised / factor, of: key)
    waterfall.addFriction(raised * raised / (depth - raised), paidBy: .tokenHolders)
    if let token {
      waterfall.addSale(
        AssetSale(
          asset: token, payer: .tokenHolders, silo: silo.id,
          valueUSD: raised * depth / (depth - raised), raisedUSD: raised))
    }
  }
}
