import RealModule

/// How two figures move together over weighted scenarios.
public enum Correlation {
  /// Pearson's coefficient; `nil` if one of them does not move.
  public static func of(_ first: [Double], _ second: [Double], weights: [Double]) -> Double? {
    func mean(_ value: (Int) -> Double) -> Double {
      weights.indices.reduce(0) { $0 + weights[$1] * value($1) }
    }
    let means = (mean { first[$0] }, mean { second[$0] })
    let covariance = mean { (first[$0] - means.0) * (second[$0] - means.1) }
    let variances = (
      mean { (first[$0] - means.0) * (first[$0] - means.0) },
      mean { (second[$0] - means.1) * (second[$0] - means.1) }
    )
    guard variances.0 > 0, variances.1 > 0 else { return nil }
    return covariance / (Double.sqrt(variances.0) * Double.sqrt(variances.1))
  }
}
