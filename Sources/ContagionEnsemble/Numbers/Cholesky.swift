import RealModule

/// The lower triangle L with L·Lᵀ = A of a symmetric matrix.
struct Cholesky: Hashable, Sendable {
  /// Row by row, zeros above the diagonal.
  let rows: [[Double]]

  /// Factors a matrix; `nil` if it is not positive semidefinite.
  ///
  /// A pivot within 1e-12 of 0 counts as 0, so that perfectly correlated assets
  /// are allowed; its column must then vanish too.
  ///
  /// - Complexity: O(*n*³).
  init?(_ matrix: [[Double]]) {
    var rows = matrix.map { $0.map { _ in 0.0 } }
    for row in matrix.indices {
      for column in 0...row {
        var rest = matrix[row][column]
        for k in 0..<column { rest -= rows[row][k] * rows[column][k] }
        if row == column {
          guard rest > -1e-12 else { return nil }
          rows[row][row] = rest < 1e-12 ? 0 : .sqrt(rest)
        } else if rows[column][column] > 0 {
          rows[row][column] = rest / rows[column][column]
        } else if abs(rest) > 1e-9 {
          return nil
        }
      }
    }
    self.rows = rows
  }

  /// L·z.
  func product(_ z: [Double]) -> [Double] {
    rows.map { row in
      var sum = 0.0
      for (column, factor) in row.enumerated() { sum += factor * z[column] }
      return sum
    }
  }
}
