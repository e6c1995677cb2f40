public import ContagionModel
import RealModule

extension CompiledNetwork {
  /// Signs of fragility along the price of every collateral asset, before any
  /// cascade.
  ///
  /// Between two falls of an asset's price the accounts that cross health 1 put
  /// their collateral in the asset up for sale: λ(P) units per USD. A sale of dq
  /// moves the pool by dP/dq, so R(P) = λ(P)·|dP/dq|, which is 2·P·λ/x at
  /// constant product, with the pool moved to P. Everything else that falls
  /// with the asset (receipts, pools) falls as in a run; nothing is sold.
  ///
  /// The branching matrix takes all assets at once: B_kl = V_kl·ℓ_k / w with
  /// V_kl the USD of collateral in *k* that fall due when *l* falls by *w*, and
  /// ℓ_k the fall of *k* per USD sold at the opening. Its diagonal is R; below a
  /// spectral radius of 1 a small fall dies out.
  ///
  /// Source: example `BRANCHING-CPMM`; Caccioli, Shrestha, Moore, Farmer, JBF
  /// 46, 2014; example `OVERLAP-SPECTRAL`.
  ///
  /// - Parameters:
  ///   - largestFall: The end of the price axis, 0 ..< 1.
  ///   - resolution: The distance of falls.
  ///   - window: The fall over which the matrix takes density.
  /// - Returns: One entry per collateral asset, the matrix, and the overlap of
  ///   protocols.
  /// - Throws: ``AnalysisError`` if the falls cannot be walked.
  /// - Complexity: One look at every account per asset and fall.
  public func warnings(
    largestFall: Double = 0.6, resolution: Double = 0.01, window: Double = 0.05
  ) throws(AnalysisError) -> EarlyWarnings {
    guard largestFall > 0, largestFall < 1, resolution > 0, resolution <= largestFall, window > 0,
      window < 1
    else {
      throw .badAxis(
        "falls up to \(largestFall) by \(resolution) with a window of \(window) cannot be"
          + " walked; accepted: a largest fall and a window above 0 and below 1, and steps above 0"
          + " and at most the largest fall")
    }
    let posted = postedUSD()
    let rows = assets.indices.filter { posted.byAsset[$0] > 0 }
    let falls = (0...Int(largestFall / resolution + 1e-9)).map { Double($0) * resolution }
    let watched = rows.map { row in warning(row, falls, posted) }
    let shared = rows.filter { marketPool[$0] >= 0 && pools[marketPool[$0]].base == $0 }
    return EarlyWarnings(
      resolution: resolution, assets: watched, branching: branching(shared, window),
      branchingAssets: shared.map { assets[$0] }, window: window,
      overlap: PortfolioOverlap(
        holders: protocols.map(\.name), assets: rows.map { assets[$0] },
        holdings: posted.byProtocol.map { held in rows.map { held[$0] } },
        depths: rows.map { linearDepthUSD(of: $0) }))
  }

  /// Collateral at opening market prices.
  private func postedUSD() -> (
    byAsset: [Double], byProtocol: [[Double]], byAccount: [[Double]]
  ) {
    let market = CascadeState(self).board(in: self).market
    var byAsset = Array(repeating: 0.0, count: assets.count)
    var byProtocol = protocols.map { _ in byAsset }
    var byAccount: [[Double]] = assets.map { _ in [] }
    for account in 0..<accountCount {
      for entry in collateralRows[account] {
        let reserve = reserves[Int(collateralReserve[entry])]
        let usd = collateralUnits[entry] * market[reserve.asset]
        byAsset[reserve.asset] += usd
        byProtocol[reserve.lendingProtocol][reserve.asset] += usd
        byAccount[reserve.asset].append(usd)
      }
    }
    return (byAsset, byProtocol, byAccount)
  }

