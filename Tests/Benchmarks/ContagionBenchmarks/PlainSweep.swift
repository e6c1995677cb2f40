import ContagionEngine
import PlainSweepC

/// The plainest fast look at every account: the reference of the ratio.
struct PlainSweep {
  let columns: SweepColumns

  init(_ columns: SweepColumns) { self.columns = columns }

  /// Counts accounts whose weighted collateral is worth less than their debt.
  func unhealthy(_ prices: [Double]) -> Int {
    let (c, d) = (columns.collateralOffsets, columns.debtOffsets)
    let (cr, cu, ct) = (
      columns.collateralReserve, columns.collateralUnits, columns.collateralThreshold
    )
    let (dr, du) = (columns.debtReserve, columns.debtUnits)
    var count = 0
    var account = 0
    let end = c.count &- 1
    while account < end {
      var collateral = 0.0
      var entry = Int(c[account])
      let last = Int(c[account &+ 1])
      while entry < last {
        collateral += cu[entry] * ct[entry] * prices[Int(cr[entry])]
        entry &+= 1
      }
      var debt = 0.0
      entry = Int(d[account])
      let lastDebt = Int(d[account &+ 1])
      while entry < lastDebt {
        debt += du[entry] * prices[Int(dr[entry])]
        entry &+= 1
      }
      // The sign instead of a comparison, which becomes a branch that is guessed wrong
      // at every other account.
      count &+= Int(truncatingIfNeeded: (collateral - debt).bitPattern &>> 63)
      account &+= 1
    }
    return count
  }

  /// The same loop in C at `-O3`.
  func unhealthyInC(_ prices: [Double]) -> Int {
    Int(
      plain_sweep(
        Int64(columns.collateralOffsets.count - 1), columns.collateralOffsets,
        columns.collateralReserve, columns.collateralUnits, columns.collateralThreshold,
        columns.debtOffsets, columns.debtReserve, columns.debtUnits, prices))
  }

  /// The best time of a look, in seconds, with other prices every time.
  func secondsOfALook(inC: Bool = false, repeats: Int = 7) -> Double {
    var prices = columns.prices
    var seen = 0
    var best = Double.infinity
    for _ in 0..<repeats {
      best = min(
        best,
        ContagionBenchmarks.seconds {
          seen += inC ? unhealthyInC(prices) : unhealthy(prices)
        })
      prices[0] *= 1 - 1e-12 * Double(seen % 7 + 1)
    }
    return best
  }
}
