public import ContagionModel

/// Two reserves that should be worth the same, as in Curve.
///
/// The balances stay on ``StableSwapInvariant``. The fee is taken from what is
/// paid out and stays in the pool; Curve's administrator's half of it is not
/// taken out. Prices near 1 hardly move until one reserve runs short.
///
/// A purchase of more than 99.9 % of the base reserve is cut to that.
///
/// Source: Egorov, "StableSwap", 2019 (example `STABLESWAP`).
public struct StableSwap: PriceImpact {
  public static let name = "stable-swap"
  public static let summary = "Two reserves held near equal worth; fee on what is paid out."
  public static let source = "Egorov, StableSwap, 2019; Curve StableSwap.vy (A·n)"
  public static let parameters = [
    RuleParameter(
      "amplification", in: 1...1_000_000, unit: "", default: 100,
      "Curve's A, as its pools state it.")
  ]
  public static let hasReserves = true

  let invariant: StableSwapInvariant

  public init(_ values: RuleValues) {
    invariant = StableSwapInvariant(amplification: values["amplification"], coins: 2)
  }

  public func opening(of pool: LiquidityPool) -> PoolState {
    PoolState(base: pool.baseReserve ?? 0, quote: pool.quoteReserve ?? 0, fee: pool.fee)
  }

  public func price(in pool: PoolState) -> Double {
    invariant.price(of: 0, in: 1, [pool.base, pool.quote])
  }

  public func sale(of units: Double, into pool: PoolState) -> Trade {
    let left = invariant.balance(keeping: total(pool), others: [pool.base + units])
    let paid = max(0, pool.quote - left) * (1 - pool.fee)
    return Trade(base: units, quote: -paid, in: pool)
  }

  public func purchase(of units: Double, from pool: PoolState) -> Trade {
    let taken = min(units, 0.999 * (1 - pool.fee) * pool.base)
    let left = pool.base - taken / (1 - pool.fee)
    let needed = invariant.balance(keeping: total(pool), others: [left])
    return Trade(base: -taken, quote: max(0, needed - pool.quote), in: pool)
  }

  public func spending(of quoteUnits: Double, in pool: PoolState) -> Trade {
    let left = invariant.balance(keeping: total(pool), others: [pool.quote + quoteUnits])
    let taken = max(0, pool.base - left) * (1 - pool.fee)
    return Trade(base: -taken, quote: quoteUnits, in: pool)
  }

  public func moved(_ pool: PoolState, to price: Double) -> Trade {
    let total = total(pool)
    var (low, high) = (total * 1e-12, total)
    while self.price(at: high, total) > price { high *= 2 }
    while true {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { break }
      if self.price(at: middle, total) > price { low = middle } else { high = middle }
    }
    let quote = invariant.balance(keeping: total, others: [high])
    return Trade(base: high - pool.base, quote: quote - pool.quote, in: pool)
  }

  public func depth(to fall: Double, of pool: PoolState) -> Double {
    moved(pool, to: price(in: pool) * (1 - fall)).baseIn
  }

  private func total(_ pool: PoolState) -> Double { invariant.total(of: [pool.base, pool.quote]) }

  /// The price where the pool of this total holds these base units.
  private func price(at base: Double, _ total: Double) -> Double {
    invariant.price(of: 0, in: 1, [base, invariant.balance(keeping: total, others: [base])])
  }
}