  private func warning(
    _ row: Int, _ falls: [Double],
    _ posted: (byAsset: [Double], byProtocol: [[Double]], byAccount: [[Double]])
  ) -> EarlyWarnings.AssetWarning {
    let price = CascadeState(self).board(in: self).market[row]
    let pool = marketPool[row] >= 0 ? pools[marketPool[row]] : nil
    // Those below 1 at the opening are no news.
    var called = Set(unhealthy(after: []))
    var steps: [EarlyWarnings.Step] = []
    var first = Double.nan
    for (low, high) in zip(falls, falls.dropFirst()) {
      let fallen = unhealthy(after: [.priceChange(assets[row], -high)])
      var units = 0.0
      for account in fallen where called.insert(account).inserted {
        for entry in collateralRows[Int(account)]
        where reserves[Int(collateralReserve[entry])].asset == row {
          units += collateralUnits[entry]
        }
        if first.isNaN { first = low }
      }
      let density = units / ((high - low) * price)
      let here = price * (1 - low)
      var ratio = Double.nan
      if let pool, pool.base == row {
        ratio = density * slope(of: pool, after: low) * price
      }
      steps.append(
        EarlyWarnings.Step(
          fall: low, priceUSD: here, unitsPerUSD: density,
          dueUSD: units * here / ((high - low) * 100), ratio: ratio))
    }
    return EarlyWarnings.AssetWarning(
      asset: assets[row], priceUSD: price, collateralUSD: posted.byAsset[row],
      byAccount: Concentration(sizes: posted.byAccount[row]),
      depthAt10PercentUSD: depthUSD(of: assets[row], to: 0.1), firstCall: first,
      cliff: steps.first { $0.ratio >= 1 }?.fall ?? .nan, steps: steps)
  }

  /// Accounts below 1 right after shocks.
  private func unhealthy(after shocks: [Shock]) -> [Int32] {
    var run = CascadeRun(
      self, CascadeRun.Options(choices: network.choices, keepsEntries: false))
    run.apply(shocks)
    return run.state.unhealthy(run.currentBoard(), in: self)
  }

  /// Share of the opening price that one more unit takes off it, with the pool
  /// moved down by a fall: |dP/dq| / P₀, at constant product 2·(P/P₀) / x.
  private func slope(of pool: CompiledPool, after fall: Double) -> Double {
    let opening = pool.impact.price(in: pool.opening)
    let moved = pool.impact.moved(pool.opening, to: opening * (1 - fall)).pool
    if pool.impact is ConstantProduct { return 2 * (1 - fall) / moved.base }
    // A thousandth of the price, small beside any step of a depth table.
    return 0.001 * (1 - fall) / pool.impact.depth(to: 0.001, of: moved)
  }

  /// USD whose sale would take the price to 0 at the opening's slope.
  private func linearDepthUSD(of row: Int) -> Double {
    guard marketPool[row] >= 0, pools[marketPool[row]].base == row else { return .nan }
    let price = CascadeState(self).board(in: self).market[row]
    return price / slope(of: pools[marketPool[row]], after: 0)
  }

  private func branching(_ rows: [Int], _ window: Double) -> NonnegativeMatrix {
    let market = CascadeState(self).board(in: self).market
    let opening = Set(unhealthy(after: []))
    var matrix = rows.map { _ in rows.map { _ in 0.0 } }
    for (column, fallen) in rows.enumerated() {
      var due: [Int: Double] = [:]
      for account in unhealthy(after: [.priceChange(assets[fallen], -window)])
      where !opening.contains(account) {
        for entry in collateralRows[Int(account)] {
          let asset = reserves[Int(collateralReserve[entry])].asset
          due[asset, default: 0] += collateralUnits[entry] * market[asset]
        }
      }
      for (line, sold) in rows.enumerated() {
        matrix[line][column] = (due[sold] ?? 0) / linearDepthUSD(of: sold) / window
      }
    }
    return NonnegativeMatrix(rows: matrix)
  }
}
