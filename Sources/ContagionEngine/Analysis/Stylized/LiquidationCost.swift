/// What closing a position costs its borrower under two architectures.
///
/// Cost is the value of the collateral lost less the debt paid off, at the market
/// price.
///
/// Source: derived; the example is `FIXED-VS-AUCTION`.
public enum LiquidationCost {
  /// A fixed spread: `debt·bonus`.
  public static func fixedSpread(debt: Double, bonus: Double) -> Double { debt * bonus }

  /// An auction that clears at a discount to the market, with a penalty on the debt.
  ///
  /// The penalty is `debt·penalty`, the slippage `tab·discount / (1 − discount)`
  /// with `tab = debt·(1 + penalty)`.
  public static func auction(
    debt: Double, penalty: Double, discount: Double
  ) -> (penalty: Double, slippage: Double) {
    (debt * penalty, debt * (1 + penalty) * discount / (1 - discount))
  }
}
