public import ContagionModel

/// Liquidity that is spread over ranges of prices, as in Uniswap v3.
///
/// Within a range of liquidity *L* a trade that moves the price from *P* to
/// *P′* takes `L·(1/√P′ − 1/√P)` base units for `L·(√P − √P′)` quote units;
/// every range is a constant product on virtual reserves `L/√P` and `L·√P`. The
/// fee is taken from what is paid in and is not added to the liquidity.
///
/// Each line of the profile holds from its price up to the next line's, the
/// last one upwards without end. Where the lowest line starts above 0 a sale can
/// run out of ranges: the rest is paid nothing and the price is 0. A purchase
/// of more than there is is cut to what there is.
///
/// Source: Adams et al., "Uniswap v3 Core", 2021, §6.2 (example `UNIV3`).
public struct ConcentratedLiquidity: PriceImpact {
  public static let name = "concentrated"
  public static let summary = "Liquidity spread over ranges of prices; fee on what is paid in."
  public static let source = "Adams et al., Uniswap v3 Core, 2021"
  public static let parameters: [RuleParameter] = []
  public static let hasReserves = false

  public init(_ values: RuleValues) {}

  public func opening(of pool: LiquidityPool) -> PoolState {
    PoolState(base: 0, quote: pool.price ?? 0, fee: pool.fee, ranges: pool.ranges)
  }

  public func price(in pool: PoolState) -> Double { pool.quote }

  public func sale(of units: Double, into pool: PoolState) -> Trade {
    var walk = Walk(pool)
    walk.fall(giving: units * (1 - pool.fee))
    return walk.trade(base: units, quote: -walk.quote, pool)
  }

  public func purchase(of units: Double, from pool: PoolState) -> Trade {
    var walk = Walk(pool)
    walk.rise(takingBase: units)
    return walk.trade(base: -walk.base, quote: walk.quote / (1 - pool.fee), pool)
  }

  public func spending(of quoteUnits: Double, in pool: PoolState) -> Trade {
    var walk = Walk(pool)
    walk.rise(givingQuote: quoteUnits * (1 - pool.fee))
    return walk.trade(base: -walk.base, quote: quoteUnits, pool)
  }

  public func moved(_ pool: PoolState, to price: Double) -> Trade {
    var walk = Walk(pool)
    if price <= pool.quote {
      walk.fall(to: price.squareRoot())
      return walk.trade(base: walk.base, quote: -walk.quote, pool, price: price)
    }
    walk.rise(to: price.squareRoot())
    return walk.trade(base: -walk.base, quote: walk.quote, pool, price: price)
  }

  public func depth(to fall: Double, of pool: PoolState) -> Double {
    moved(pool, to: pool.quote * (1 - fall)).baseIn
  }
}

extension ConcentratedLiquidity {
  /// A way through the ranges, with what was traded on it.
  private struct Walk {
    let ranges: [LiquidityRange]
    let scale: Double
    /// The root of the price.
    var root: Double
    var range: Int
    var base = 0.0
    var quote = 0.0

    init(_ pool: PoolState) {
      ranges = pool.ranges
      scale = pool.depthScale
      root = pool.quote.squareRoot()
      range = (pool.ranges.firstIndex { $0.price > pool.quote } ?? pool.ranges.count) - 1
    }

    private var liquidity: Double { ranges[range].liquidity * scale }
    private var lower: Double { ranges[range].price.squareRoot() }
    private var upper: Double {
      range + 1 < ranges.count ? ranges[range + 1].price.squareRoot() : .infinity
    }

    /// Moves within one range; the product of the roots keeps the digits that
    /// their difference would lose.
    private mutating func step(to next: Double) {
      let units = liquidity * abs(root - next) / (root * next)
      base += units
      quote += units * root * next
      root = next
    }

    mutating func fall(giving units: Double) {
      var open = units
      while range >= 0 {
        let room = lower > 0 ? liquidity * (root - lower) / (root * lower) : .infinity
        guard liquidity > 0, open <= room else {
          if liquidity > 0 { step(to: lower) } else { root = lower }
          open -= room
          range -= 1
          continue
        }
        let next = root / (1 + open * root / liquidity)
        base += open
        quote += open * root * next
        root = next
        return
      }
      if open > 0 { root = 0 }
    }

    mutating func fall(to target: Double) {
      while range >= 0, root > target {
        step(to: max(target, lower))
        guard root > target else { return }
        range -= 1
      }
      root = target
    }

    mutating func rise(takingBase units: Double) {
      var open = units
      enter()
      while range < ranges.count, open > 0 {
        let room = liquidity * (1 / root - 1 / upper)
        let isLast = range == ranges.count - 1
        guard open < room || isLast else {
          step(to: upper)
          open -= room
          range += 1
          continue
        }
        let taken = min(open, 0.999 * room)
        guard taken > 0 else { return }
        let next = root / (1 - taken * root / liquidity)
        base += taken
        quote += taken * root * next
        root = next
        return
      }
    }

    mutating func rise(givingQuote units: Double) {
      var open = units
      enter()
      while range < ranges.count, open > 0 {
        let room = liquidity * (upper - root)
        guard open < room || range == ranges.count - 1 else {
          step(to: upper)
          open -= room
          range += 1
          continue
        }
        guard liquidity > 0 else { return }
        step(to: root + open / liquidity)
        return
      }
    }

    mutating func rise(to target: Double) {
      enter()
      while range < ranges.count, root < target {
        step(to: min(target, upper))
        range += 1
      }
      root = target
    }

    /// From below the lowest range to its start.
    private mutating func enter() {
      guard range < 0 else { return }
      range = 0
      root = max(root, lower)
    }

    func trade(
      base: Double, quote: Double, _ pool: PoolState, price: Double? = nil
    ) -> Trade {
      var after = pool
      after.base += base
      after.quote = price ?? root * root
      return Trade(baseIn: base, quoteOut: -quote, pool: after)
    }
  }
}
