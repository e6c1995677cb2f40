public import ContagionModel
import RealModule

/// A price that falls as `exp(−s / depth)` after `s` units sold.
///
/// `F(s) = depth·(1 − exp(−s / depth))`.
///
/// Source: `IMPACT-FUNCTIONS`; Cifuentes, Ferrucci, Shin, "Liquidity risk and
/// contagion", JEEA 3, 2005 (inverse demand exp(−αs)).
public struct ExponentialImpact: CurveImpact {
  public static let name = "exponential"
  public static let summary = "The price falls exponentially with the units sold."
  public static let source = "Cifuentes, Ferrucci, Shin, Liquidity risk and contagion, JEEA 2005"
  public static let parameters = [
    RuleParameter(
      "depth", in: 1e-12...1e30, unit: "base units",
      "Units whose sale takes the price to 1/e of its level.")
  ]

  let depth: Double

  public init(_ values: RuleValues) { depth = values["depth"] }

  func proceeds(_ sold: Double, _ pool: PoolState) -> Double {
    let depth = depth * pool.depthScale
    return -depth * .expMinusOne(-sold / depth)
  }

  func slope(_ sold: Double, _ pool: PoolState) -> Double {
    .exp(-sold / (depth * pool.depthScale))
  }
}
