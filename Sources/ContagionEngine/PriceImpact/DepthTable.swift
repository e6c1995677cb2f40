public import ContagionModel

/// Quoted average prices by size, as an aggregator gives them.
///
/// The average price of selling `s` units runs straight between the table's
/// lines, from the price at size 0; beyond the last line its last slope goes
/// on. `F(s) = s·average(s)`, but never falls: past its peak a sale pays
/// nothing. Where the slope flattens at a line, the marginal price steps up by
/// what straight averages imply; tables with many sizes keep the step small.
/// Purchases mirror sales: `average(−s) = 2 − average(s)`.
///
/// Source: 1inch quotes (source, destination, amount in, amount out).
public struct DepthTable: CurveImpact {
  public static let name = "depth-table"
  public static let summary = "Quoted average prices by size, straight lines between them."
  public static let source = "quotes of an aggregator: size and average price"
  public static let parameters: [RuleParameter] = []

  public init(_ values: RuleValues) {}

  func proceeds(_ sold: Double, _ pool: PoolState) -> Double {
    guard sold < 0 else { return rising(sold, pool) }
    let (average, _) = line(-sold, pool)
    return sold * (2 - average)
  }

  func slope(_ sold: Double, _ pool: PoolState) -> Double {
    let (average, slope) = line(abs(sold), pool)
    return sold < 0 ? 2 - average + -sold * -slope : max(0, average + sold * slope)
  }

  /// `s·average(s)` until it stops rising.
  private func rising(_ sold: Double, _ pool: PoolState) -> Double {
    let (average, slope) = line(sold, pool)
    guard average + sold * slope < 0 else { return sold * average }
    // On this line, average = a + slope·s; s·(a + slope·s) peaks at −a / (2·slope).
    let intercept = average - slope * sold
    let peak = -intercept / (2 * slope)
    return peak * (intercept + slope * peak)
  }

  /// The average price at a size, and how it changes per unit there.
  private func line(_ size: Double, _ pool: PoolState) -> (average: Double, slope: Double) {
    var from = DepthQuote(size: 0, price: 1)
    var slope = 0.0
    for quote in pool.quotes {
      let end = quote.size * pool.depthScale
      slope = (quote.price - from.price) / (end - from.size)
      guard size >= end else { break }
      from = DepthQuote(size: end, price: quote.price)
    }
    return (from.price + slope * (size - from.size), slope)
  }
}
