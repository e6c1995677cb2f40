/// A two-person zero-sum game, solved exactly but for rounding.
///
/// The minimiser mixes rows, the maximiser answers with the worst column: the value
/// is `min over x of max over j of Σᵢ xᵢ aᵢⱼ`, `x` being shares that sum to 1. With all entries
/// above 0 it is 1 over the optimum of `max Σu, Σᵢ uᵢ aᵢⱼ ≤ 1, u ≥ 0`, which the simplex method
/// solves from `u = 0`; Bland's rule keeps it from running in circles.
///
/// Source: Dantzig, Linear Programming and Extensions, 1963, chapter 13, from memory.
struct MatrixGame {
  let value: Double
  /// The minimiser's shares, by row.
  let shares: [Double]

  /// Solves a game given as columns of the same length, 1 or more of each.
  ///
  /// - Complexity: O(rows × columns) a pivot.
  init(columns: [[Double]]) {
    let rows = columns[0].count
    let least = columns.reduce(Double.infinity) { min($0, $1.min() ?? .infinity) }
    let largest = columns.reduce(-Double.infinity) { max($0, $1.max() ?? -.infinity) }
    // One unit of spread above 0 keeps 1 over the optimum well scaled.
    let shift = max(largest - least, 1e-9) - least
    let scale = largest + shift
    var tableau = columns.enumerated().map { place, column in
      column.map { ($0 + shift) / scale } + columns.indices.map { $0 == place ? 1 : 0 } + [1]
    }
    var objective = Array(repeating: -1.0, count: rows) + columns.map { _ in 0 } + [0]
    var basis = columns.indices.map { rows + $0 }
    let width = rows + columns.count
    while let entering = (0..<width).first(where: { objective[$0] < -1e-12 }) {
      var leaving: Int?
      var step = Double.infinity
      for row in tableau.indices where tableau[row][entering] > 1e-12 {
        let ratio = tableau[row][width] / tableau[row][entering]
        if ratio < step - 1e-15
          || (ratio <= step + 1e-15 && basis[row] < (leaving.map { basis[$0] } ?? .max))
        {
          step = min(step, ratio)
          leaving = row
        }
      }
      guard let leaving else { break }
      let pivot = tableau[leaving][entering]
      for place in tableau[leaving].indices { tableau[leaving][place] /= pivot }
      let line = tableau[leaving]
      func clear(_ target: inout [Double]) {
        let factor = target[entering]
        guard factor != 0 else { return }
        for place in target.indices { target[place] -= factor * line[place] }
      }
      for row in tableau.indices where row != leaving { clear(&tableau[row]) }
      clear(&objective)
      basis[leaving] = entering
    }
    let optimum = objective[width]
    value = scale / optimum - shift
    var shares = Array(repeating: 0.0, count: rows)
    for (row, place) in basis.enumerated() where place < rows {
      shares[place] = max(0, tableau[row][width]) / optimum
    }
    self.shares = shares
  }
}
