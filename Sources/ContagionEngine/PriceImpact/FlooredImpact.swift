public import ContagionModel
import RealModule

/// A price that falls exponentially towards a floor.
///
/// With floor *f* the price after `s` units sold is
/// `1 − (1 − f)·(1 − exp(−s / (depth·(1 − f))))`: the slope at 0 is `1 / depth`
/// whatever the floor, and `F(s) = f·s + (1 − f)²·depth·(1 − exp(…))`.
/// `depth(to:)` of a fall that the floor forbids is as good as unbounded.
///
/// Source: Cont, Schaanning, "Fire sales, indirect contagion and systemic
/// stress testing", Norges Bank WP 2/2017, §3.2 (example `IMPACT-FUNCTIONS`).
public struct FlooredImpact: CurveImpact {
  public static let name = "cont-schaanning"
  public static let summary = "The price falls exponentially towards a floor."
  public static let source = "Cont, Schaanning, Fire sales and indirect contagion, 2017"
  public static let parameters = [
    RuleParameter(
      "depth", in: 1e-12...1e30, unit: "base units", "Units over the price's first fall."),
    RuleParameter(
      "floor", in: 0...0.999_999, unit: "ratio", default: 0.5,
      "Share of the level below which the price does not fall."),
  ]

  let depth: Double
  let floor: Double

  public init(_ values: RuleValues) {
    depth = values["depth"]
    floor = values["floor"]
  }

  func proceeds(_ sold: Double, _ pool: PoolState) -> Double {
    let room = (1 - floor) * depth * pool.depthScale
    return floor * sold - (1 - floor) * room * .expMinusOne(-sold / room)
  }

  func slope(_ sold: Double, _ pool: PoolState) -> Double {
    1 + (1 - floor) * .expMinusOne(-sold / ((1 - floor) * depth * pool.depthScale))
  }
}
