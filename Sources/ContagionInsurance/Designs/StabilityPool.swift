public import ContagionModel
import OrderedCollections

/// A pool of the debt's own stablecoin buys bad positions; the rest is dealt out
/// to the other borrowers.
///
/// With liquidated debt `V` and bad debt `B`, each unit of debt loses `B / V`.
/// Depositors bear it on `min(V, pool)`, borrowers on the rest up to the equity
/// they have left, holders of the stablecoin what remains.
///
/// Source: liquity/dev 39f1f7f, README and StabilityPool.
public struct StabilityPool: InsuranceDesign {
  public static let name = "stability-pool"
  public static let summary = "A pool absorbs liquidated debt, then the other borrowers do."
  public static let source = "liquity/dev 39f1f7f, README, Liquidation and the Stability Pool"
  public static let parameters = [
    RuleParameter("pool", in: 0...1e15, unit: "USD", "Stablecoin deposited.")
  ]
  public static let needs: Set<DesignNeed> = [.liquidatedDebt, .borrowerEquity]

  let pool: Double

  public init(_ values: RuleValues) { pool = values["pool"] }

  public func lockedCapitalUSD(
    of programme: InsuranceProgramme, insuring markets: [InsuredMarket]
  ) -> Double { pool }

  public func promisedUSD(
    of programme: InsuranceProgramme, insuring markets: [InsuredMarket]
  ) -> Double { .infinity }

  public func pay(_ waterfall: inout Waterfall) {
    let bad = waterfall.grossUSD.reduce(0, +)
    let debt = waterfall.event.liquidatedDebtUSD ?? 0
    let offset = min(debt, waterfall.left(of: pool, as: "pool"))
    let lossPerDebt = debt > 0 ? min(1, bad / debt) : 0
    let all = waterfall.allMarkets
    waterfall.pay(
      "pool", by: .stakers, .locked, isOwnCommunity: true, capacityUSD: lossPerDebt * offset,
      markets: all)
    waterfall.use(offset, of: "pool")
    let equity = waterfall.event.borrowerEquityUSD ?? 0
    let dealt = waterfall.pay(
      "redistribution", by: .borrowers, .promised, isOwnCommunity: true,
      capacityUSD: waterfall.left(of: equity, as: "equity"), markets: all)
    waterfall.use(dealt, of: "equity")
    waterfall.figures["debtOffsetUSD"] = offset
    waterfall.figures["debtRedistributedUSD"] = debt - offset
  }
}
