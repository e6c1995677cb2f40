import ContagionModel

/// How a pool fills the netted trades of a round.
///
/// Sales *S* and purchases *B* cross `min(S, B)` at the opening spot, free of
/// fee; the difference moves the pool. Each side shares its total pro rata.
struct PoolFill {
  let sold: Double
  let bought: Double
  let spent: Double
  let moves: Bool
  /// Quote units that all sales get.
  private(set) var proceeds: Double
  /// Base units that exact purchases get: all they want unless the pool runs dry.
  private(set) var purchaseBase: Double
  /// Quote units that exact purchases cost.
  private(set) var cost: Double
  /// Base units that spendings get.
  private(set) var spendingBase: Double
  private(set) var after: PoolState

  init(_ impact: any PriceImpact, _ pool: PoolState, _ trades: PoolTrades, moves: Bool) {
    self.init(
      impact, pool, sold: PoolTrades.units(trades.sales),
      bought: PoolTrades.units(trades.purchases), spent: PoolTrades.units(trades.spendings),
      moves: moves)
  }

  init(
    _ impact: any PriceImpact, _ pool: PoolState, sold: Double, bought: Double, spent: Double,
    moves: Bool
  ) {
    self.sold = sold
    self.bought = bought
    self.spent = spent
    self.moves = moves
    let spot = impact.price(in: pool)
    after = pool
    proceeds = sold * spot
    purchaseBase = bought
    cost = bought * spot
    spendingBase = spot > 0 ? spent / spot : 0
    guard moves else { return }
    let demand = bought + spendingBase
    if sold > demand {
      let trade = impact.sale(of: sold - demand, into: pool)
      proceeds = demand * spot + trade.quoteOut
      after = trade.pool
    } else if demand > sold {
      let open = (demand - sold) / demand
      let purchase = impact.purchase(of: open * bought, from: pool)
      purchaseBase = (1 - open) * bought - purchase.baseIn
      cost = (1 - open) * bought * spot - purchase.quoteOut
      let spending = impact.spending(of: open * spent, in: purchase.pool)
      spendingBase = (1 - open) * spendingBase - spending.baseIn
      after = spending.pool
    }
  }
}
