import ContagionModel

/// The pools of one formula, by size and price.
struct DepthFamily {
  private let formula: RuleListing
  private let fitting: DepthFitting
  /// The parameter in base units; `nil` for a formula with reserves.
  private let parameter: String?

  var sizeName: String { parameter ?? "reserves" }

  /// The family of a formula, or `nil` if it has no size to fit or if its
  /// reserves are no price.
  init?(_ formula: RuleListing, _ fitting: DepthFitting) {
    self.formula = formula
    self.fitting = fitting
    let needed = formula.parameters.filter { $0.fallback == nil }
    guard needed.count <= 1, needed.allSatisfy({ $0.unit == "base units" }) else { return nil }
    parameter = needed.first?.name
    let unit = pool(size: 1, price: 1)
    guard let impact = try? Catalog.priceImpacts.rule(unit.formula),
      impact.hasReserves == (parameter == nil)
    else { return nil }
    // Twice the price must be twice of everything.
    let (one, two) = (impact.opening(of: unit), impact.opening(of: pool(size: 1, price: 2)))
    let sales = [one, two].map { impact.sale(of: 0.1, into: $0).quoteOut }
    guard abs(impact.price(in: one) - 1) < 1e-9, abs(impact.price(in: two) - 2) < 1e-9,
      abs(sales[1] - 2 * sales[0]) < 1e-9
    else { return nil }
  }

  /// The pool of a size and price.
  func pool(size: Double, price: Double) -> LiquidityPool {
    var pool = LiquidityPool(
      base: fitting.base, quote: fitting.quote, formula: RuleChoice(formula.name), fee: fitting.fee)
    if let parameter {
      pool.formula.values[parameter] = .number(size)
      pool.price = price
    } else {
      pool.baseReserve = size
      pool.quoteReserve = size * price
    }
    return pool
  }

  /// The average prices of sales of some sizes into the pool of price 1.
  func averages(_ sales: [Double], size: Double) -> [Double] {
    let pool = pool(size: size, price: 1)
    guard let impact = try? Catalog.priceImpacts.rule(pool.formula) else {
      return sales.map { _ in .nan }
    }
    let opening = impact.opening(of: pool)
    return sales.map { impact.sale(of: $0, into: opening).quoteOut / $0 }
  }
}
