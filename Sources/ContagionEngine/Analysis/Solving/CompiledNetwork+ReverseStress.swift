public import ContagionModel
import RealModule

/// How likely joint falls are: volatilities and one correlation of log returns.
public struct FallLikelihood: Hashable, Sendable {
  /// Standard deviations of log returns, above 0, one per asset.
  public var volatilities: [Double]
  /// Between any two assets.
  public var correlation: Double

  /// - Precondition: Volatilities above 0, and −1/(n−1) < correlation < 1.
  public init(volatilities: [Double], correlation: Double) {
    precondition(volatilities.allSatisfy { $0 > 0 }, "volatilities are above 0")
    precondition(
      correlation < 1 && Double(volatilities.count - 1) * correlation > -1,
      "no such correlation of so many assets")
    self.volatilities = volatilities
    self.correlation = correlation
  }

  /// Mahalanobis distance of falls from no move: √(zᵀ C⁻¹ z) with
  /// z_i = ln(1 − fall_i) / σ_i and C of equal correlations ρ, whose inverse
  /// gives (Σ z² − ρ·(Σ z)² / (1 + (n−1)·ρ)) / (1 − ρ).
  public func distance(of falls: [Double]) -> Double {
    let scores = zip(falls, volatilities).map { Double.log(onePlus: -$0) / $1 }
    let sum = scores.reduce(0, +)
    let squares = scores.reduce(0) { $0 + $1 * $1 }
    let count = Double(scores.count)
    let form =
      (squares - correlation * sum * sum / (1 + (count - 1) * correlation)) / (1 - correlation)
    return .sqrt(max(0, form))
  }
}

extension CompiledNetwork {
  /// The falls of one asset that reach a loss: a reverse stress test.
  ///
  /// - Parameters:
  ///   - asset: The asset that falls.
  ///   - other: Shocks that come with every fall.
  ///   - lossUSD: What is reached.
  ///   - measure: Which loss is meant.
  ///   - largestFall: The end of the axis, 0 ..< 1.
  ///   - step: The distance of scanned falls, above 0.
  ///   - tolerance: How close the ends are bisected.
  /// - Returns: Every interval of falls that reaches the loss; its first end is
  ///   the smallest fall.
  /// - Throws: ``AnalysisError`` if a shock does not fit the network.
  public func falls(
    of asset: AssetID, with other: [Shock] = [], reaching lossUSD: Double, of measure: LossMeasure,
    largestFall: Double = 0.95, step: Double = 0.005, tolerance: Double = 1e-6
  ) throws(AnalysisError) -> LevelSet {
    let runs = try ReverseRuns(self, assets: [asset], other: other, measure)
    let places = try Self.lattice(step, largestFall)
    return try LevelSearch(places: places, tolerance: tolerance)
      .solution(where: { $0 >= lossUSD }) { (fall) throws(AnalysisError) -> Double in
        try runs.loss(of: [fall])
      }
  }

  /// Joint falls of several assets that reach a loss: those that no smaller one
  /// replaces, and the likeliest.
  ///
  /// All falls are on a lattice of the step; the smallest are exact on it. The
  /// likeliest is searched by rising distance, so it need not be among the
  /// smallest: correlated assets seldom fall alone.
  ///
  /// - Returns: The smallest falls, and the likeliest if likelihoods are given.
  /// - Throws: ``AnalysisError`` if a shock does not fit the network, or the
  ///   lattice has more than 100,000 points.
  /// - Complexity: At most (largestFall / step)ⁿ runs, less those above a fall
  ///   already found.
  public func jointFalls(
    of fallers: [AssetID], with other: [Shock] = [], reaching lossUSD: Double,
    of measure: LossMeasure, largestFall: Double = 0.9, step: Double = 0.05,
    likelihood: FallLikelihood? = nil
  ) throws(AnalysisError) -> ReverseStress {
    let runs = try ReverseRuns(self, assets: fallers, other: other, measure)
    let axis = try Self.lattice(step, largestFall)
    let size = fallers.reduce(1) { count, _ in min(count * axis.count, 1_000_000) }
    guard size <= 100_000 else {
      throw .badAxis(
        "\(axis.count) falls of each of \(fallers.count) assets are more than 100,000 runs;"
          + " take a larger step")
    }
    var points: [[Int]] = [[]]
    for _ in fallers { points = points.flatMap { point in axis.indices.map { point + [$0] } } }
    var known: [[Int]: Double] = [:]
    func loss(_ point: [Int]) throws(AnalysisError) -> Double {
      if let loss = known[point] { return loss }
      let loss = try runs.loss(of: point.map { axis[$0] })
      known[point] = loss
      return loss
    }
    func result(_ point: [Int], _ loss: Double) -> ReverseStress.Point {
      let falls = point.map { axis[$0] }
      return ReverseStress.Point(
        falls: falls, lossUSD: loss, distance: likelihood?.distance(of: falls) ?? .nan)
    }
    var smallest: [[Int]] = []
    for point in points.sorted(by: { $0.reduce(0, +) < $1.reduce(0, +) }) {
      let isReplaced = smallest.contains { zip($0, point).allSatisfy { $0 <= $1 } }
      if !isReplaced, try loss(point) >= lossUSD { smallest.append(point) }
    }
    var likeliest: ReverseStress.Point?
    if let likelihood {
      let ranked = points.map { (likelihood.distance(of: $0.map { axis[$0] }), $0) }
        .sorted {
          $0.0 != $1.0 ? $0.0 < $1.0 : $0.1.lexicographicallyPrecedes($1.1)
        }
      for (_, point) in ranked where likeliest == nil {
        let found = try loss(point)
        if found >= lossUSD { likeliest = result(point, found) }
      }
    }
    var found: [ReverseStress.Point] = []
    for point in smallest { found.append(result(point, try loss(point))) }
    return ReverseStress(
      assets: fallers, step: step, largestFall: largestFall,
      smallest: found.sorted { $0.falls.lexicographicallyPrecedes($1.falls) },
      likeliest: likeliest, evaluations: known.count)
  }

  /// 0, step, 2·step, … up to the largest fall.
  private static func lattice(
    _ step: Double, _ largestFall: Double
  ) throws(AnalysisError) -> [Double] {
    guard largestFall > 0, largestFall < 1, step > 0, step <= largestFall else {
      throw .badAxis(
        "falls up to \(largestFall) by \(step) cannot be searched; accepted: a largest fall"
          + " above 0 and below 1, and a step above 0 and at most that")
    }
    return (0...Int(largestFall / step + 1e-9)).map { Double($0) * step }
  }
}

/// Runs of falls on one network.
private final class ReverseRuns {
  private let assets: [AssetID]
  private let other: [Shock]
  private let measure: LossMeasure
  private var runner: ScenarioRunner

  init(
    _ network: CompiledNetwork, assets: [AssetID], other: [Shock], _ measure: LossMeasure
  ) throws(AnalysisError) {
    self.assets = assets
    self.other = other
    self.measure = measure
    let findings = network.findings(of: other + assets.map { .priceChange($0, -0.1) })
    guard findings.isEmpty else { throw .notRunnable(findings) }
    do {
      runner = try ScenarioRunner(network, choices: network.network.choices)
    } catch {
      throw .identity(error)
    }
  }

  func loss(of falls: [Double]) throws(AnalysisError) -> Double {
    let shocks = zip(assets, falls).filter { $0.1 > 0 }.map { Shock.priceChange($0, -$1) }
    do {
      return measure.usd(of: try runner.outcome(after: other + shocks), runner.axes)
    } catch {
      throw .identity(error)
    }
  }
}
