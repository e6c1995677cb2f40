import RealModule

/// Student's t distribution.
enum StudentT {
  /// P(T ≤ x) for `degrees` of freedom, above 0.
  ///
  /// P = 1 − ½·I(ν / (ν + x²); ν/2, ½) for x ≥ 0, with the regularised
  /// incomplete beta function I.
  ///
  /// Source: Abramowitz and Stegun, 26.7.1 and 26.5.8.
  static func probability(_ x: Double, degrees: Double) -> Double {
    let tail = 0.5 * incompleteBeta(degrees / (degrees + x * x), degrees / 2, 0.5)
    return x < 0 ? tail : 1 - tail
  }

  /// The coefficient of tail dependence of two assets under a t copula:
  /// λ = 2·T_{ν+1}(−√((ν + 1)(1 − ρ) / (1 + ρ))).
  ///
  /// Source: Demarta and McNeil, "The t Copula and Related Copulas",
  /// International Statistical Review 73, 2005.
  static func tailDependence(correlation: Double, degrees: Double) -> Double {
    let root = Double.sqrt((degrees + 1) * (1 - correlation) / (1 + correlation))
    return 2 * probability(-root, degrees: degrees + 1)
  }

  /// I(x; a, b) by its continued fraction, evaluated after Lentz.
  static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    guard x <= (a + 1) / (a + b + 2) else { return 1 - incompleteBeta(1 - x, b, a) }
    let front = Double.exp(
      .logGamma(a + b) - .logGamma(a) - .logGamma(b) + a * .log(x) + b * .log(1 - x))
    var value = 1.0
    var c = 1.0
    var d = 1 / (1 - (a + b) * x / (a + 1))
    value = d
    for step in 1...300 {
      let m = Double(step)
      for coefficient in [
        m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
        -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
      ] {
        d = 1 / (1 + coefficient * d)
        c = 1 + coefficient / c
        value *= c * d
      }
      if abs(c * d - 1) < 1e-16 { break }
    }
    return front * value / a
  }
}
