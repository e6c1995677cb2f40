/// How much holders would sell into the same markets.
///
/// With holdings w_ik of holder *i* in asset *k* and market depths D_k:
/// Ω_ij = Σ_k w_ik·w_jk / D_k, and cosine w_i·w_j / (|w_i||w_j|).
///
/// Source: Cont, Schaanning, "Monitoring indirect contagion", JBF 104, 2019;
/// example `OVERLAP`.
public struct PortfolioOverlap: Hashable, Sendable {
  public var holders: [String]
  public var assets: [AssetID]
  /// USD, one row per holder.
  public var holdings: [[Double]]
  /// USD whose sale takes the price to zero if impact stays linear, by asset;
  /// an asset without a market has NaN and adds nothing.
  public var depths: [Double]

  public init(holders: [String], assets: [AssetID], holdings: [[Double]], depths: [Double]) {
    self.holders = holders
    self.assets = assets
    self.holdings = holdings
    self.depths = depths
  }

  /// Ω_ij, USD.
  public func liquidityWeighted(_ i: Int, _ j: Int) -> Double {
    assets.indices.reduce(0) { sum, k in
      depths[k].isNaN ? sum : sum + holdings[i][k] * holdings[j][k] / depths[k]
    }
  }

  /// 0 for nothing in common … 1 for the same mix; NaN if one holds nothing.
  public func cosine(_ i: Int, _ j: Int) -> Double {
    func product(_ a: Int, _ b: Int) -> Double {
      zip(holdings[a], holdings[b]).reduce(0) { $0 + $1.0 * $1.1 }
    }
    return product(i, j) / (product(i, i).squareRoot() * product(j, j).squareRoot())
  }

  /// The whole of Ω.
  public var matrix: NonnegativeMatrix {
    NonnegativeMatrix(
      rows: holders.indices.map { i in holders.indices.map { liquidityWeighted(i, $0) } })
  }
}

/// A square matrix of figures of 0 or more.
public struct NonnegativeMatrix: Hashable, Sendable {
  public var rows: [[Double]]

  public init(rows: [[Double]]) { self.rows = rows }

  /// The largest absolute eigenvalue, by power iteration on I + A, whose
  /// largest eigenvalue is 1 + ρ and stands alone even where A's do not.
  ///
  /// 0 for an empty or zero matrix. Below 1, a linear cascade dies out.
  ///
  /// - Complexity: O(n²) per iteration, at most 100,000 of them.
  public var spectralRadius: Double {
    guard rows.contains(where: { $0.contains { $0 > 0 } }) else { return 0 }
    var vector = rows.map { _ in 1.0 }
    var radius = 0.0
    for _ in 0..<100_000 {
      let image = zip(vector, rows).map { own, row in
        own + zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 }
      }
      let size = image.max() ?? 1
      let next = image.map { $0 / size }
      let change = zip(next, vector).reduce(0) { max($0, abs($1.0 - $1.1)) }
      vector = next
      radius = size - 1
      if change < 1e-15 { break }
    }
    return radius
  }
}
