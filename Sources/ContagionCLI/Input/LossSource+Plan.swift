import ContagionInsurance
import ContagionModel

extension LossSource {
  /// The best use of the capital that all designs lock; `nil` for a single scenario and
  /// for designs that lock none, or different amounts.
  func plan(for comparison: DesignComparison, _ prices: PriceOptions) -> CapitalPlan? {
    guard comparison.scenarioCount > 1, comparison.poolingBoundUSD != nil,
      let control = comparison.designs.first,
      let capital = comparison.designs.map(\.metrics.lockedCapitalUSD).max(), capital > 0
    else { return nil }
    return CapitalPlan(
      of: capital, on: losses, settling: control.programme.settles, level: comparison.level,
      premium: prices.principle, tailWeight: prices.tailWeight)
  }
}
