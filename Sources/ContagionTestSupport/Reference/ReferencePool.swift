import ContagionModel
import Foundation

/// A pool of the reference, with its formula spelled out.
///
/// Constant product keeps `base × quote`. The other formulas keep the units
/// `sold` since the opening and define `total(s)`, the quote units that `s`
/// base units sold in all have fetched; every trade is a difference of totals.
/// The fee is taken from what is paid in and stays in the pool: `sold` counts
/// the fee too, but the fee fetches nothing.
struct ReferencePool {
  enum Formula { case constantProduct, linear, exponential, depthTable }

  var formula: Formula
  var baseAsset: String
  var quoteAsset: String
  var fee: Double
  /// Reserves, for constant product.
  var base = 0.0
  var quote = 0.0
  /// Price at size 0, units sold since the opening and the depth, otherwise.
  var price = 0.0
  var sold = 0.0
  var depth = 0.0
  var quotes: [(size: Double, price: Double)] = []
  /// LP tokens outstanding, for constant product.
  var supply = 0.0

  init(_ pool: LiquidityPool) {
    baseAsset = pool.base.name
    quoteAsset = pool.quote.name
    fee = pool.fee
    switch pool.formula.name {
    case "linear": formula = .linear
    case "exponential": formula = .exponential
    case "depth-table": formula = .depthTable
    default: formula = .constantProduct
    }
    base = pool.baseReserve ?? 0
    quote = pool.quoteReserve ?? 0
    price = pool.price ?? 0
    if case .number(let depth)? = pool.formula.values["depth"] { self.depth = depth }
    quotes = pool.quotes.map { ($0.size, $0.price) }
    supply = (base * quote).squareRoot()
  }

  /// Quote units per base unit of an infinitely small sale, without fee.
  var spot: Double {
    switch formula {
    case .constantProduct: return quote / base
    case .linear: return max(0, price * (1 - sold / depth))
    case .exponential: return price * exp(-sold / depth)
    case .depthTable:
      guard sold < lastUsefulSize else { return 0 }
      let (average, slope) = averagePrice(at: sold)
      return max(0, average + sold * slope)
    }
  }

  /// Quote units fetched by the first `size` base units.
  func total(_ size: Double) -> Double {
    switch formula {
    case .constantProduct: preconditionFailure("constant product has no totals")
    case .linear:
      let useful = min(size, depth)
      return price * (useful - useful * useful / (2 * depth))
    case .exponential: return price * depth * (1 - exp(-size / depth))
    case .depthTable:
      let useful = min(size, lastUsefulSize)
      return useful * averagePrice(at: useful).average
    }
  }

  /// The average price of a size in a depth table, and its slope to the right.
  ///
  /// Straight lines join (0, `price`) and the quotes; the last goes on to the right of the
  /// last quote. To the left of 0, purchases cost as much more as sales bring less.
  private func averagePrice(at size: Double) -> (average: Double, slope: Double) {
    guard size >= 0 else {
      let (average, slope) = averagePrice(at: -size)
      return (2 * price - average, slope)
    }
    let points = [(size: 0.0, price: price)] + quotes
    var left = 0
    while left + 2 < points.count, size >= points[left + 1].size { left += 1 }
    guard points.count > 1 else { return (price, 0) }
    let slope =
      (points[left + 1].price - points[left].price)
      / (points[left + 1].size - points[left].size)
    return (points[left].price + slope * (size - points[left].size), slope)
  }

  /// The size beyond which a depth table pays nothing more.
  ///
  /// It is the last quote, or where beyond it the next unit fetches 0: with the
  /// last line `a + b·s`, that is `s = −a / 2b`.
  private var lastUsefulSize: Double {
    guard let last = quotes.last else { return .infinity }
    let slope = averagePrice(at: last.size).slope
    guard slope < 0 else { return .infinity }
    return max(last.size, (last.size - last.price / slope) / 2)
  }

  /// Gives base units to the pool; returns the quote units it pays.
  mutating func sell(_ units: Double) -> Double {
    let effective = units * (1 - fee)
    guard formula == .constantProduct else {
      let paid = total(sold + effective) - total(sold)
      sold += units
      return paid
    }
    let paid = quote * effective / (base + effective)
    base += units
    quote -= paid
    return paid
  }

  /// Takes exactly these base units from the pool; returns the quote units it costs.
  mutating func buy(_ units: Double) -> Double {
    guard formula == .constantProduct else {
      let cost = (total(sold) - total(sold - units)) / (1 - fee)
      sold -= units
      return cost
    }
    precondition(units < base, "a purchase would empty the pool of \(baseAsset)")
    let cost = quote * units / (base - units) / (1 - fee)
    base -= units
    quote += cost
    return cost
  }

  /// Gives quote units to the pool; returns the base units it pays.
  mutating func spend(_ quoteUnits: Double) -> Double {
    let effective = quoteUnits * (1 - fee)
    guard formula == .constantProduct else {
      let units = purchase(for: effective)
      sold -= units
      return units
    }
    let units = base * effective / (quote + effective)
    base -= units
    quote += quoteUnits
    return units
  }

  /// The base units that these quote units buy without fee, by bisection.
  private func purchase(for quoteUnits: Double) -> Double {
    guard quoteUnits > 0 else { return 0 }
    func cost(_ units: Double) -> Double { total(sold) - total(sold - units) }
    var low = 0.0
    var high = 1.0
    while cost(high) < quoteUnits { high *= 2 }
    while true {
      let middle = (low + high) / 2
      guard middle > low, middle < high else { return middle }
      if cost(middle) < quoteUnits { low = middle } else { high = middle }
    }
  }

  /// Brings the spot price to a target without fee.
  ///
  /// Returns the base units that went in and the quote units that came out.
  /// Formulas without reserves are scaled: nothing goes in or out.
  mutating func move(to target: Double) -> (baseIn: Double, quoteOut: Double) {
    guard formula == .constantProduct else {
      let ratio = target / spot
      price *= ratio
      quotes = quotes.map { ($0.size, $0.price * ratio) }
      return (0, 0)
    }
    let product = base * quote
    let before = (base, quote)
    base = (product / target).squareRoot()
    quote = (product * target).squareRoot()
    return (base - before.0, before.1 - quote)
  }

  /// Scales the depth; returns what providers take out in kind.
  mutating func scaleDepth(by factor: Double) -> (base: Double, quote: Double) {
    depth *= factor
    quotes = quotes.map { ($0.size * factor, $0.price) }
    let out = (base * (1 - factor), quote * (1 - factor))
    base *= factor
    quote *= factor
    supply *= factor
    return out
  }
}
