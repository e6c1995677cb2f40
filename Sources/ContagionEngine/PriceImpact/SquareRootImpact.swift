public import ContagionModel

/// A price that falls with the square root of the units sold.
///
/// After `s` units sold it has fallen by the share `Y·σ·√(s / V)`, where *V* is
/// a day's volume and *σ* a day's volatility. `F(s) = s·(1 − ⅔·Y·σ·√(s / V))`
/// up to where the price is 0; beyond it a sale pays nothing. Purchases mirror
/// sales.
///
/// This is another regime than depth at the touch: infinitely steep at 0,
/// measured on large orders worked over time.
///
/// Source: Tóth et al., "Anomalous price impact and the critical nature of
/// liquidity in financial markets", PRX 1, 2011 (example `IMPACT-FUNCTIONS`).
public struct SquareRootImpact: CurveImpact {
  public static let name = "square-root"
  public static let summary = "The price falls with the square root of the units sold."
  public static let source = "Tóth et al., Anomalous price impact, PRX 2011"
  public static let parameters = [
    RuleParameter("volume", in: 1e-12...1e30, unit: "base units", "Volume traded in a day."),
    RuleParameter("volatility", in: 1e-6...10, unit: "ratio", "Volatility of a day's return."),
    RuleParameter("prefactor", in: 0.01...100, unit: "", default: 1, "The law's Y."),
  ]

  let volume: Double
  let scale: Double

  public init(_ values: RuleValues) {
    volume = values["volume"]
    scale = values["prefactor"] * values["volatility"]
  }

  func proceeds(_ sold: Double, _ pool: PoolState) -> Double {
    let size = min(abs(sold), zeroPrice(pool))
    let fall = 2.0 / 3 * scale * (size / (volume * pool.depthScale)).squareRoot()
    return sold < 0 ? sold * (1 + 2.0 / 3 * share(-sold, pool)) : size * (1 - fall)
  }

  func slope(_ sold: Double, _ pool: PoolState) -> Double {
    sold < 0 ? 1 + share(-sold, pool) : max(0, 1 - share(sold, pool))
  }

  private func share(_ size: Double, _ pool: PoolState) -> Double {
    scale * (size / (volume * pool.depthScale)).squareRoot()
  }

  /// Units sold at which the price is 0.
  private func zeroPrice(_ pool: PoolState) -> Double { volume * pool.depthScale / (scale * scale) }
}
