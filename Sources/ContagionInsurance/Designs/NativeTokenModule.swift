public import ContagionModel

/// Staked protocol tokens are slashed and sold.
///
/// Of a stake `S` at the token's price factor `f`, `Y = maxSlash × S × f` can be
/// taken. With pool depth `d = depth × f` a sale of `Y'` raises `d Y' / (d + Y')`;
/// `Y' = min(Y, B d / (d − B))`. Stakers lose `Y'`; what it did not raise is
/// friction. Without a depth the sale has no slippage.
///
/// Source: bgd-labs/stake-token 5346765, `slash`.
public struct NativeTokenModule: InsuranceDesign {
  public static let name = "native-token-module"
  public static let summary = "Part of a stake of the protocol's own token is sold to pay."
  public static let source = "bgd-labs/stake-token 5346765, StakeToken.sol, slash"
  public static let parameters = [
    RuleParameter(
      "maxSlash", in: 0...0.9999, unit: "ratio", default: 0.3,
      "The share of the stake that one slash can take."),
    RuleParameter("voteDays", in: 0...365, unit: "days", default: 0, "From recognition to slash."),
  ]
  public static let siloAmounts = [
    SiloAmount("stake", "Tokens staked, at the price before the event."),
    SiloAmount(
      "depth", isRequired: false, isCapital: false,
      "USD side of the token's pool before the event; no slippage."),
  ]

  let maxSlash: Double
  let voteDays: Double

  public init(_ values: RuleValues) {
    maxSlash = values["maxSlash"]
    voteDays = values["voteDays"]
  }

  public func lockedCapitalUSD(
    of programme: InsuranceProgramme, insuring markets: [InsuredMarket]
  ) -> Double {
    total("stake", of: programme)
  }

  public func capitalUSD(in waterfall: Waterfall) -> Double {
    total("stake", of: waterfall.programme)
      * waterfall.event.priceFactor(of: waterfall.programme.token)
  }

  public func pay(_ waterfall: inout Waterfall) {
    waterfall.delayDays = voteDays
    let token = waterfall.programme.token
    let factor = waterfall.event.priceFactor(of: token)
    for silo in waterfall.silos {
      let key = "stake/\(silo.id)"
      let most = maxSlash * waterfall.left(of: silo.amount("stake"), as: key) * factor
      let depth = silo.amount("depth") > 0 ? silo.amount("depth") * factor : .infinity
      let capacity = depth.isFinite ? (depth > 0 ? depth * most / (depth + most) : 0) : most
      let raised = waterfall.pay(
        "slash", by: .stakers, .locked, isOwnCommunity: true, capacityUSD: capacity,
        silo: silo.id, markets: silo.markets)
      guard raised > 0 else { continue }
      let sold = depth.isFinite ? min(most, raised * depth / (depth - raised)) : raised
      waterfall.use(sold / factor, of: key)
      waterfall.addFriction(sold - raised, paidBy: .stakers)
      if let token {
        waterfall.addSale(
          AssetSale(
            asset: token, payer: .stakers, silo: silo.id, valueUSD: sold, raisedUSD: raised))
      }
    }
  }
}
