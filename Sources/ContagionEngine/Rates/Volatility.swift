import RealModule

/// Estimates of the variance of one period's return, and margins from them.
///
/// Source: J.P. Morgan, "RiskMetrics technical document", 1996 (EWMA);
/// Bollerslev, JoE 31, 1986 (GARCH); Parkinson, J. Business 53, 1980 (example
/// `VOL-MARGIN`).
public enum Volatility {
  /// Exponentially weighted: `v ← λ·v + (1 − λ)·r²`, from the first return's square.
  ///
  /// Returns 0 without returns.
  public static func ewma(_ returns: [Double], lambda: Double = 0.94) -> Double {
    guard let first = returns.first else { return 0 }
    return returns.dropFirst().reduce(first * first) { variance, value in
      lambda * variance + (1 - lambda) * value * value
    }
  }

  /// GARCH(1,1): `v ← ω + α·r² + β·v`.
  public struct Garch: Hashable, Sendable {
    public let omega: Double
    public let alpha: Double
    public let beta: Double

    public init(omega: Double, alpha: Double, beta: Double) {
      self.omega = omega
      self.alpha = alpha
      self.beta = beta
    }

    /// The variance in the long run, where the path starts.
    ///
    /// - Precondition: `alpha + beta < 1`.
    public var longRun: Double { omega / (1 - alpha - beta) }

    /// The variance before each return, and after the last.
    ///
    /// - Parameters:
    ///   - returns: Simple returns, one a period.
    ///   - start: The variance before the first; ``longRun`` if `nil`.
    /// - Returns: One more than there are returns.
    public func path(_ returns: [Double], from start: Double? = nil) -> [Double] {
      var path = [start ?? longRun]
      for value in returns {
        path.append(omega + alpha * value * value + beta * path[path.count - 1])
      }
      return path
    }
  }

  /// From each period's range: `Σ ln(high / low)² / (4·n·ln 2)`.
  ///
  /// Returns 0 without periods.
  public static func parkinson(_ ranges: [(high: Double, low: Double)]) -> Double {
    guard !ranges.isEmpty else { return 0 }
    let sum = ranges.reduce(0.0) { sum, range in
      let width = Double.log(range.high / range.low)
      return sum + width * width
    }
    return sum / (4 * Double(ranges.count) * .log(2))
  }

  /// A margin that the return of so many periods exceeds at the quantile `z`.
  public static func margin(variance: Double, quantile: Double, periods: Double) -> Double {
    quantile * variance.squareRoot() * periods.squareRoot()
  }

  /// The largest loan-to-value that a loss of the margin leaves covered: `1 / (1 + m)`.
  public static func largestLoanToValue(margin: Double) -> Double { 1 / (1 + margin) }
}
