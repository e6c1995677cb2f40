import ContagionEngine
import ContagionModel
import OrderedCollections
import RealModule

/// Standard normal numbers, one for each asset, with correlations.
///
/// With loadings, z_a = Σ_f l_af·F_f + √(1 − Σ_f l_af²)·e_a; with listed
/// correlations, z = L·e with L·Lᵀ the correlation matrix. F and e are drawn
/// from streams named after the factor and the asset.
struct CorrelatedNormals: Sendable {
  private let assets: [String]
  private let factors: [String]
  /// Loadings by asset and factor, and what is left to the asset.
  private let loadings: [[Double]]
  private let own: [Double]
  private let cholesky: Cholesky?
  private let seed: UInt64

  init(_ description: ScenarioDescription, seed: UInt64) throws(ScenarioModelError) {
    let names = description.assets.keys
    assets = names.map { "asset:\($0)" }
    self.seed = seed
    var factors: OrderedSet<String> = []
    for motion in description.assets.values { factors.formUnion(motion.loadings.keys) }
    self.factors = factors.map { "factor:\($0)" }
    loadings = description.assets.values.map { motion in
      factors.map { motion.loadings[$0] ?? 0 }
    }
    var own: [Double] = []
    for (asset, motion) in description.assets {
      let explained = motion.loadings.values.reduce(0) { $0 + $1 * $1 }
      guard explained <= 1 + 1e-12 else {
        throw ScenarioModelError(
          "assets.\(asset).loadings",
          "the squares of the loadings of \(asset) sum to \(explained); accepted: at most 1")
      }
      own.append(.sqrt(max(0, 1 - explained)))
    }
    self.own = own
    guard !description.correlations.isEmpty else {
      cholesky = nil
      return
    }
    guard factors.isEmpty else {
      throw ScenarioModelError(
        "correlations", "assets have loadings and correlations; accepted: one of the two")
    }
    var matrix = names.indices.map { row in names.indices.map { $0 == row ? 1.0 : 0 } }
    for (place, pair) in description.correlations.enumerated() {
      let path = "correlations[\(place)]"
      for asset in [pair.first, pair.second] where !names.contains(asset) {
        let known = names.map(\.name)
        throw ScenarioModelError(
          path, "the model moves no asset '\(asset)'; it moves: \(known.joined(separator: ", "))")
      }
      guard let row = names.firstIndex(of: pair.first),
        let column = names.firstIndex(of: pair.second), row != column
      else {
        throw ScenarioModelError(path, "'\(pair.first)' is correlated with itself")
      }
      matrix[row][column] = pair.value
      matrix[column][row] = pair.value
    }
    guard let cholesky = Cholesky(matrix) else {
      throw ScenarioModelError(
        "correlations",
        "no assets can have these correlations together: the matrix has a negative eigenvalue")
    }
    self.cholesky = cholesky
  }

  /// The numbers of one scenario, in the order of the assets.
  func values(of scenario: Int) -> [Double] {
    let e = assets.map { name in
      var draws = Draws(seed: seed, scenario: scenario, name: name)
      return draws.normal()
    }
    if let cholesky { return cholesky.product(e) }
    let common = factors.map { name in
      var draws = Draws(seed: seed, scenario: scenario, name: name)
      return draws.normal()
    }
    return e.indices.map { asset in
      var sum = own[asset] * e[asset]
      for (factor, value) in common.enumerated() { sum += loadings[asset][factor] * value }
      return sum
    }
  }
}
