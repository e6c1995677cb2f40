public import ContagionModel

/// A price that falls by the share `s / depth` after `s` units sold.
///
/// `F(s) = s − s² / (2·depth)` up to `s = depth`, where the price is 0; beyond
/// it a sale pays nothing.
///
/// Source: `IMPACT-FUNCTIONS`; Greenwood, Landier, Thesmar, "Vulnerable banks",
/// JFE 115, 2015 (linear price impact).
public struct LinearImpact: CurveImpact {
  public static let name = "linear"
  public static let summary = "The price falls in proportion to the units sold."
  public static let source = "Greenwood, Landier, Thesmar, Vulnerable banks, JFE 2015"
  public static let parameters = [
    RuleParameter(
      "depth", in: 1e-12...1e30, unit: "base units", "Units whose sale takes the price to 0.")
  ]

  let depth: Double

  public init(_ values: RuleValues) { depth = values["depth"] }

  init(depth: Double) { self.depth = depth }

  func proceeds(_ sold: Double, _ pool: PoolState) -> Double {
    let size = min(sold / (depth * pool.depthScale), 1)
    return depth * pool.depthScale * (size - size * size / 2)
  }

  func slope(_ sold: Double, _ pool: PoolState) -> Double {
    max(0, 1 - sold / (depth * pool.depthScale))
  }
}
