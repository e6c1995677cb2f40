extension Account {
  /// A looped position: collateral bought with what was borrowed against it, over again.
  ///
  /// With own collateral *o*, loan-to-value *l* and *n* loops it holds `C = o·(1 − lⁿ⁺¹)/(1 − l)`
  /// units and owes `(C − o)·p` units, *p* being the price of one in units of the debt.
  ///
  /// `own`, units of the collateral that were there before the first loop, and `price` are above
  /// 0; `loops` that are `nil` are without end; `leverage` has the loan-to-value of each.
  ///
  /// Source: Xiong et al., arXiv:2401.08610.
  public init(
    _ id: String, at venue: String, looping collateral: AssetID, owing debt: AssetID, own: Double,
    leverage: LoopLeverage, loops: Int? = nil, price: Double = 1,
    liquidationThreshold: Double? = nil, eMode: String? = nil
  ) {
    let units = own * (loops.map { leverage.multiple(after: $0) } ?? leverage.limit)
    self.init(
      id, at: venue, collateral: [Holding(collateral, units)],
      debt: [Holding(debt, (units - own) * price)], liquidationThreshold: liquidationThreshold,
      eMode: eMode)
  }
}
