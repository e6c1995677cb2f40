import ContagionModel

extension CascadeRun {
  /// Exits of liquidity providers; they leave no pool whose shares are an asset of the
  /// file, whose holders are known.
  mutating func leavePools(_ exits: inout StepExits) {
    guard let providers = network.providers, transmits(.depth) else { return }
    for (row, pool) in network.pools.enumerated() where pool.shareToken < 0 {
      let ratio = pool.impact.price(in: state.pools[row]) / pool.impact.price(in: pool.opening)
      let share = providers.leaving(afterFall: 1 - min(ratio, 1 / ratio))
      guard share > 0 else { continue }
      exits.poolsLeft += 1
      if pool.impact.hasReserves {
        exits.exitedUSD +=
          share
          * (state.pools[row].base * board.market[pool.base]
            + state.pools[row].quote * board.market[pool.quote])
      } else if pool.impact is any CurveImpact {
        // A curve's price is that of what was sold over its depth: both shrink.
        state.pools[row].base *= 1 - share
      }
      scaleDepth(of: row, by: 1 - share, round: totals.rounds)
    }
  }
}
